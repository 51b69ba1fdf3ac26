import { type DynamicModule as NestModule, Module, type OnApplicationBootstrap, type Provider } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import type { DynamicModule } from '../application/module-plan.js';
import { Runtime } from '../application/runtime.js';
import type { CheckedSpecs, Right } from '../behaviours/checked-spec.js';
import type { ChildSpec } from '../behaviours/child-spec.js';
import { Groups } from '../behaviours/groups.js';
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
import { BeamworkHost } from './beamwork-host.js';
import { type BeamworkOptions, readOptions } from './beamwork-options.js';
import { addressProviders } from './inject-pid.js';
import { NestClosing } from './nest-closing.js';
import { ProcessExitFilter } from './process-exit-filter.js';

/** A process of a Nest module, as a supervisor takes it: a `@Process` class, one with the arguments of its `init`, a child spec; or a module of beamwork. */
export type Feature = ChildSpec | ModuleClass | DynamicModule;

const services = [Groups, Lifecycle, Linker, Monitor, Registry, Scheduler, Timers];

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
   * Call `app.enableShutdownHooks()` so that SIGTERM stops the processes too. When processes crash too often and all are given up, the application
   * closes, and the exit code is 1; `onGiveUp: 'stay'` keeps it.
   *
   * @param options see {@link BeamworkOptions}.
   * @returns a global dynamic module.
   * @throws BeamworkError `BEAMWORK_BAD_OPTION` for a value that an option cannot have. When it was called twice for one application, that fails the start.
   * Cost: a runtime.
   *
   * ```ts
   * @Module({ imports: [BeamworkModule.forRoot(), BeamworkModule.forFeature([Counter])], controllers: [CounterController] })
   * class AppModule {}
   * ```
   */
  static forRoot(options: BeamworkOptions = {}): NestModule {
    const full = readOptions(options);
    const start = (nest: ModuleRef, server: HttpAdapterHost): Promise<BeamworkHost> => BeamworkHost.start(full, () => new NestClosing(nest, server).close());
    const own: Provider[] = [
      { provide: BeamworkHost, useFactory: start, inject: [ModuleRef, HttpAdapterHost] },
      { provide: Runtime, useFactory: (host: BeamworkHost) => host.runtime, inject: [BeamworkHost] },
      ...services.map((service): Provider => ({ provide: service, useFactory: (host: BeamworkHost) => host.runtime.get<object>(service), inject: [BeamworkHost] })),
    ];
    const filter: Provider = { provide: APP_FILTER, useFactory: ({ httpAdapter }: HttpAdapterHost) => new ProcessExitFilter(httpAdapter), inject: [HttpAdapterHost] };
    return {
      module: BeamworkModule,
      global: true,
      // Read when Nest starts: by then every class that asks for an address has been loaded.
      get providers() {
        // The starter refuses a second root where nobody lists features.
        return [...own, ...addressProviders(), ...(full.filter ? [filter] : []), starterOf([])];
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
   * @param features `@Process` classes, `[Class, ...arguments of init]`, child specs, or classes with beamwork's own `@Module`. A process is listed once in an
   * application; a module may be listed several times, and is started once.
   * @returns a dynamic module.
   * @throws BeamworkError `BEAMWORK_NOT_A_PROCESS_CLASS` for a class without `@Process`, `BEAMWORK_BAD_OPTION` for what is no array. What does not start fails the start of the
   * application, with `BEAMWORK_START_FAILED`; `BEAMWORK_BAD_CHILD_SPEC` for a process that is listed twice.
   * Cost: that of starting the processes.
   */
  static forFeature<const L extends readonly Feature[]>(features: Right<L, CheckedSpecs<L>>): NestModule {
    if (!Array.isArray(features)) throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `BeamworkModule.forFeature was given ${showTerm(features)}`, remedy: 'give an array' });
    for (const each of features) if (!isModule(each)) checkProcess(each);
    return { module: FeatureModule, providers: [starterOf(features)] };
  }
}

/** Carries what a `forFeature` lists. */
@Module({})
class FeatureModule {}

function starterOf(features: readonly Feature[]): Provider {
  return {
    provide: Symbol('beamwork feature'),
    useFactory: (nest: ModuleRef, host?: BeamworkHost) => new Starter(host ?? refuseWithoutRoot(), nest, features),
    inject: [ModuleRef, { token: BeamworkHost, optional: true }],
  };
}

function refuseWithoutRoot(): never {
  throw new BeamworkError({
    code: 'BEAMWORK_START_FAILED',
    problem: 'BeamworkModule.forFeature stands in this application, and BeamworkModule.forRoot does not',
    remedy: 'add BeamworkModule.forRoot() to the imports of the root module',
  });
}

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
      refuseSecondRoot(this.#nest);
      for (const each of this.#features) await (isModule(each) ? this.#host.addModule(each, this.#nest) : this.#host.addProcess(each, this.#nest));
    } catch (failure) {
      await this.#host.undo();
      throw failure;
    }
  }
}

/** Two runtimes would not know of each other: what is injected would come from the one, and the processes would live in the other. */
function refuseSecondRoot(nest: ModuleRef): void {
  const { length } = nest.get(BeamworkHost, { strict: false, each: true });
  if (length === 1) return;
  throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `BeamworkModule.forRoot was called ${length} times for one application`, remedy: 'import it once, in the root module' });
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
