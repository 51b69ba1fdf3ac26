import { type DynamicModule, Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { readProcessMetadata } from '../metadata/process-metadata.js';
import { Runtime } from '../application/runtime.js';
import { Lifecycle } from '../services/lifecycle.js';
import { Linker } from '../services/linker.js';
import { Monitor } from '../services/monitor.js';
import { Registry } from '../services/registry.js';
import { Scheduler } from '../services/scheduler.js';
import { Timers } from '../services/timers.js';
import type { SpawnableClass } from '../verbs/spawn.js';
import { BeamworkHost, type BeamworkOptions } from './beamwork-host.js';
import { addressProviders } from './inject-pid.js';
import { ProcessExitFilter } from './process-exit-filter.js';

/** A process of a Nest module: a `@Process` class, or one with the arguments of its `init`. */
export type FeatureProcess = SpawnableClass<object> | readonly [Class: SpawnableClass<object>, ...args: unknown[]];

const services = [Lifecycle, Linker, Monitor, Registry, Scheduler, Timers];

/**
 * Beamwork in a NestJS application: processes get Nest's providers, and Nest's providers get beamwork's services.
 *
 * @see https://docs.nestjs.com/fundamentals/dynamic-modules
 */
@Module({})
export class BeamworkModule {
  /**
   * For the root module: makes a runtime, whose services may be injected everywhere, and stops it with the application.
   *
   * Call `app.enableShutdownHooks()` so that SIGTERM stops the processes too.
   *
   * @param options see {@link BeamworkOptions}.
   * @returns a global dynamic module.
   * Cost: a runtime.
   *
   * ```ts
   * @Module({ imports: [BeamworkModule.forRoot(), BeamworkModule.forFeature([Counter])], controllers: [CounterController] })
   * class AppModule {}
   * ```
   */
  static forRoot(options: BeamworkOptions = {}): DynamicModule {
    const providers: Provider[] = [
      { provide: BeamworkHost, useFactory: () => BeamworkHost.start(options) },
      { provide: Runtime, useFactory: (host: BeamworkHost) => host.runtime, inject: [BeamworkHost] },
      ...services.map((service): Provider => ({ provide: service, useFactory: (host: BeamworkHost) => host.runtime.get<object>(service), inject: [BeamworkHost] })),
      ...addressProviders(),
    ];
    const filter: Provider = { provide: APP_FILTER, useFactory: ({ httpAdapter }: HttpAdapterHost) => new ProcessExitFilter(httpAdapter), inject: [HttpAdapterHost] };
    return { module: BeamworkModule, global: true, providers: [...providers, ...(options.filter === false ? [] : [filter])], exports: providers.map(tokenOf) };
  }

  /**
   * For any module: starts processes under the supervisor, in order, while the application starts.
   *
   * @param processes `@Process` classes, or `[Class, ...arguments of init]`.
   * @returns a dynamic module.
   * @throws BeamworkError `BEAMWORK_NOT_A_PROCESS_CLASS` for a class without `@Process`. A process whose `init` fails fails the start of the application.
   * Cost: that of starting the processes.
   */
  static forFeature(processes: readonly FeatureProcess[]): DynamicModule {
    for (const each of processes) checkProcess(each);
    const feature: Provider = { provide: Symbol('beamwork feature'), useFactory: (host: BeamworkHost, nest: ModuleRef) => new Feature(host, nest, processes), inject: [BeamworkHost, ModuleRef] };
    return { module: FeatureModule, providers: [feature] };
  }
}

/** Carries the processes of a `forFeature`. */
@Module({})
class FeatureModule {}

class Feature implements OnModuleInit {
  readonly #host: BeamworkHost;
  readonly #nest: ModuleRef;
  readonly #processes: readonly FeatureProcess[];

  constructor(host: BeamworkHost, nest: ModuleRef, processes: readonly FeatureProcess[]) {
    this.#host = host;
    this.#nest = nest;
    this.#processes = processes;
  }

  async onModuleInit(): Promise<void> {
    for (const each of this.#processes) await this.#host.add(classOf(each), each, this.#nest);
  }
}

function classOf(process: FeatureProcess): SpawnableClass<object> {
  return typeof process === 'function' ? process : process[0];
}

function tokenOf(provider: Provider): NonNullable<DynamicModule['exports']>[number] {
  return typeof provider === 'function' ? provider : provider.provide;
}

function checkProcess(process: FeatureProcess): void {
  const Class: unknown = typeof process === 'function' ? process : process[0];
  if (typeof Class === 'function' && readProcessMetadata(Class) !== undefined) return;
  throw new BeamworkError({
    code: 'BEAMWORK_NOT_A_PROCESS_CLASS',
    problem: `BeamworkModule.forFeature was given ${showTerm(process)}`,
    remedy: 'give classes with @Process, or [Class, ...arguments of init]',
  });
}
