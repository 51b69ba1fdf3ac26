import type { Container } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { logWarning } from '../runtime/crash-report.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { type LifecycleHooks, runHook } from './hooks.js';
import { firstLine } from './module-instances.js';
import type { Outside } from './module-outside.js';
import { type DynamicModule, inStartOrder, type ModulePlan, planModules } from './module-plan.js';
import { makeScopes, makeServices, type ModuleScope } from './module-scopes.js';

/** A tree of modules without its processes: the services, and what they do when it starts and stops. */
export class ModuleTree {
  readonly plan: ModulePlan;
  readonly scopes: ReadonlyMap<ModuleClass, ModuleScope>;
  readonly #state: RuntimeState;
  readonly #outside: Outside | undefined;

  /** @throws BeamworkError `BEAMWORK_BAD_MODULE`. */
  constructor(root: ModuleClass | DynamicModule, state: RuntimeState, parent: Container, outside?: Outside) {
    this.plan = planModules(root);
    this.scopes = makeScopes(this.plan, parent, outside);
    this.#state = state;
    this.#outside = outside;
  }

  /**
   * Makes the services, module after module, each followed by its `onModuleInit`.
   *
   * @throws BeamworkError `BEAMWORK_START_FAILED`, as a rejection.
   */
  async initialise(): Promise<void> {
    for (const own of this.#inOrder()) {
      await makeServices(own, this.#outside);
      await this.#runHook('onModuleInit', own);
    }
  }

  /** Every process runs. @throws BeamworkError `BEAMWORK_START_FAILED`, as a rejection. */
  async bootstrap(): Promise<void> {
    for (const own of this.#inOrder()) await this.#runHook('onApplicationBootstrap', own);
  }

  /** A hook of the way down, the last service first; one that throws is reported, and keeps nothing from stopping. */
  async wind(name: 'onModuleDestroy' | 'beforeApplicationShutdown' | 'onApplicationShutdown', signal?: string): Promise<void> {
    for (const own of this.#inOrder().toReversed()) {
      for (const target of own.instances.toReversed()) {
        try {
          await runHook(name, [target], name === 'onModuleDestroy' ? undefined : signal);
        } catch (failure) {
          logWarning(this.#state, `${own.plan.path}: ${name} of ${target.constructor.name} failed: ${firstLine(failure)}`);
        }
      }
    }
  }

  async #runHook(name: keyof LifecycleHooks, { plan, instances }: ModuleScope): Promise<void> {
    for (const target of instances) {
      try {
        await runHook(name, [target]);
      } catch (failure) {
        const error = new BeamworkError({
          code: 'BEAMWORK_START_FAILED',
          problem: `${plan.path}: ${name} of ${target.constructor.name} failed: ${firstLine(failure)}`,
          remedy: 'see the cause; everything that had started has been stopped',
        });
        error.cause = failure;
        throw error;
      }
    }
  }

  #inOrder(): ModuleScope[] {
    return inStartOrder(this.plan).flatMap(({ Class }) => this.scopes.get(Class) ?? []);
  }
}
