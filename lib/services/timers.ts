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
 * ```ts run
 * const runtime = await Runtime.start();
 * const timer = runtime.get(Timers).sendAfter('nobody', 'tick', 60_000);
 * runtime.get(Timers).cancel(timer); // => 60000
 * runtime.get(Timers).cancel(timer); // => false
 * ```
 */
@injectable()
export class Timers extends StreamingService {
  readonly #state: RuntimeState;
  readonly #broadcast: Broadcast<TimerEvent>;
  /** Timers started, cancelled and fired; hot. */
  readonly events$: Observable<TimerEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#state = state;
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.timers = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /** Sends `message`, copied now, in `ms` milliseconds. @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_UNCOPYABLE`. */
  sendAfter(destination: Pid | string, message: unknown, ms: number): Reference {
    if (typeof destination === 'string') checkName(destination);
    else checkPid(destination, 'Timers.sendAfter');
    checkTimeout(ms, 'Timers.sendAfter', false);
    return startTimer(this.#state, undefined, destination, ms, copyTerm(message), false);
  }

  /** Sends `['timeout', ref, message]` in `ms` milliseconds. @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_UNCOPYABLE`. */
  startTimer(destination: Pid | string, message: unknown, ms: number): Reference {
    if (typeof destination === 'string') checkName(destination);
    else checkPid(destination, 'Timers.startTimer');
    checkTimeout(ms, 'Timers.startTimer', false);
    return startTimer(this.#state, undefined, destination, ms, copyTerm(message), true);
  }

  /** Cancels a timer. @returns the milliseconds that were left, or `false`. O(1). */
  cancel(ref: Reference): number | false {
    checkReference(ref, 'Timers.cancel');
    return cancelTimer(ref);
  }

  /** Tells how much time a timer has left. @returns milliseconds, or `false`. O(1). */
  read(ref: Reference): number | false {
    checkReference(ref, 'Timers.read');
    return readTimer(ref);
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
