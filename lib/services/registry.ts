import { inject, injectable } from 'inversify';
import { filter, type Observable } from 'rxjs';
import type { Pid } from '../kernel/pid.js';
import { checkName, registerName, unregisterName } from '../runtime/names.js';
import { controlGiven } from '../runtime/check-arguments.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { NameEvent } from '../runtime/sinks.js';
import { Broadcast, warnAboutSubscriber } from './broadcast.js';
import { IsolatedObservable } from './isolated-observable.js';
import { StreamingService } from './service.js';

/**
 * The names of a runtime: one name, one living process.
 *
 * The same as `Process.register` and its like, for code that is given its runtime by injection.
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * const registry = runtime.get(Registry);
 * const pid = runtime.spawn(function* () {
 *   yield* receive('stop');
 * });
 * registry.register('worker', pid); // => true
 * registry.whereis('worker') === pid; // => true
 * ```
 */
@injectable()
export class Registry extends StreamingService {
  readonly #state: RuntimeState;
  readonly #broadcast: Broadcast<NameEvent>;
  /** Names given and freed; hot. */
  readonly events$: Observable<NameEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#state = state;
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.names = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /**
   * Gives a name to a living process that has none.
   *
   * @returns `true`.
   * @throws BeamworkError `BEAMWORK_NAME_TAKEN`, `BEAMWORK_ALREADY_NAMED`, `BEAMWORK_NOPROC`, `BEAMWORK_BAD_NAME`, `BEAMWORK_BAD_PID`. O(1).
   */
  register(name: string, pid: Pid): true {
    registerName(this.#state, controlGiven(pid, 'Registry.register'), name);
    return true;
  }

  /**
   * Takes a name from its process, which lives on.
   *
   * @returns `true`.
   * @throws BeamworkError `BEAMWORK_NAME_NOT_REGISTERED`, `BEAMWORK_BAD_NAME`. O(1).
   */
  unregister(name: string): true {
    unregisterName(this.#state, name);
    return true;
  }

  /**
   * Looks a name up.
   *
   * @returns the pid, or `undefined` when nobody has the name.
   * @throws BeamworkError `BEAMWORK_BAD_NAME`. O(1).
   */
  whereis(name: string): Pid | undefined {
    checkName(name);
    return this.#state.names.get(name)?.pid;
  }

  /** All names, in the order in which they were registered. */
  registered(): string[] {
    return [...this.#state.names.keys()];
  }

  /**
   * Who has a name: now, and whenever that changes.
   *
   * @returns the pid, or `undefined` while the name is free; the present state comes at once.
   */
  name$(name: string): Observable<Pid | undefined> {
    return new IsolatedObservable<Pid | undefined>(warnAboutSubscriber(this.#state), (subscriber) => {
      const changes = this.events$.pipe(filter((event) => event.name === name)).subscribe({
        next: ({ type, pid }) => subscriber.next(type === 'registered' ? pid : undefined),
        complete: () => subscriber.complete(),
      });
      subscriber.next(this.whereis(name));
      return changes;
    });
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
