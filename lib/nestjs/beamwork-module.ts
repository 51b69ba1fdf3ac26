import { type DynamicModule as NestModule, Module, type OnApplicationBootstrap, type Provider } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import type { DynamicModule } from '../application/module-plan.js';
import { Runtime } from '../application/runtime.js';
import type { ChildSpec } from '../behaviours/child-spec.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { type ModuleClass, readModuleMetadata } from '../metadata/module-metadata.js';
import { readProcessMetadata } from '../metadata/process-metadata.js';
import { Lifecycle } from '../services/lifecycle.js';
import { Linker } from '../services/linker.js';
import { Monitor } from '../services/monitor.js';
import { Registry } from '../services/registry.js';
import { Scheduler } from '../services/scheduler.js';
import { Timers } from '../services/timers.js';
import { BeamworkHost, type BeamworkOptions } from './beamwork-host.js';
import { addressProviders } from './inject-pid.js';
import { ProcessExitFilter } from './process-exit-filter.js';

/** A process of a Nest module, as a supervisor takes it: a `@Process` class, one with the arguments of its `init`, a child spec; or a module of beamwork. */
export type Feature = ChildSpec | ModuleClass | DynamicModule;

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
  static forRoot(options: BeamworkOptions = {}): NestModule {
    const own: Provider[] = [
      { provide: BeamworkHost, useFactory: () => BeamworkHost.start(options) },
      { provide: Runtime, useFactory: (host: BeamworkHost) => host.runtime, inject: [BeamworkHost] },
      ...services.map((service): Provider => ({ provide: service, useFactory: (host: BeamworkHost) => host.runtime.get<object>(service), inject: [BeamworkHost] })),
    ];
    const filter: Provider = { provide: APP_FILTER, useFactory: ({ httpAdapter }: HttpAdapterHost) => new ProcessExitFilter(httpAdapter), inject: [HttpAdapterHost] };
    return {
      module: BeamworkModule,
      global: true,
      // Read when Nest starts: by then every class that asks for an address has been loaded.
      get providers() {
        return [...own, ...addressProviders(), ...(options.filter === false ? [] : [filter])];
      },
      get exports() {
        return [...own, ...addressProviders()].map(tokenOf);
      },
    };
  }

  /**
   * For any module: starts processes and modules of beamwork under the supervisor, in order, when every `onModuleInit` of Nest's has come back
   * and before the server listens.
   *
   * Their constructors, and those of the services of such modules, get Nest's providers, too.
   *
   * @param features `@Process` classes, `[Class, ...arguments of init]`, child specs, or classes with beamwork's own `@Module`; each once in an application.
   * @returns a dynamic module.
   * @throws BeamworkError `BEAMWORK_NOT_A_PROCESS_CLASS` for a class without `@Process`. What does not start fails the start of the
   * application, with `BEAMWORK_START_FAILED`; `BEAMWORK_BAD_CHILD_SPEC` for what is listed twice.
   * Cost: that of starting the processes.
   */
  static forFeature(features: readonly Feature[]): NestModule {
    for (const each of features) if (!isModule(each)) checkProcess(each);
    const starter: Provider = { provide: Symbol('beamwork feature'), useFactory: (host: BeamworkHost, nest: ModuleRef) => new Starter(host, nest, features), inject: [BeamworkHost, ModuleRef] };
    return { module: FeatureModule, providers: [starter] };
  }
}

/** Carries what a `forFeature` lists. */
@Module({})
class FeatureModule {}

class Starter implements OnApplicationBootstrap {
  readonly #host: BeamworkHost;
  readonly #nest: ModuleRef;
  readonly #features: readonly Feature[];

  constructor(host: BeamworkHost, nest: ModuleRef, features: readonly Feature[]) {
    this.#host = host;
    this.#nest = nest;
    this.#features = features;
  }

  async onApplicationBootstrap(): Promise<void> {
    try {
      for (const each of this.#features) await (isModule(each) ? this.#host.addModule(each, this.#nest) : this.#host.addProcess(each, this.#nest));
    } catch (failure) {
      // Nest closes nothing of an application that has not started.
      await this.#host.onModuleDestroy();
      await this.#host.beforeApplicationShutdown();
      await this.#host.onApplicationShutdown();
      throw failure;
    }
  }
}

function tokenOf(provider: Provider): NonNullable<NestModule['exports']>[number] {
  return typeof provider === 'function' ? provider : provider.provide;
}

function isModule(feature: unknown): feature is ModuleClass | DynamicModule {
  if (typeof feature === 'function') return readModuleMetadata(feature) !== undefined;
  return typeof feature === 'object' && feature !== null && 'module' in feature;
}

function checkProcess(feature: unknown): void {
  if (typeof feature === 'object' && feature !== null && 'start' in feature) return;
  const Class: unknown = Array.isArray(feature) ? feature[0] : feature;
  if (typeof Class === 'function' && (readProcessMetadata(Class) !== undefined || 'childSpec' in Class)) return;
  if (typeof Class === 'object' && Class !== null && 'childSpec' in Class) return;
  throw new BeamworkError({
    code: 'BEAMWORK_NOT_A_PROCESS_CLASS',
    problem: `BeamworkModule.forFeature was given ${showTerm(feature)}`,
    remedy: 'give classes with @Process, [Class, ...arguments of init], child specs, or classes with @Module of beamwork',
  });
}
