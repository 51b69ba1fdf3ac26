import { Container, type ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import { Scope } from '../runtime/scope.js';
import { ContainerInstances } from './container-instances.js';
import { inStartOrder, type ModulePlan } from './module-plan.js';
import { bindProvider } from './providers.js';

/** A module that has its services. */
export interface ModuleScope {
  readonly plan: ModulePlan;
  readonly container: Container;
  /** What the processes of the module are made with. */
  readonly scope: Scope;
  /** Its services and the instance of its class, in the order of their making. */
  readonly instances: object[];
}

/**
 * Makes a scope for each module: its own services, what the modules it imports export, and the services of the runtime.
 *
 * @throws BeamworkError `BEAMWORK_BAD_MODULE` for what is no provider, and for an export that the module does not have.
 */
export function makeScopes(root: ModulePlan, parent: Container): ReadonlyMap<ModuleClass, ModuleScope> {
  const scopes = new Map<ModuleClass, ModuleScope>();
  for (const plan of inStartOrder(root)) {
    const container = new Container({ parent, defaultScope: 'Transient' });
    scopes.set(plan.Class, { plan, container, scope: new Scope(new ContainerInstances(container)), instances: [] });
    const { providers = [] } = plan.options;
    for (const provider of providers) bindProvider(container, provider, plan.path);
    for (const imported of [...plan.imports, ...plan.shared]) {
      const from = scopes.get(imported.Class);
      if (from !== undefined) bindExports(container, from);
    }
    checkExports(plan, container);
  }
  return scopes;
}

/** Makes all services of a module; those that come from an async factory are awaited. */
export async function makeServices({ plan, container, instances }: ModuleScope): Promise<void> {
  const { providers = [] } = plan.options;
  for (const provider of providers) {
    const token = typeof provider === 'function' ? provider : 'provide' in provider ? provider.provide : undefined;
    if (token === undefined) continue;
    const service: unknown = await container.getAsync(token);
    if (typeof service === 'object' && service !== null && !instances.includes(service)) instances.push(service);
  }
  instances.push(await container.getAsync<object>(plan.Class, { autobind: true }));
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

function showToken(token: ServiceIdentifier<unknown>): string {
  return typeof token === 'function' ? token.name : showTerm(token);
}
