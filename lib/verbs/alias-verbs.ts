import type { Reference } from '../kernel/reference.js';
import { dropAlias, makeAlias } from '../runtime/aliases.js';
import { checkReference, readSwitches } from '../runtime/check-arguments.js';
import { runningProcess } from '../runtime/current.js';

/** What `Process.alias` may be told; also as a list: `['reply', 'priority']`. */
export interface AliasOptions {
  /** Switch the alias off with the first message that arrives through it. Default: `false`. */
  readonly reply?: boolean;
  /** Messages that are sent through it by `Process.send(alias, message, { priority: true })` go before all ordinary ones. Default: `false`. */
  readonly priority?: boolean;
}

/**
 * Makes an alias: a reference that messages to the caller can be sent to, until it is switched off.
 *
 * @param options `reply`, `priority`; see {@link AliasOptions}. Default: it stays until `Process.unalias`, and its messages are ordinary ones.
 * @returns the alias.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION`; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1), two objects.
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#alias/1
 *
 * ```ts run
 * const received = await run(function* () {
 *   const alias = Process.alias({ reply: true });
 *   send(alias, 'first');
 *   send(alias, 'second');
 *   return [yield* receive(P.string), yield* receive(P.string, after(0, () => 'nothing'))];
 * });
 * received; // => ['first', 'nothing']
 * ```
 */
export function alias(options?: AliasOptions | readonly ('reply' | 'priority')[]): Reference {
  const control = runningProcess('Process.alias');
  const { reply, priority } = readSwitches(options, ['reply', 'priority'], 'Process.alias');
  return makeAlias(control, { reply: reply === true, priority: priority === true });
}

/**
 * Switches an alias of the caller off: what is sent to it from now on is dropped, what is in the mailbox already stays.
 *
 * @param ref what `Process.alias`, or `Process.monitor` with an alias, returned.
 * @returns `true`; `false` when it is no active alias of the caller.
 * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1).
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#unalias/1
 *
 * ```ts run
 * await run(() => Process.unalias(Process.alias())); // => true
 * ```
 */
export function unalias(ref: Reference): boolean {
  const control = runningProcess('Process.unalias');
  checkReference(ref, 'Process.unalias');
  return dropAlias(control, ref);
}
