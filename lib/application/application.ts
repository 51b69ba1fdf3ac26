import { Container, type ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { logWarning } from '../runtime/crash-report.js';
import { Host } from '../runtime/host.js';
import { listen } from '../runtime/monitors.js';
import { controlOf } from '../runtime/process-control.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { stop as stopProcess } from '../verbs/call.js';
import { livingTree } from './living-tree.js';
import type { DynamicModule } from './module-plan.js';
import { startFailure, startModules } from './module-supervisors.js';
import { ModuleTree } from './module-tree.js';
import { exitWith, OsSignals } from './os-signals.js';
import type { ProcessTree } from './process-tree.js';
import { Runtime, type RuntimeOptions } from './runtime.js';
import { killTree, ShutdownTime } from './shutdown.js';

const defaultTimeoutMs = 10_000;

/** What an application may be told. */
export interface ApplicationOptions extends RuntimeOptions {
  /** The runtime to start in; it is not stopped with the application. Default: one of its own. */
  readonly runtime?: Runtime;
  /**
   * Be the program: keep it alive until the application has ended, and stop on SIGTERM and SIGINT. One that comes during the start is heeded
   * at its end; a second one ends the program at once. Default: `true`.
   */
  readonly signals?: boolean;
  /** How long a stop may take, hooks included, before what still runs is killed, in milliseconds. Default: 10,000. */
  readonly shutdownTimeoutMs?: number;
}

/** How an application has ended. */
export interface ApplicationEnd {
  /** The exit reason of the root: `'shutdown'` after a stop. */
  readonly reason: unknown;
  /** Whether it was asked to stop, and everything ended in time. */
  readonly clean: boolean;
}

/**
 * A tree of modules that runs: services, and processes under supervision.
 *
 * @see https://hexdocs.pm/elixir/Application.html
 */
export class Application {
  /** The runtime that the processes live in. */
  readonly runtime: Runtime;
  /** The supervisor of the root module. */
  readonly root: Pid;
  /** Fulfilled when the application has ended, by `stop`, a signal, or because the root module gave up. */
  readonly ended: Promise<ApplicationEnd>;
  readonly #state: RuntimeState;
  readonly #tree: ModuleTree;
  readonly #signals: OsSignals;
  readonly #ownsRuntime: boolean;
  readonly #timeoutMs: number;
  #reason: unknown = undefined;
  #stopping: Promise<ApplicationEnd> | undefined = undefined;
  #finish: (end: ApplicationEnd) => void = () => {};

  private constructor(runtime: Runtime, root: Pid, tree: ModuleTree, signals: OsSignals, { runtime: given, shutdownTimeoutMs }: ApplicationOptions) {
    this.runtime = runtime;
    this.root = root;
    this.#state = runtime.get(RuntimeState);
    this.#tree = tree;
    this.#signals = signals;
    this.#ownsRuntime = given === undefined;
    this.#timeoutMs = shutdownTimeoutMs ?? defaultTimeoutMs;
    this.ended = new Promise((resolve) => {
      this.#finish = resolve;
    });
    listen(this.#state, controlOf(root), (_ref, reason) => this.#rootEnded(reason));
  }

  /**
   * Starts an application: makes the services of all modules, imported ones first; then starts the processes, each after what it needs.
   *
   * @param root the root module, a class with `@Module`, or `{ module, … }`.
   * @param options see {@link ApplicationOptions}.
   * @returns the application, when every process runs and every `onApplicationBootstrap` has come back.
   * @throws BeamworkError, as a rejection: `BEAMWORK_START_FAILED`, which names the path to what could not start and why, after everything that
   * had started is stopped, with the hooks of a stop; `BEAMWORK_BAD_MODULE`; `BEAMWORK_BAD_OPTION`.
   * Cost: a container per module, a supervisor per module.
   * @see https://hexdocs.pm/elixir/Application.html#module-the-application-callback-module
   *
   * ```ts run
   * @Process({ name: 'till' })
   * class Till {}
   *
   * @Module({ processes: [Till] })
   * class ShopModule {}
   *
   * const application = await Application.start(ShopModule, { signals: false });
   * showTree(await application.tree()).replaceAll(/ #PID<.*>/g, ''); // => 'ShopModule\n└─ Till'
   * await application.stop();
   * ```
   */
  static async start(root: ModuleClass | DynamicModule, options: ApplicationOptions = {}): Promise<Application> {
    const { shutdownTimeoutMs = defaultTimeoutMs } = options;
    if (!(typeof shutdownTimeoutMs === 'number' && shutdownTimeoutMs >= 0)) {
      throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `Application.start was given shutdownTimeoutMs: ${showTerm(shutdownTimeoutMs)}`, remedy: 'give milliseconds: a number that is 0 or more' });
    }
    const runtime = options.runtime ?? (await Runtime.start(options));
    const signals = new OsSignals(runtime.get(Host), options.signals ?? true);
    let tree: ModuleTree | undefined;
    let application: Application | undefined;
    try {
      const state = runtime.get(RuntimeState);
      tree = new ModuleTree(root, state, runtime.get(Container));
      await tree.initialise();
      application = new Application(runtime, await startModules(state, tree.plan, tree.scopes), tree, signals, options);
      await tree.bootstrap();
      if (application.#stopping !== undefined) throw endedEarly(tree.plan.name, application.#reason);
      signals.handle((signal) => application?.stop(signal).then(({ clean }) => exitWith(clean ? 0 : 1)));
      return application;
    } catch (failure) {
      if (application !== undefined) await application.stop();
      else await undo(tree, runtime, options.runtime === undefined, shutdownTimeoutMs);
      signals.leave();
      throw tree === undefined ? failure : startFailure(tree.plan.name, failure);
    }
  }

  /**
   * A service of the root module, or of another one.
   *
   * @param token a class, or any other identifier that something is bound to.
   * @param module the module to ask; default: the root.
   * @returns the service.
   * @throws the container's error when the module has no such service.
   * Cost: a look-up in the container.
   */
  get<T>(token: ServiceIdentifier<T>, module: ModuleClass = this.#tree.plan.Class): T {
    return (this.#tree.scopes.get(module)?.container ?? this.runtime.get(Container)).get<T>(token);
  }

  /**
   * The living supervision tree.
   *
   * @returns a promise of the tree; supervisors are asked one after the other. Of an application that has ended, or ends meanwhile: the root alone, without a pid.
   * Cost: a call for each supervisor.
   */
  tree(): Promise<ProcessTree> {
    return livingTree(this.#state, this.#tree.plan.name, this.root);
  }

  /**
   * Stops the application: the hooks `onModuleDestroy` and `beforeApplicationShutdown`, then the tree in reverse order, then
   * `onApplicationShutdown`. What still runs when the time is up is killed; what a hook still does then is not waited for.
   *
   * A second call gives the same promise.
   *
   * @param signal what the hooks are told.
   * @returns a promise of how it has ended.
   * Cost: that of ending every process.
   */
  stop(signal?: string): Promise<ApplicationEnd> {
    this.#stopping ??= this.#stop(signal);
    return this.#stopping;
  }

  async #stop(signal: string | undefined): Promise<ApplicationEnd> {
    const time = new ShutdownTime(this.#state, this.#timeoutMs);
    await time.allows(this.#tree.wind('onModuleDestroy'));
    await time.allows(this.#tree.wind('beforeApplicationShutdown', signal));
    const reason = await this.#stopTree(time);
    const inTime = await time.allows(this.#tree.wind('onApplicationShutdown', signal));
    time.done();
    if (this.#ownsRuntime) await this.runtime.stop({ timeoutMs: time.leftMs });
    this.#signals.leave();
    const end = { reason, clean: inTime && reason === 'shutdown' && this.#reason === undefined };
    this.#finish(end);
    return end;
  }

  /** Gives the exit reason of the root. */
  async #stopTree(time: ShutdownTime): Promise<unknown> {
    if (!controlOf(this.root).alive) return this.#reason;
    if (await time.allows(stopProcess(this.root, 'shutdown'))) return 'shutdown';
    killTree(this.#state, this.root);
    return 'killed';
  }

  /** The root module has given up: there is nothing left to run. */
  #rootEnded(reason: unknown): void {
    if (this.#stopping !== undefined) return;
    this.#reason = reason;
    logWarning(this.#state, `${this.#tree.plan.name} has ended: ${showTerm(reason)}`);
    exitWith(1);
    void this.stop();
  }
}

/** Nothing of a start that has failed stays: what the services have opened is closed, and the runtime ends. */
async function undo(tree: ModuleTree | undefined, runtime: Runtime, ownsRuntime: boolean, timeoutMs: number): Promise<void> {
  const time = new ShutdownTime(runtime.get(RuntimeState), timeoutMs);
  for (const hook of ['onModuleDestroy', 'beforeApplicationShutdown', 'onApplicationShutdown'] as const) if (tree !== undefined) await time.allows(tree.wind(hook));
  time.done();
  if (ownsRuntime) await runtime.stop({ timeoutMs: time.leftMs });
}

function endedEarly(name: string, reason: unknown): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_START_FAILED',
    problem: `${name} has ended during its start: ${showTerm(reason)}`,
    remedy: 'see the log for what has crashed too often; everything that had started has been stopped',
  });
}
