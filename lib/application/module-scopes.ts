import { Container, type ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { Scope } from '../runtime/scope.js';
import { type Absence, borrow, explained, type ExplainAbsence, firstLine, ModuleInstances, type Needy } from './module-instances.js';
import type { Outside } from './module-outside.js';
import { inStartOrder, type ModulePlan } from './module-plan.js';
import { bindProvider, classOf, needsOf, type Provider, tokenOf } from './providers.js';
import { showToken } from './tokens.js';

/** A module that has its services. */
export interface ModuleScope {
  readonly plan: ModulePlan;
  readonly container: Container;
  /** What the processes of the module are made with. */
  readonly scope: Scope;
  readonly explain: ExplainAbsence;
  /** Its services and the instance of its class, in the order of their making. */
  readonly instances: object[];
}

/**
 * Makes a scope for each module: its own services, what the modules it imports export, the services of the runtime, and what is outside.
 *
 * @param present the scopes of other trees in the same application, which stay as they are.
 * @returns all scopes, those that were present and the new ones.
 * @throws BeamworkError `BEAMWORK_BAD_MODULE` for what is no provider, and for an export that the module does not have.
 */
export function makeScopes(root: ModulePlan, parent: Container, outside: Outside | undefined, present: ReadonlyMap<ModuleClass, ModuleScope>): ReadonlyMap<ModuleClass, ModuleScope> {
  const scopes = new Map(present);
  for (const plan of inStartOrder(root)) {
    if (present.has(plan.Class)) continue;
    const container = new Container({ parent, defaultScope: 'Transient' });
    const explain = (token: ServiceIdentifier<unknown>): Absence => explainAbsence(plan, token, scopes);
    scopes.set(plan.Class, { plan, container, scope: new Scope(new ModuleInstances(container, explain, outside)), explain, instances: [] });
    const { providers = [] } = plan.options;
    for (const provider of providers) bindProvider(container, provider, plan.path, outside);
    outside?.prepare(plan.Class);
    if (!container.isCurrentBound(plan.Class)) container.bind(plan.Class).toSelf().inSingletonScope();
    for (const imported of [...plan.imports, ...plan.shared]) {
      const from = scopes.get(imported.Class);
      if (from !== undefined) bindExports(container, from);
    }
    checkExports(plan, container);
  }
  return scopes;
}

/**
 * Makes all services of a module; those that come from an async factory are awaited.
 *
 * @throws BeamworkError `BEAMWORK_START_FAILED`, as a rejection, for a service that cannot be made; it names the module.
 */
export async function makeServices(own: ModuleScope, outside?: Outside): Promise<void> {
  const { plan, instances } = own;
  for (const provider of plan.options.providers ?? []) {
    const token = tokenOf(provider);
    if (token === undefined) continue;
    const service = await makeService(own, token, provider, outside);
    // A second token for a service does not make a second service.
    if (isObject(service) && !('useExisting' in provider) && !instances.includes(service)) instances.push(service);
  }
  const instance = await makeService(own, plan.Class, plan.Class, outside);
  if (isObject(instance) && !instances.includes(instance)) instances.push(instance);
}

async function makeService({ plan, container, explain }: ModuleScope, token: ServiceIdentifier<unknown>, provider: Provider, outside: Outside | undefined): Promise<unknown> {
  const Class = classOf(provider);
  const needy: Needy = { name: showToken(Class ?? token), needs: needsOf(provider) };
  try {
    borrow(container, needy, outside);
    return await container.getAsync(token);
  } catch (failure) {
    const cause = explained(failure, container, needy, explain);
    const what = token === plan.Class ? `${plan.path} cannot be made` : `${plan.path}: ${showToken(token)} cannot be made`;
    const error = new BeamworkError({
      code: 'BEAMWORK_START_FAILED',
      problem: `${what}: ${firstLine(cause)}`,
      remedy: cause instanceof BeamworkError ? cause.remedy : 'see the cause; everything that had started has been stopped',
    });
    error.cause = cause;
    throw error;
  }
}

function bindExports(container: Container, from: ModuleScope): void {
  for (const token of from.plan.options.exports ?? []) {
    if (!container.isCurrentBound(token)) container.bind(token).toDynamicValue(() => from.container.get<unknown>(token));
  }
}

function checkExports({ path, options }: ModulePlan, container: Container): void {
  for (const token of options.exports ?? []) {
    if (container.isCurrentBound(token)) continue;
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_MODULE',
      problem: `${path} exports ${showToken(token)}, which it neither provides nor imports`,
      remedy: 'add it to the providers of the module, or import a module that exports it',
    });
  }
}

function explainAbsence(plan: ModulePlan, token: ServiceIdentifier<unknown>, scopes: ReadonlyMap<ModuleClass, ModuleScope>): Absence {
  const owner = [...scopes.values()].find((other) => other.plan !== plan && other.plan.options.providers?.some((provider) => tokenOf(provider) === token) === true)?.plan;
  if (owner === undefined) return { why: `which ${plan.path} neither provides nor imports`, remedy: `add it to the providers of ${plan.name}, or import a module that exports it` };
  const exported = owner.options.exports?.includes(token) === true;
  if (exported) return { why: `which ${owner.path} exports, and ${plan.path} does not import`, remedy: `add ${owner.name} to the imports of ${plan.name}` };
  const imported = [...plan.imports, ...plan.shared].includes(owner);
  return {
    why: `which ${owner.path} does not export`,
    remedy: `add ${showToken(token)} to the exports of ${owner.name}${imported ? '' : `, and ${owner.name} to the imports of ${plan.name}`}`,
  };
}

function isObject(service: unknown): service is object {
  return typeof service === 'object' && service !== null;
}
