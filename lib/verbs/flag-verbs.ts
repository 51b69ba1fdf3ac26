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
 * `'trapExit'`: whether exit signals become `['EXIT', pid, reason]` messages; read when a signal is received. `'priority'`: how soon the caller runs
 * among those that are ready; `'max'` before `'high'` before the others, `'low'` one turn in nine.
 *
 * @returns the old value.
 * @throws BeamworkError `BEAMWORK_BAD_FLAG`; `BEAMWORK_OUTSIDE_PROCESS`.
 * @see https://hexdocs.pm/elixir/Process.html#flag/2
 */
export function flag(name: 'trapExit', value: boolean): boolean;
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
 * @returns the value that was there, or `undefined`.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
 * @see https://hexdocs.pm/elixir/Process.html#put/2
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
 * @param fallback what to return when the key is not there; default `undefined`.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
 * @see https://hexdocs.pm/elixir/Process.html#get/2
 */
export function get(key: unknown, fallback?: unknown): unknown {
  const dictionary = runningProcess('Process.get').extras?.dictionary;
  return dictionary?.has(key) === true ? dictionary.get(key) : fallback;
}

/**
 * Removes a key from the caller's own dictionary.
 *
 * @returns the value that was there, or `undefined`.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
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
 * @see https://hexdocs.pm/elixir/Process.html#set_label/1
 */
export function setLabel(label: unknown): 'ok' {
  runningProcess('Process.setLabel').extra.label = copyTerm(label);
  return 'ok';
}
