import { Container, type ContainerModule, type ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Clock } from '../kernel/clock.js';
import type { Pid } from '../kernel/pid.js';
import type { InitArgs, OpsOf, Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { provideDefaultRuntime } from '../runtime/current.js';
import { Host } from '../runtime/host.js';
import { ConsoleLogger, type Logger } from '../runtime/logger.js';
import { MonotonicClock, NodeHost } from '../runtime/node-host.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { spawnProcess } from '../runtime/spawner.js';
import { runIn, type SpawnableBody, type SpawnableClass } from '../verbs/spawn.js';
import { AsyncContext } from './async-context.js';
import { ContainerInstances } from './container-instances.js';
import { bindServices, streamingServices } from './services.js';
import { stopProcesses } from './stop.js';

/** What `Runtime.start` may be told. */
export interface RuntimeOptions {
  /** Bindings for the container, from which processes get their services. Default: none. */
  readonly modules?: readonly ContainerModule[];
  /** Where crashes and warnings are written. Default: the console. */
  readonly logger?: Logger;
  /** Monotonic time. Default: Node's. */
  readonly clock?: Clock;
  /** The event loop. Default: Node's. */
  readonly host?: Host;
  /**
   * Keeps `self()` and `receive` right in async bodies after an `await` of something foreign, by AsyncLocalStorage. Default: `false`; on Node 20
   * and 22 it makes every `await` in the program about three times as dear.
   */
  readonly asyncContext?: boolean;
  /** A slice that holds the thread longer is reported on `Scheduler.long$`, in milliseconds. Default: 10. */
  readonly longSliceMs?: number;
  /** A mailbox longer than this is reported in the log, once per doubling. Default: 10,000. */
  readonly mailboxLimit?: number;
}

/** What `runtime.stop` may be told. */
export interface StopOptions {
  /** How long processes may take to end before they are killed, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number;
}

/**
 * A runtime: processes that share a scheduler, names, and a container of services.
 *
 * Several live side by side in one program. The free functions (`spawn`, `send`, …) act on the runtime of the running process, and outside of
 * all processes on the default runtime.
 *
 * @see https://www.erlang.org/doc/system/distributed.html#nodes
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * await runtime.run(() => 6 * 7); // => 42
 * await runtime.stop();
 * ```
 */
export class Runtime {
  static #default: Runtime | undefined = undefined;
  readonly #state: RuntimeState;
  readonly #container = new Container({ defaultScope: 'Transient' });
  #stopping: Promise<void> | undefined = undefined;

  /** @internal Use {@link Runtime.start}. */
  constructor(options: RuntimeOptions) {
    const { logger = new ConsoleLogger(), clock = new MonotonicClock(), host = new NodeHost(), asyncContext, longSliceMs = 10, mailboxLimit = 10_000 } = options;
    checkLimit(longSliceMs, 'longSliceMs');
    checkLimit(mailboxLimit, 'mailboxLimit');
    this.#state = new RuntimeState({
      clock,
      host,
      logger,
      instances: new ContainerInstances(this.#container),
      context: asyncContext === true ? new AsyncContext() : undefined,
      longSliceMs,
      mailboxLimit,
    });
    this.#container.bind(Runtime).toConstantValue(this);
    bindServices(this.#container, this.#state);
    this.bind(...(options.modules ?? []));
  }

  /**
   * Starts a runtime.
   *
   * @param options see {@link RuntimeOptions}; all have defaults.
   * @returns the runtime, ready.
   * @throws BeamworkError `BEAMWORK_BAD_OPTION`, as a rejection, for a limit that is not a number of 0 or more; the container's errors for `modules`.
   * Cost: a container with the services; no timer and no turn of the event loop until there is something to run.
   * @see https://www.erlang.org/doc/apps/erts/init.html
   *
   * ```ts run
   * const runtime = await Runtime.start({ mailboxLimit: 1_000 });
   * await runtime.run(() => 'ready'); // => 'ready'
   * ```
   */
  static async start(options: RuntimeOptions = {}): Promise<Runtime> {
    return new Runtime(options);
  }

  /**
   * The runtime that the free functions act on outside of all processes.
   *
   * @returns it, made at first use; a new one after it has been stopped.
   * Cost: O(1); that of `start` when it is made.
   */
  static default(): Runtime {
    if (Runtime.#default === undefined || Runtime.#default.#state.stopped) Runtime.#default = new Runtime({});
    return Runtime.#default;
  }

  /** @internal The state of the default runtime, for the free functions. */
  static defaultState(): RuntimeState {
    return Runtime.default().#state;
  }

  /**
   * Gets a service: `Registry`, `Linker`, `Monitor`, `Timers`, `Scheduler`, `Lifecycle`, `Groups`, or one of your own bindings.
   *
   * @param service a class, or any other identifier that something is bound to.
   * @returns the service; one per runtime for those of beamwork.
   * @throws the container's error when nothing is bound, as it is after `stop`.
   * Cost: a look-up in the container, and making what it has to make.
   * @see https://inversify.io/docs/api/container/
   *
   * ```ts run
   * const runtime = await Runtime.start();
   * runtime.get(Registry) === runtime.get(Registry); // => true
   * ```
   */
  get<T>(service: ServiceIdentifier<T>): T {
    return this.#container.get<T>(service);
  }

  /**
   * Adds bindings to the container; processes spawned from now on see them.
   *
   * @param modules inversify container modules.
   * @returns this runtime.
   * @throws the container's errors: what a module throws while it is loaded.
   * Cost: O(bindings); process classes are read anew at their next spawn.
   * @see https://inversify.io/docs/api/container-module/
   *
   * ```ts run
   * const runtime = await Runtime.start();
   * runtime.bind(new ContainerModule(({ bind }) => void bind('greeting').toConstantValue('hello')));
   * runtime.get('greeting'); // => 'hello'
   * ```
   */
  bind(...modules: readonly ContainerModule[]): this {
    this.#container.load(...modules);
    this.#state.scope.modules.clear();
    return this;
  }

  /**
   * Starts a process in this runtime; as the free function `spawn`, with nobody as its parent.
   *
   * @param Class a `@Process` class; the container makes the instance, in the new process.
   * @param args the arguments of the class's `init`; copied for the new process.
   * @returns the pid.
   * @throws as the free function `spawn`.
   * Cost: that of `spawn`: about a microsecond.
   * @see https://hexdocs.pm/elixir/Kernel.html#spawn/1
   *
   * ```ts run
   * const runtime = await Runtime.start();
   * isPid(runtime.spawn(() => 'done')); // => true
   * ```
   */
  spawn<C extends object>(Class: SpawnableClass<C>, ...args: InitArgs<C>): Pid<OpsOf<C>>;
  /** Starts a process that calls a method of a module; as the free function `spawn`. */
  spawn(module: object, method: string, args: readonly unknown[]): Pid;
  /** Starts a process that runs a function; as the free function `spawn`. */
  spawn<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): Pid;
  spawn(first: unknown, ...rest: unknown[]): Pid {
    return spawnProcess(this.#state, undefined, first, rest).pid;
  }

  /**
   * Runs a body in a process of this runtime and gives its result; as the free function `run`.
   *
   * @param body a plain, generator or async function.
   * @param args copied for the new process.
   * @returns a promise of what the function returns.
   * @throws as rejections: ProcessExit when the process did not end normally, with the exit reason; the errors of `spawn`.
   * Cost: that of `spawn`, a monitor and a promise.
   * @see https://hexdocs.pm/elixir/Task.html#async/1
   *
   * ```ts run
   * const runtime = await Runtime.start();
   * await runtime.run((a: number, b: number) => a + b, 1, 2); // => 3
   * ```
   */
  run<A extends unknown[], R>(body: SpawnableBody<A, R>, ...args: A): Promise<Result<R>> {
    return runIn(this.#state, body, args);
  }

  /**
   * Stops the runtime: asks every process to end, the youngest first, with reason `'shutdown'`; kills those that have not ended in time;
   * then cancels all timers and completes all streams. Nothing keeps the program alive afterwards.
   *
   * A second call gives the same promise.
   *
   * @param options `timeoutMs`: how long processes may take to end before they are killed, in milliseconds; default 5,000.
   * @returns a promise that is fulfilled when no process is left.
   * @throws BeamworkError `BEAMWORK_BAD_OPTION`, as a rejection, for a time that is not a number of 0 or more; the runtime goes on then.
   * Cost: O(processes), in turns, so that the event loop is not held.
   * @see https://www.erlang.org/doc/apps/erts/init.html#stop/1
   *
   * ```ts run
   * const runtime = await Runtime.start();
   * const pid = runtime.spawn(() => receive('never'));
   * await runtime.stop({ timeoutMs: 100 });
   * Process.isAlive(pid); // => false
   * ```
   */
  stop(options: StopOptions = {}): Promise<void> {
    const { timeoutMs = 5_000 } = options;
    if (!isLimit(timeoutMs)) return Promise.reject(badLimit(timeoutMs, 'timeoutMs'));
    this.#stopping ??= this.#stop(timeoutMs);
    return this.#stopping;
  }

  async #stop(timeoutMs: number): Promise<void> {
    await stopProcesses(this.#state, this.#container.get(Host), timeoutMs);
    this.#state.timers.clear();
    for (const service of streamingServices(this.#container)) service.complete();
    for (const owner of this.#state.streams) owner.complete();
    await this.#container.unbindAll();
  }
}

function checkLimit(value: unknown, option: string): void {
  if (!isLimit(value)) throw badLimit(value, option);
}

function isLimit(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function badLimit(value: unknown, option: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${option} was given ${showTerm(value)}`, remedy: 'give a number that is 0 or more' });
}

provideDefaultRuntime(() => Runtime.defaultState());
