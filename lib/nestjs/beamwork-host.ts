import type { ModuleRef } from '@nestjs/core';
import { Container } from 'inversify';
import { ModuleInstances, showToken } from '../application/module-instances.js';
import type { DynamicModule } from '../application/module-plan.js';
import { showId, specOf, startFailure } from '../application/module-supervisors.js';
import { ModuleTree } from '../application/module-tree.js';
import { Runtime, type RuntimeOptions } from '../application/runtime.js';
import { ShutdownTime } from '../application/shutdown.js';
import type { ChildSpec, ChildSpecObject } from '../behaviours/child-spec.js';
import { readChildSpec } from '../behaviours/child-spec-check.js';
import { Supervisor } from '../behaviours/supervisor.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { controlOf } from '../runtime/process-control.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { inScope, Scope } from '../runtime/scope.js';
import { stop } from '../verbs/call.js';
import { runIn, type SpawnableClass } from '../verbs/spawn.js';
import { startLinkAny } from '../verbs/start.js';
import { NestProviders } from './nest-providers.js';

/** What `BeamworkModule.forRoot` may be told. */
export interface BeamworkOptions extends RuntimeOptions {
  /** Restarts within `maxSeconds` that are borne before all processes are given up. Default: 3. */
  readonly maxRestarts?: number;
  /** Seconds. Default: 5. */
  readonly maxSeconds?: number;
  /** How long the processes may take to end at the shutdown, in milliseconds; then they are killed. Default: 10,000. */
  readonly shutdownTimeoutMs?: number;
  /** Answer a failed `call` in a controller with 504, 503 or 500. Default: `true`. */
  readonly filter?: boolean;
}

const here = 'BeamworkModule.forFeature';

/** The runtime inside a Nest application, and the supervisor of all processes and modules that Nest's modules list. */
export class BeamworkHost {
  readonly runtime: Runtime;
  readonly #root: Pid;
  readonly #timeoutMs: number;
  readonly #trees: ModuleTree[] = [];
  readonly #ids = new Set<unknown>();
  /** The process of each class that was listed, the last that was started. */
  readonly #pids = new Map<unknown, Pid>();

  private constructor(runtime: Runtime, root: Pid, timeoutMs: number) {
    this.runtime = runtime;
    this.#root = root;
    this.#timeoutMs = timeoutMs;
  }

  /** Starts a runtime, and a supervisor without children. */
  static async start({ maxRestarts = 3, maxSeconds = 5, shutdownTimeoutMs = 10_000, ...options }: BeamworkOptions): Promise<BeamworkHost> {
    const runtime = await Runtime.start(options);
    const root = await runtime.run(function* () {
      return yield* Supervisor.start([], { maxRestarts, maxSeconds });
    });
    return new BeamworkHost(runtime, root, shutdownTimeoutMs);
  }

  /** Starts a process under the supervisor; its constructor gets what Nest and the runtime have. */
  async addProcess(given: ChildSpec, nest: ModuleRef): Promise<void> {
    const spec = readChildSpec(given);
    const container = new Container({ parent: this.runtime.get(Container), defaultScope: 'Transient' });
    const explain = (token: Parameters<typeof showToken>[0]): { why: string; remedy: string } => ({
      why: 'which neither Nest nor the runtime has',
      remedy: `add ${showToken(token)} to the providers of a Nest module`,
    });
    const scope = new Scope(new ModuleInstances(container, explain, new NestProviders(nest)));
    await this.#startChild(this.#noting(spec, scope));
  }

  /** Starts a tree of beamwork's modules under the supervisor; their services and processes get what Nest has, too. */
  async addModule(root: ModuleClass | DynamicModule, nest: ModuleRef): Promise<void> {
    const tree = new ModuleTree(root, this.runtime.get(RuntimeState), this.runtime.get(Container), new NestProviders(nest));
    this.#trees.push(tree);
    await tree.initialise();
    await this.#startChild(specOf(tree.plan, tree.scopes, (spec) => this.#noting(readChildSpec(spec), undefined)));
    await tree.bootstrap();
  }

  /** Who is the process of a class, or has a name, now. */
  pidOf(target: SpawnableClass<object> | string): Pid | undefined {
    if (typeof target === 'string') return this.runtime.get(RuntimeState).names.get(target)?.pid;
    const pid = this.#pids.get(target);
    return pid !== undefined && controlOf(pid).alive ? pid : undefined;
  }

  /** Nest calls it when a shutdown begins. */
  async onModuleDestroy(): Promise<void> {
    for (const tree of this.#trees.toReversed()) await tree.wind('onModuleDestroy');
  }

  /** Nest calls it before the server closes. */
  async beforeApplicationShutdown(signal?: string): Promise<void> {
    for (const tree of this.#trees.toReversed()) await tree.wind('beforeApplicationShutdown', signal);
  }

  /** Nest calls it when the server takes no more requests. */
  async onApplicationShutdown(signal?: string): Promise<void> {
    const time = new ShutdownTime(this.runtime.get(RuntimeState), this.#timeoutMs);
    await time.allows(stop(this.#root, 'shutdown'));
    for (const tree of this.#trees.toReversed()) await time.allows(tree.wind('onApplicationShutdown', signal));
    time.done();
    await this.runtime.stop({ timeoutMs: time.leftMs });
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
    const root = this.#root;
    const body = function* (): Generator<unknown, void> {
      yield* Supervisor.startChild(root, spec);
    };
    try {
      await runIn(this.runtime.get(RuntimeState), body, []);
    } catch (failure) {
      throw startFailure(`${here} > ${name}`, failure);
    }
  }
}
