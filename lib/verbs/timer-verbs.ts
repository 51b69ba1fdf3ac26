import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import type { MsgOf } from '../kernel/protocol.js';
import type { Reference } from '../kernel/reference.js';
import { checkPid, checkReference, readSwitches } from '../runtime/check-arguments.js';
import { checkTimeout } from '../runtime/clauses.js';
import { currentProcess, currentRuntime } from '../runtime/current.js';
import { deliver } from '../runtime/router.js';
import { cancelTimer as cancel, readTimer as read, startTimer as start } from '../runtime/timers.js';
import { after, receive, type Receiving } from './receive.js';

/** What `Process.cancelTimer` may be told. */
export interface CancelOptions {
  /** Return `'ok'`, and send `['cancel_timer', ref, result]` to the caller. Default: `false`. */
  readonly async?: boolean;
  /** Return, or send, the result. Default: `true`. */
  readonly info?: boolean;
}

/**
 * Sends a message later.
 *
 * A timer for a pid ends with its process; for a name, the name is looked up when the time has come. It survives its creator.
 *
 * @param destination a pid or a name, which nobody need have.
 * @param message copied now.
 * @param ms milliseconds from now, 0 or more; it never fires early.
 * @returns the timer.
 * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`; `BEAMWORK_BAD_PID`; `BEAMWORK_UNCOPYABLE`; `BEAMWORK_RUNTIME_STOPPED`.
 * Cost: the copy, and some 200 ns.
 * @see https://hexdocs.pm/elixir/Process.html#send_after/4
 *
 * ```ts run
 * const message = await run(function* () {
 *   const late = Process.sendAfter(self(), 'late', 60_000);
 *   Process.sendAfter(self(), 'soon', 1);
 *   Process.cancelTimer(late);
 *   return yield* receive(P.string);
 * });
 * message; // => 'soon'
 * ```
 */
export function sendAfter<Ops>(destination: Pid<Ops> | string, message: NoInfer<MsgOf<Ops>>, ms: number): Reference {
  return startTimerFor(destination, ms, 'Process.sendAfter', copyTerm(message), false);
}

/**
 * Sends `['timeout', ref, message]` later; otherwise as `sendAfter`.
 *
 * @param destination a pid or a name, which nobody need have.
 * @param message copied now.
 * @param ms milliseconds from now, 0 or more; it never fires early.
 * @returns the timer: the reference in the message.
 * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`; `BEAMWORK_BAD_PID`; `BEAMWORK_UNCOPYABLE`; `BEAMWORK_RUNTIME_STOPPED`.
 * Cost: that of `sendAfter`.
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#start_timer/3
 *
 * ```ts run
 * const message = await run(function* () {
 *   const timer = Process.startTimer(self(), 'tick', 1);
 *   return yield* receive(['timeout', timer, P.select()]);
 * });
 * message; // => 'tick'
 * ```
 */
export function startTimer(destination: Pid | string, message: unknown, ms: number): Reference {
  return startTimerFor(destination, ms, 'Process.startTimer', copyTerm(message), true);
}

/**
 * Cancels a timer: once this has returned a number, its message will not arrive.
 *
 * @param ref what `sendAfter` or `startTimer` returned.
 * @returns the milliseconds that were left, rounded up; `false` when it has fired, was cancelled, or is no timer.
 * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#cancel_timer/2
 *
 * ```ts run
 * const timer = Process.sendAfter('nobody', 'tick', 60_000);
 * typeof Process.cancelTimer(timer); // => 'number'
 * Process.cancelTimer(timer); // => false
 * ```
 */
export function cancelTimer(ref: Reference): number | false;
/**
 * Cancels a timer, and says so in another way.
 *
 * @param ref what `sendAfter` or `startTimer` returned.
 * @param options `async`, `info`; see {@link CancelOptions}.
 * @returns `'ok'` with `async`, or with `info: false`; else the milliseconds that were left, or `false`.
 * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`; `BEAMWORK_BAD_OPTION`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#cancel_timer/2
 *
 * ```ts run
 * Process.cancelTimer(Process.sendAfter('nobody', 'tick', 60_000), { info: false }); // => 'ok'
 * ```
 */
export function cancelTimer(ref: Reference, options: CancelOptions): number | false | 'ok';
export function cancelTimer(ref: Reference, options?: CancelOptions): number | false | 'ok' {
  const caller = currentProcess();
  checkReference(ref, 'Process.cancelTimer');
  const { async, info } = readSwitches(options, ['async', 'info'], 'Process.cancelTimer');
  const left = cancel(ref);
  if (async !== true) return info === false ? 'ok' : left;
  if (info !== false && caller !== undefined) deliver(caller, ['cancel_timer', ref, left]);
  return 'ok';
}

/**
 * Tells how much time a timer has left, without touching it.
 *
 * @param ref what `sendAfter` or `startTimer` returned.
 * @returns milliseconds, rounded up; `false` as `cancelTimer`.
 * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#read_timer/1
 *
 * ```ts run
 * Process.readTimer(makeRef()); // => false
 * ```
 */
export function readTimer(ref: Reference): number | false {
  currentProcess();
  checkReference(ref, 'Process.readTimer');
  return read(ref);
}

/**
 * Waits, without looking at the mailbox: `yield* Process.sleep(10)` or `await Process.sleep(10)`.
 *
 * @param ms milliseconds, 0 or more; `Infinity` for ever.
 * @returns `'ok'`, when taken.
 * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`; `BEAMWORK_OUTSIDE_PROCESS`; `BEAMWORK_BAD_RECEIVE` while a receive of the same process still waits
 * or was never taken.
 * Cost: that of a receive and a timer.
 * @see https://hexdocs.pm/elixir/Process.html#sleep/1
 *
 * ```ts run
 * await run(() => Process.sleep(1)); // => 'ok'
 * ```
 */
export function sleep(ms: number): Receiving<'ok'> {
  return receive(after(ms, () => 'ok' as const));
}

function startTimerFor(destination: Pid | string, ms: number, verb: string, copy: unknown, wraps: boolean): Reference {
  if (typeof destination !== 'string') checkPid(destination, verb);
  checkTimeout(ms, verb, false);
  const caller = currentProcess();
  const state = caller?.state ?? currentRuntime();
  return start(state, caller, destination, ms, copy, wraps);
}
