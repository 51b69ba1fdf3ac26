import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import { showTerm } from '../kernel/show-term.js';
import { processPriorities, type ProcessPriority } from '../metadata/process-metadata.js';
import { runningProcess } from '../runtime/current.js';
import { isPriority, priorityName, priorityNumber } from '../runtime/priorities.js';
import { receiveOwnSignals } from './signal-verbs.js';

/**
 * Sets a flag of the caller.
 *
 * `'trapExit'`: whether exit signals become `['EXIT', pid, reason]` messages; read when a signal is received.
 *
 * @param name `'trapExit'`.
 * @param value `true` or `false`; a new process has what its class says, else `false`.
 * @returns the old value.
 * @throws BeamworkError `BEAMWORK_BAD_FLAG` for another name or value; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1), and the reception of what is in transit.
 * @see https://hexdocs.pm/elixir/Process.html#flag/2
 *
 * ```ts run
 * await run(() => [Process.flag('trapExit', true), Process.flag('trapExit', true)]); // => [false, true]
 * ```
 */
export function flag(name: 'trapExit', value: boolean): boolean;
/**
 * Sets a flag of the caller.
 *
 * `'priority'`: how soon the caller runs among those that are ready; `'max'` before `'high'` before the others, `'low'` one turn in nine.
 *
 * @param name `'priority'`.
 * @param value `'low'`, `'normal'`, `'high'` or `'max'`; a new process has what its spawn or its class says, else `'normal'`.
 * @returns the old value.
 * @throws BeamworkError `BEAMWORK_BAD_FLAG` for another name or value; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1).
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#process_flag/2
 *
 * ```ts run
 * await run(() => Process.flag('priority', 'high')); // => 'normal'
 * ```
 */
export function flag(name: 'priority', value: ProcessPriority): ProcessPriority;
export function flag(name: 'trapExit' | 'priority', value: unknown): boolean | ProcessPriority {
  const control = runningProcess('Process.flag');
  if (name === 'trapExit' && typeof value === 'boolean') {
    receiveOwnSignals(control);
    const old = control.trapExit;
    control.trapExit = value;
    return old;
  }
  if (name === 'priority' && isPriority(value)) {
    const old = priorityName(control.priority);
    control.priority = priorityNumber(value);
    return old;
  }
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_FLAG',
    problem: `Process.flag was given ${showTerm(name)} with ${showTerm(value)}`,
    remedy: `write Process.flag('trapExit', true or false), or Process.flag('priority', ${processPriorities.map((each) => `'${each}'`).join(' | ')})`,
  });
}

/**
 * Puts a value into the caller's own dictionary.
 *
 * @param key any value; compared as the keys of a Map are.
 * @param value any value; not copied, as it stays in the process.
 * @returns the value that was there, or `undefined`.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#put/2
 *
 * ```ts run
 * await run(() => [Process.put('count', 1), Process.put('count', 2)]); // => [undefined, 1]
 * ```
 */
export function put(key: unknown, value: unknown): unknown {
  const dictionary = (runningProcess('Process.put').extra.dictionary ??= new Map());
  const old = dictionary.get(key);
  dictionary.set(key, value);
  return old;
}

/**
 * Gets a value out of the caller's own dictionary.
 *
 * @param key the key that was given to `put`.
 * @param fallback what to return when the key is not there; default `undefined`.
 * @returns the value, the very same.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#get/2
 *
 * ```ts run
 * await run(() => Process.get('count', 0)); // => 0
 * ```
 */
export function get(key: unknown, fallback?: unknown): unknown {
  const dictionary = runningProcess('Process.get').extras?.dictionary;
  return dictionary?.has(key) === true ? dictionary.get(key) : fallback;
}

/**
 * Removes a key from the caller's own dictionary.
 *
 * @param key the key that was given to `put`.
 * @returns the value that was there, or `undefined`.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#delete/1
 */
function deleteKey(key: unknown): unknown {
  const dictionary = runningProcess('Process.delete').extras?.dictionary;
  const old = dictionary?.get(key);
  dictionary?.delete(key);
  return old;
}
export { deleteKey as delete };

/**
 * Labels the caller, for logs and for `Process.info`; unlike a name, a label is no address and need not be unique.
 *
 * @param label any term, copied.
 * @returns `'ok'`.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`; `BEAMWORK_UNCOPYABLE`.
 * Cost: the copy.
 * @see https://hexdocs.pm/elixir/Process.html#set_label/1
 *
 * ```ts run
 * await run(() => Process.setLabel(['session', 7])); // => 'ok'
 * ```
 */
export function setLabel(label: unknown): 'ok' {
  runningProcess('Process.setLabel').extra.label = copyTerm(label);
  return 'ok';
}
