import { inject, injectable } from 'inversify';
import { filter, type Observable } from 'rxjs';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { LifecycleEvent } from '../runtime/sinks.js';
import { Broadcast } from './broadcast.js';
import { StreamingService } from './service.js';

/** The event of one type. */
type Of<T extends LifecycleEvent['type']> = Extract<LifecycleEvent, { readonly type: T }>;

/**
 * Births, ends and crashes of all processes of a runtime.
 *
 * Streams are hot: subscribe before you spawn. An end is told after names are free and links and monitors have been told; a crash also has its
 * report, as the log has it. What a subscriber throws is logged, and hurts nobody.
 *
 * Cost: none while nobody subscribes; one object per event, and the calls of the subscribers.
 * @see https://www.erlang.org/doc/apps/kernel/trace.html
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * const reasons: unknown[] = [];
 * runtime.get(Lifecycle).exited$.subscribe(({ reason }) => reasons.push(reason));
 * await runtime.run(() => 'done');
 * reasons; // => ['normal']
 * ```
 */
@injectable()
export class Lifecycle extends StreamingService {
  readonly #broadcast: Broadcast<LifecycleEvent>;
  /** All of it. */
  readonly events$: Observable<LifecycleEvent>;
  /** A process was made; its first slice comes later. */
  readonly spawned$: Observable<Of<'spawned'>>;
  /** A process has ended, for whatever reason. */
  readonly exited$: Observable<Of<'exited'>>;
  /** An uncaught error has ended a process; its `exited` came just before. */
  readonly crashes$: Observable<Of<'crashed'>>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.lifecycle = sink));
    this.events$ = this.#broadcast.stream$;
    this.spawned$ = this.events$.pipe(filter((event) => event.type === 'spawned'));
    this.exited$ = this.events$.pipe(filter((event) => event.type === 'exited'));
    this.crashes$ = this.events$.pipe(filter((event) => event.type === 'crashed'));
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
