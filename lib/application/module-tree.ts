import type { Container } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { logWarning } from '../runtime/crash-report.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { type LifecycleHooks, runHook } from './hooks.js';
import { firstLine } from './module-instances.js';
import type { Outside } from './module-outside.js';
import { type DynamicModule, inStartOrder, type ModulePlan, planBeside } from './module-plan.js';
import { makeScopes, makeServices, type ModuleScope } from './module-scopes.js';

/** A tree of modules without its processes: the services, and what they do when it starts and stops. */
export class ModuleTree {
  readonly plan: ModulePlan;
  /** Those of the trees before it, too. */
  readonly scopes: ReadonlyMap<ModuleClass, ModuleScope>;
  /** The whole tree is part of one that the application had before. */
  readonly isShared: boolean;
  readonly #state: RuntimeState;
  readonly #outside: Outside | undefined;

  /**
   * @param before the tree that the application has got before this one, if it has several: what that one has is shared.
   * @throws BeamworkError `BEAMWORK_BAD_MODULE`; `BEAMWORK_BAD_OPTION`; `BEAMWORK_METADATA_MISSING`.
   */
  constructor(root: ModuleClass | DynamicModule, state: RuntimeState, parent: Container, outside?: Outside, before?: ModuleTree) {
    const present: ReadonlyMap<ModuleClass, ModuleScope> = before?.scopes ?? new Map();
    this.plan = planBeside([...present.values()].map(({ plan }) => plan), root);
    this.scopes = makeScopes(this.plan, parent, outside, present);
    this.isShared = present.has(this.plan.Class);
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
          logWarning(this.#state, `${own.plan.path}: ${name} of ${nameOf(target)} failed: ${firstLine(failure)}`);
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
          problem: `${plan.path}: ${name} of ${nameOf(target)} failed: ${firstLine(failure)}`,
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

/** The class of a service; a value may have none. */
function nameOf(service: object): string {
  const Class: unknown = Reflect.get(service, 'constructor');
  return typeof Class === 'function' ? Class.name : showTerm(service);
}
