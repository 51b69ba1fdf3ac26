import { Container, type ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { logWarning } from '../runtime/crash-report.js';
import { listen } from '../runtime/monitors.js';
import { controlOf } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { ExitSignal } from '../runtime/signals.js';
import { stop as stopProcess } from '../verbs/call.js';
import { type LifecycleHooks, runHook } from './hooks.js';
import { type DynamicModule, inStartOrder, type ModulePlan, planModules } from './module-plan.js';
import { makeScopes, makeServices, type ModuleScope } from './module-scopes.js';
import { startFailure, startModules } from './module-supervisors.js';
import { exitWith, onOsSignal } from './os-signals.js';
import { livingTree } from './living-tree.js';
import type { ProcessTree } from './process-tree.js';
import { Runtime, type RuntimeOptions } from './runtime.js';

/** What an application may be told. */
export interface ApplicationOptions extends RuntimeOptions {
  /** The runtime to start in; it is not stopped with the application. Default: one of its own. */
  readonly runtime?: Runtime;
  /** Stop on SIGTERM and SIGINT. Default: `true`. */
  readonly signals?: boolean;
  /** How long a stop may take before what still runs is killed, in milliseconds. Default: 10,000. */
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
  readonly #plan: ModulePlan;
  readonly #scopes: ReadonlyMap<ModuleClass, ModuleScope>;
  readonly #ownsRuntime: boolean;
  readonly #timeoutMs: number;
  #leaveSignals = (): void => {};
  #reason: unknown = undefined;
  #stopping: Promise<ApplicationEnd> | undefined = undefined;
  #finish: (end: ApplicationEnd) => void = () => {};

  private constructor(runtime: Runtime, root: Pid, plan: ModulePlan, scopes: ReadonlyMap<ModuleClass, ModuleScope>, options: ApplicationOptions) {
    this.runtime = runtime;
    this.root = root;
    this.#plan = plan;
    this.#scopes = scopes;
    this.#ownsRuntime = options.runtime === undefined;
    this.#timeoutMs = options.shutdownTimeoutMs ?? 10_000;
    this.ended = new Promise((resolve) => {
      this.#finish = resolve;
    });
    listen(runtime.get(RuntimeState), controlOf(root), (_ref, reason) => this.#rootEnded(reason));
    if (options.signals ?? true) this.#leaveSignals = onOsSignal((signal) => void this.stop(signal).then(({ clean }) => exitWith(clean ? 0 : 1)));
  }

  /**
   * Starts an application: makes the services of all modules, imported ones first; then starts the processes, each after what it needs.
   *
   * @param root the root module, a class with `@Module`, or `{ module, … }`.
   * @param options see {@link ApplicationOptions}.
   * @returns the application, when every process runs and every `onApplicationBootstrap` has come back.
   * @throws BeamworkError, as a rejection: `BEAMWORK_START_FAILED`, which names the path to what could not start and why, after everything that
   * had started is stopped; `BEAMWORK_BAD_MODULE`; `BEAMWORK_BAD_OPTION`.
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
    const { shutdownTimeoutMs = 10_000 } = options;
    if (!(typeof shutdownTimeoutMs === 'number' && shutdownTimeoutMs >= 0)) {
      throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `Application.start was given shutdownTimeoutMs: ${showTerm(shutdownTimeoutMs)}`, remedy: 'give milliseconds: a number that is 0 or more' });
    }
    const plan = planModules(root);
    const runtime = options.runtime ?? (await Runtime.start(options));
    const scopes = makeScopes(plan, runtime.get(Container));
    try {
      for (const { Class } of inStartOrder(plan)) await initialise(scopes, Class);
      const pid = await startModules(runtime.get(RuntimeState), plan, scopes);
      const application = new Application(runtime, pid, plan, scopes, options);
      await runHook('onApplicationBootstrap', application.#instances());
      return application;
    } catch (failure) {
      if (options.runtime === undefined) await runtime.stop({ timeoutMs: shutdownTimeoutMs });
      throw startFailure(plan, failure);
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
  get<T>(token: ServiceIdentifier<T>, module: ModuleClass = this.#plan.Class): T {
    return (this.#scopes.get(module)?.container ?? this.runtime.get(Container)).get<T>(token);
  }

  /**
   * The living supervision tree.
   *
   * @returns a promise of the tree; supervisors are asked one after the other.
   * Cost: a call for each supervisor.
   */
  tree(): Promise<ProcessTree> {
    return livingTree(this.runtime.get(RuntimeState), this.#plan.name, this.root);
  }

  /**
   * Stops the application: the hooks `onModuleDestroy` and `beforeApplicationShutdown`, then the tree in reverse order, then
   * `onApplicationShutdown`. What still runs when the time is up is killed.
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
    const late = this.#instances().toReversed();
    const state = this.runtime.get(RuntimeState);
    await this.#runSafely('onModuleDestroy', late);
    await this.#runSafely('beforeApplicationShutdown', late, signal);
    const end = await this.#stopTree(state);
    await this.#runSafely('onApplicationShutdown', late, signal);
    if (this.#ownsRuntime) await this.runtime.stop({ timeoutMs: this.#timeoutMs });
    this.#leaveSignals();
    this.#finish(end);
    return end;
  }

  async #stopTree(state: RuntimeState): Promise<ApplicationEnd> {
    const root = controlOf(this.root);
    if (!root.alive) return { reason: this.#reason, clean: false };
    try {
      await stopProcess(this.root, 'shutdown', this.#timeoutMs);
      return { reason: 'shutdown', clean: true };
    } catch {
      deliverSignal(root, new ExitSignal(state.outside, 'kill', false));
      return { reason: 'killed', clean: false };
    }
  }

  /** The root module has given up: there is nothing left to run. */
  #rootEnded(reason: unknown): void {
    this.#reason = reason;
    if (this.#stopping !== undefined) return;
    logWarning(this.runtime.get(RuntimeState), `${this.#plan.name} has ended: ${showTerm(reason)}`);
    exitWith(1);
    void this.stop();
  }

  /** A hook that throws keeps nothing from stopping. */
  async #runSafely(name: keyof LifecycleHooks, targets: readonly object[], signal?: string): Promise<void> {
    for (const target of targets) {
      try {
        await runHook(name, [target], signal);
      } catch (error) {
        logWarning(this.runtime.get(RuntimeState), `${name} of ${target.constructor.name} threw: ${showTerm(error)}`);
      }
    }
  }

  /** All services and module instances, in the order of their making. */
  #instances(): object[] {
    return inStartOrder(this.#plan).flatMap(({ Class }) => this.#scopes.get(Class)?.instances ?? []);
  }
}

async function initialise(scopes: ReadonlyMap<ModuleClass, ModuleScope>, Class: ModuleClass): Promise<void> {
  const own = scopes.get(Class);
  if (own === undefined) return;
  await makeServices(own);
  await runHook('onModuleInit', own.instances);
}
