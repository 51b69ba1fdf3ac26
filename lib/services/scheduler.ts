import { inject, injectable } from 'inversify';
import type { Observable } from 'rxjs';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { SchedulerStatistics } from '../runtime/scheduler.js';
import type { LongSchedule } from '../runtime/sinks.js';
import { Broadcast } from './broadcast.js';
import { StreamingService } from './service.js';

/**
 * What the scheduler of a runtime does.
 *
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#statistics/1
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * runtime.get(Scheduler).statistics().runQueue; // => { low: 0, normal: 0, high: 0, max: 0 }
 * ```
 */
@injectable()
export class Scheduler extends StreamingService {
  readonly #state: RuntimeState;
  readonly #broadcast: Broadcast<LongSchedule>;
  /**
   * Slices that held the thread longer than the runtime's `longSliceMs`; hot.
   *
   * Cost: while somebody listens, two readings of the clock per slice.
   * @see https://www.erlang.org/doc/apps/erts/erlang.html#system_monitor/2
   */
  readonly long$: Observable<LongSchedule>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#state = state;
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.long = sink));
    this.long$ = this.#broadcast.stream$;
  }

  /**
   * Tells the lengths of the run queues, and how many reductions and slices there were.
   *
   * @returns a snapshot.
   * Cost: O(1).
   * @see https://www.erlang.org/doc/apps/erts/erlang.html#statistics/1
   */
  statistics(): SchedulerStatistics {
    return this.#state.scheduler.statistics();
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
