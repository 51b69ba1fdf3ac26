import type { ModuleRef } from '@nestjs/core';
import { Container } from 'inversify';
import type { Pid } from '../kernel/pid.js';
import { Runtime, type RuntimeOptions } from '../application/runtime.js';
import type { ChildSpec } from '../behaviours/child-spec.js';
import { readChildSpec } from '../behaviours/child-spec-check.js';
import { Supervisor } from '../behaviours/supervisor.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { inScope, Scope } from '../runtime/scope.js';
import { stop } from '../verbs/call.js';
import { runIn, type SpawnableClass } from '../verbs/spawn.js';
import { startLinkAny } from '../verbs/start.js';
import { NestInstances } from './nest-instances.js';

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

/** The runtime inside a Nest application, and the supervisor of all processes that modules list. */
export class BeamworkHost {
  readonly runtime: Runtime;
  readonly #root: Pid;
  readonly #timeoutMs: number;
  /** The living process of each class that was listed. */
  readonly #pids = new Map<SpawnableClass<object>, Pid>();

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
  async add(Class: SpawnableClass<object>, spec: ChildSpec, nest: ModuleRef): Promise<void> {
    const state = this.runtime.get(RuntimeState);
    const scope = new Scope(new NestInstances(new Container({ parent: this.runtime.get(Container), defaultScope: 'Transient' }), nest));
    const root = this.#root;
    const pids = this.#pids;
    const { start, ...rest } = readChildSpec(spec);
    const [, ...args]: readonly unknown[] = Array.isArray(start) ? start : [];
    const noted = function* (): Generator<unknown, Pid | undefined> {
      const pid = yield* inScope(scope, () => startLinkAny(Class, args));
      if (pid !== undefined) pids.set(Class, pid);
      return pid;
    };
    await runIn(state, function* (): Generator<unknown, void> {
      yield* Supervisor.startChild(root, { ...rest, start: noted });
    }, []);
  }

  /** Who is the process of a class, or has a name, now. */
  pidOf(target: SpawnableClass<object> | string): Pid | undefined {
    const { names } = this.runtime.get(RuntimeState);
    return typeof target === 'string' ? names.get(target)?.pid : this.#pids.get(target);
  }

  /** Nest calls it when the server takes no more requests. */
  async onApplicationShutdown(): Promise<void> {
    await stop(this.#root, 'shutdown', this.#timeoutMs).then(undefined, () => {});
    await this.runtime.stop({ timeoutMs: this.#timeoutMs });
  }
}
