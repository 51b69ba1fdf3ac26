import { inject, injectable } from 'inversify';
import type { Observable } from 'rxjs';
import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import { checkPid, checkReference } from '../runtime/check-arguments.js';
import { checkName } from '../runtime/names.js';
import { checkTimeout } from '../runtime/clauses.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { TimerEvent } from '../runtime/sinks.js';
import { cancelTimer, readTimer, startTimer } from '../runtime/timers.js';
import { Broadcast } from './broadcast.js';
import { StreamingService } from './service.js';

/**
 * The timers of a runtime, for code that is given its runtime by injection.
 *
 * @see https://www.erlang.org/doc/apps/erts/time_correction.html
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * const timer = runtime.get(Timers).sendAfter('nobody', 'tick', 60_000);
 * typeof runtime.get(Timers).cancel(timer); // => 'number'
 * runtime.get(Timers).cancel(timer); // => false
 * ```
 */
@injectable()
export class Timers extends StreamingService {
  readonly #state: RuntimeState;
  readonly #broadcast: Broadcast<TimerEvent>;
  /** Timers started, cancelled and fired; hot. Costs nothing while nobody subscribes. */
  readonly events$: Observable<TimerEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#state = state;
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.timers = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /**
   * Sends a message later; as `Process.sendAfter`.
   *
   * @param destination a pid or a name, which nobody need have.
   * @param message any term, copied now.
   * @param ms milliseconds from now, 0 or more; it never fires early.
   * @returns the timer.
   * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`; `BEAMWORK_BAD_PID`; `BEAMWORK_BAD_NAME` for an empty name;
   * `BEAMWORK_UNCOPYABLE`; `BEAMWORK_RUNTIME_STOPPED`.
   * Cost: the copy, and some 200 ns.
   * @see https://hexdocs.pm/elixir/Process.html#send_after/4
   */
  sendAfter(destination: Pid | string, message: unknown, ms: number): Reference {
    if (typeof destination === 'string') checkName(destination);
    else checkPid(destination, 'Timers.sendAfter');
    checkTimeout(ms, 'Timers.sendAfter', false);
    return startTimer(this.#state, undefined, destination, ms, copyTerm(message), false);
  }

  /**
   * Sends `['timeout', ref, message]` later; as `Process.startTimer`.
   *
   * @param destination a pid or a name, which nobody need have.
   * @param message any term, copied now.
   * @param ms milliseconds from now, 0 or more; it never fires early.
   * @returns the timer: the reference in the message.
   * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`; `BEAMWORK_BAD_PID`; `BEAMWORK_BAD_NAME` for an empty name;
   * `BEAMWORK_UNCOPYABLE`; `BEAMWORK_RUNTIME_STOPPED`.
   * Cost: that of `sendAfter`.
   * @see https://www.erlang.org/doc/apps/erts/erlang.html#start_timer/3
   */
  startTimer(destination: Pid | string, message: unknown, ms: number): Reference {
    if (typeof destination === 'string') checkName(destination);
    else checkPid(destination, 'Timers.startTimer');
    checkTimeout(ms, 'Timers.startTimer', false);
    return startTimer(this.#state, undefined, destination, ms, copyTerm(message), true);
  }

  /**
   * Cancels a timer: once this has returned a number, its message will not arrive.
   *
   * @param ref what `sendAfter` or `startTimer` returned.
   * @returns the milliseconds that were left, rounded up; `false` when it has fired, was cancelled, or is no timer.
   * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`.
   * Cost: O(1).
   * @see https://hexdocs.pm/elixir/Process.html#cancel_timer/2
   */
  cancel(ref: Reference): number | false {
    checkReference(ref, 'Timers.cancel');
    return cancelTimer(ref);
  }

  /**
   * Tells how much time a timer has left, without touching it.
   *
   * @param ref what `sendAfter` or `startTimer` returned.
   * @returns milliseconds, rounded up; `false` as `cancel`.
   * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`.
   * Cost: O(1).
   * @see https://hexdocs.pm/elixir/Process.html#read_timer/1
   */
  read(ref: Reference): number | false {
    checkReference(ref, 'Timers.read');
    return readTimer(ref);
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
