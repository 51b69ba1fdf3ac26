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
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#registered-processes
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
  /** Names given and freed; hot. Costs nothing while nobody subscribes. */
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
   * @param name a string that is not empty.
   * @param pid a living process of this runtime.
   * @returns `true`.
   * @throws BeamworkError `BEAMWORK_NAME_TAKEN`; `BEAMWORK_ALREADY_NAMED`; `BEAMWORK_NOPROC`; `BEAMWORK_BAD_NAME`; `BEAMWORK_BAD_PID`, also for a
   * process of another runtime. Nothing is registered then.
   * Cost: O(1).
   * @see https://hexdocs.pm/elixir/Process.html#register/2
   */
  register(name: string, pid: Pid): true {
    registerName(this.#state, controlGiven(pid, 'Registry.register'), name);
    return true;
  }

  /**
   * Takes a name from its process, which lives on.
   *
   * @param name a name that a process has.
   * @returns `true`.
   * @throws BeamworkError `BEAMWORK_NAME_NOT_REGISTERED`; `BEAMWORK_BAD_NAME`.
   * Cost: O(1).
   * @see https://hexdocs.pm/elixir/Process.html#unregister/1
   */
  unregister(name: string): true {
    unregisterName(this.#state, name);
    return true;
  }

  /**
   * Looks a name up.
   *
   * @param name a string that is not empty.
   * @returns the pid, or `undefined` when nobody has the name.
   * @throws BeamworkError `BEAMWORK_BAD_NAME`.
   * Cost: O(1).
   * @see https://hexdocs.pm/elixir/Process.html#whereis/1
   */
  whereis(name: string): Pid | undefined {
    checkName(name);
    return this.#state.names.get(name)?.pid;
  }

  /**
   * Lists all names.
   *
   * @returns the names, in the order in which they were registered.
   * Cost: O(names).
   * @see https://hexdocs.pm/elixir/Process.html#registered/0
   */
  registered(): string[] {
    return [...this.#state.names.keys()];
  }

  /**
   * Who has a name: now, and whenever that changes.
   *
   * @param name a string that is not empty.
   * @returns a stream of the pid, or of `undefined` while the name is free; the present state comes at once.
   * @throws BeamworkError `BEAMWORK_BAD_NAME`, as the error of the stream.
   * Cost: O(1) per name event of the runtime and subscriber.
   * @see https://hexdocs.pm/elixir/Process.html#whereis/1
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
