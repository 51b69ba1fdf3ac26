import type { ModuleRef } from '@nestjs/core';
import { Container } from 'inversify';
import { firstLine, ModuleInstances } from '../application/module-instances.js';
import type { LifecycleHooks } from '../application/hooks.js';
import type { DynamicModule } from '../application/module-plan.js';
import { showId, specOf, startFailure } from '../application/module-supervisors.js';
import { ModuleTree } from '../application/module-tree.js';
import { exitWith } from '../application/os-signals.js';
import { Runtime } from '../application/runtime.js';
import { ShutdownTime } from '../application/shutdown.js';
import { showToken } from '../application/tokens.js';
import type { ChildSpec, ChildSpecObject } from '../behaviours/child-spec.js';
import { readChildSpec } from '../behaviours/child-spec-check.js';
import { Supervisor } from '../behaviours/supervisor.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { logWarning } from '../runtime/crash-report.js';
import { listen } from '../runtime/monitors.js';
import { controlOf } from '../runtime/process-control.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { inScope, Scope } from '../runtime/scope.js';
import { stop } from '../verbs/call.js';
import { runIn, type SpawnableClass } from '../verbs/spawn.js';
import { startLinkAny } from '../verbs/start.js';
import type { FullBeamworkOptions } from './beamwork-options.js';
import { NestProviders } from './nest-providers.js';

const here = 'BeamworkModule.forFeature';

/** The hooks of Nest's on the way down. */
type WayDown = 'onModuleDestroy' | 'beforeApplicationShutdown' | 'onApplicationShutdown';

/** The runtime inside a Nest application, and the supervisor of all processes and modules that Nest's modules list. */
export class BeamworkHost implements LifecycleHooks {
  readonly runtime: Runtime;
  readonly #state: RuntimeState;
  readonly #container: Container;
  readonly #root: Pid;
  /** What is left for the way down. */
  #leftMs: number;
  /** Nest goes down twice when it is asked twice. */
  readonly #wayDown = new Map<WayDown, Promise<void>>();
  readonly #trees: ModuleTree[] = [];
  readonly #ids = new Set<unknown>();
  readonly #missing = new Set<unknown>();
  /** The process of each class that was listed, the last that was started. */
  readonly #pids = new Map<unknown, Pid>();

  private constructor(runtime: Runtime, root: Pid, { onGiveUp, shutdownTimeoutMs }: FullBeamworkOptions, close: () => Promise<void>) {
    this.runtime = runtime;
    this.#state = runtime.get(RuntimeState);
    this.#container = runtime.get(Container);
    this.#root = root;
    this.#leftMs = shutdownTimeoutMs;
    listen(this.#state, controlOf(root), (_ref, reason) => {
      if (!this.#isEnding) void this.#gaveUp(reason, onGiveUp === 'close' ? close : undefined);
    });
  }

  /** Starts a runtime, and a supervisor without children; `close` closes the Nest application. */
  static async start(options: FullBeamworkOptions, close: () => Promise<void>): Promise<BeamworkHost> {
    const { maxRestarts, maxSeconds } = options;
    const runtime = await Runtime.start(options.runtime);
    const root = await runtime.run(function* () {
      return yield* Supervisor.start([], { maxRestarts, maxSeconds });
    });
    return new BeamworkHost(runtime, root, options, close);
  }

  /** Starts a process under the supervisor; its constructor gets what Nest and the runtime have. */
  async addProcess(given: ChildSpec, nest: ModuleRef): Promise<void> {
    const spec = readChildSpec(given);
    const container = new Container({ parent: this.#container, defaultScope: 'Transient' });
    const explain = (token: Parameters<typeof showToken>[0]): { why: string; remedy: string } => ({
      why: 'which neither Nest nor the runtime has',
      remedy: `add ${showToken(token)} to the providers of a Nest module`,
    });
    const scope = new Scope(new ModuleInstances(container, explain, new NestProviders(nest)));
    await this.#startChild(this.#noting(spec, scope));
  }

  /** Starts a tree of beamwork's modules under the supervisor, without those that run already; their services and processes get what Nest has, too. */
  async addModule(root: ModuleClass | DynamicModule, nest: ModuleRef): Promise<void> {
    const tree = new ModuleTree(root, this.#state, this.#container, new NestProviders(nest), this.#trees.at(-1));
    if (tree.isShared) return;
    this.#trees.push(tree);
    await tree.initialise();
    await this.#startChild(specOf(tree.plan, tree.scopes, (spec) => this.#noting(readChildSpec(spec), undefined)));
    await tree.bootstrap();
  }

  /** Who is the process of a class, or has a name, now. */
  pidOf(target: SpawnableClass<object> | string): Pid | undefined {
    if (typeof target === 'string') return this.#state.names.get(target)?.pid;
    const pid = this.#pids.get(target);
    if (pid === undefined) this.#warnOfMissing(target);
    return pid !== undefined && controlOf(pid).alive ? pid : undefined;
  }

  /** A class that was never started is a feature that somebody forgot; each is told of once. */
  #warnOfMissing(target: SpawnableClass<object>): void {
    if (this.#missing.has(target)) return;
    this.#missing.add(target);
    logWarning(this.#state, `@InjectPid(${target.name}) was asked for its process, and none has been started → add ${target.name} to a BeamworkModule.forFeature([…])`);
  }

  /** Nest calls it when a shutdown begins. */
  onModuleDestroy(): Promise<void> {
    return this.#goDown('onModuleDestroy', (time) => time.allows(this.#wind('onModuleDestroy')));
  }

  /** Nest calls it before the server closes. */
  beforeApplicationShutdown(signal?: string): Promise<void> {
    return this.#goDown('beforeApplicationShutdown', (time) => time.allows(this.#wind('beforeApplicationShutdown', signal)));
  }

  /** Nest calls it when the server takes no more requests. */
  onApplicationShutdown(signal?: string): Promise<void> {
    return this.#goDown('onApplicationShutdown', async (time) => {
      await time.allows(stop(this.#root, 'shutdown'));
      await time.allows(this.#wind('onApplicationShutdown', signal));
      await this.runtime.stop({ timeoutMs: time.leftMs });
    });
  }

  /** Goes the whole way down: Nest closes nothing of an application that has not started. */
  async undo(): Promise<void> {
    await this.onModuleDestroy();
    await this.beforeApplicationShutdown();
    await this.onApplicationShutdown();
  }

  #goDown(hook: WayDown, work: (time: ShutdownTime) => Promise<unknown>): Promise<void> {
    const present = this.#wayDown.get(hook);
    const going = present ?? this.#inTime(work);
    this.#wayDown.set(hook, going);
    return going;
  }

  async #inTime(work: (time: ShutdownTime) => Promise<unknown>): Promise<void> {
    const time = new ShutdownTime(this.#state, this.#leftMs);
    await work(time);
    time.done();
    this.#leftMs = time.leftMs;
  }

  async #wind(hook: WayDown, signal?: string): Promise<void> {
    for (const tree of this.#trees.toReversed()) await tree.wind(hook, signal);
  }

  get #isEnding(): boolean {
    return this.#wayDown.size > 0;
  }

  /** The supervisor has ended: no process is left. */
  async #gaveUp(reason: unknown, close: (() => Promise<void>) | undefined): Promise<void> {
    logWarning(this.#state, `BeamworkModule has ended: ${showTerm(reason)}; the application ${close === undefined ? 'stays' : 'closes'}`);
    if (close === undefined) return;
    exitWith(1);
    try {
      await close();
    } catch (failure) {
      logWarning(this.#state, `the application could not be closed: ${firstLine(failure)}`);
    }
  }

  /** The same spec; whose process it is becomes known by its class. */
  #noting(spec: ChildSpecObject, scope: Scope | undefined): ChildSpecObject {
    const { start } = spec;
    if (typeof start === 'function') return scope === undefined ? spec : { ...spec, start: () => inScope(scope, start) };
    const [Class, ...args] = start;
    const pids = this.#pids;
    const noted = function* (): Generator<unknown, Pid | undefined> {
      const pid = yield* scope === undefined ? startLinkAny(Class, args) : inScope(scope, () => startLinkAny(Class, args));
      if (pid !== undefined) pids.set(Class, pid);
      return pid;
    };
    return { ...spec, start: noted };
  }

  async #startChild(spec: ChildSpecObject): Promise<void> {
    const name = showId(spec.id);
    if (this.#ids.has(spec.id)) {
      throw new BeamworkError({
        code: 'BEAMWORK_BAD_CHILD_SPEC',
        problem: `${here} was given ${name} twice in one application`,
        remedy: `list it in one Nest module; its address may be injected in all. For a second process, give { id: 'another', start: [${name}] }`,
      });
    }
    this.#ids.add(spec.id);
    if (this.#isEnding) {
      throw new BeamworkError({ code: 'BEAMWORK_START_FAILED', problem: `${here} > ${name}: the application ends during its start`, remedy: 'wait for the start before it is closed' });
    }
    const root = this.#root;
    const body = function* (): Generator<unknown, void> {
      yield* Supervisor.startChild(root, spec);
    };
    try {
      await runIn(this.#state, body, []);
    } catch (failure) {
      throw startFailure(`${here} > ${name}`, failure);
    }
  }
}
