import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { type ModuleClass, readModuleMetadata } from '../metadata/module-metadata.js';
import type { ModuleOptions } from './module-options.js';

/** A module with options of its own, as a static `forRoot(…)` returns it; they are added to those of its decorator. */
export interface DynamicModule extends ModuleOptions {
  readonly module: ModuleClass;
}

/** A module and what it imports, each module once: where it is imported a second time, it stands in `shared`. */
export interface ModulePlan {
  readonly Class: ModuleClass;
  readonly name: string;
  /** From the root, as in `AppModule > OrdersModule`. */
  readonly path: string;
  readonly options: ModuleOptions;
  /** Started before the processes of this module, in this order. */
  readonly imports: readonly ModulePlan[];
  /** Imported here too, and started elsewhere. */
  readonly shared: readonly ModulePlan[];
}

/**
 * Reads a tree of modules off their decorators.
 *
 * @throws BeamworkError `BEAMWORK_BAD_MODULE` for what is no module, and for a module that imports itself; it names the path.
 */
export function planModules(root: ModuleClass | DynamicModule): ModulePlan {
  return plan(root, [], new Map());
}

/** A module that is in the tree already, and how it was imported there. */
interface Known {
  readonly plan: ModulePlan;
  readonly given: ModuleClass | DynamicModule;
}

/** A module and all that it imports, those first. */
export function inStartOrder(module: ModulePlan): ModulePlan[] {
  return [...module.imports.flatMap(inStartOrder), module];
}

function plan(given: ModuleClass | DynamicModule, parents: readonly ModuleClass[], known: Map<ModuleClass, Known>): ModulePlan {
  const { Class, own } = split(given, parents);
  const names = [...parents, Class].map(({ name }) => name);
  const declared: ModuleOptions | undefined = readModuleMetadata(Class);
  if (declared === undefined) throw badModule(parents, `${showTerm(Class)}, which has no @Module decorator`, `write @Module({ … }) above class ${Class.name}`);
  if (parents.includes(Class)) throw badModule(parents, `${Class.name}, which imports ${parents.at(-1)?.name ?? ''} itself`, 'move what both need into a third module');
  const options = merge(declared, own);
  const imports: ModulePlan[] = [];
  const shared: ModulePlan[] = [];
  for (const each of options.imports ?? []) {
    const { Class: Imported } = split(each, [...parents, Class]);
    const present = known.get(Imported);
    if (present === undefined) imports.push(plan(each, [...parents, Class], known));
    else shared.push(sharedWith(present, each, [...parents, Class]));
  }
  const planned: ModulePlan = { Class, name: Class.name, path: names.join(' > '), options, imports, shared };
  known.set(Class, { plan: planned, given });
  return planned;
}

/** Options that come second would be lost. */
function sharedWith({ plan, given }: Known, again: ModuleClass | DynamicModule, parents: readonly ModuleClass[]): ModulePlan {
  if (again === plan.Class || again === given) return plan;
  throw badModule(parents, `${plan.name} with options of its own, but it is in the tree already, as ${plan.path}`, `give the options where it is imported first, and import the class ${plan.name} elsewhere`);
}

function split(given: unknown, parents: readonly ModuleClass[]): { readonly Class: ModuleClass; readonly own: ModuleOptions } {
  if (isModuleClass(given)) return { Class: given, own: {} };
  if (isDynamicModule(given)) return { Class: given.module, own: given };
  throw badModule(parents, showTerm(given), 'import classes with @Module, or { module: Class, … }; an undefined one is often a circle of files that import each other');
}

function merge(declared: ModuleOptions, own: ModuleOptions): ModuleOptions {
  const { imports = [], providers = [], exports = [], processes = [] } = own;
  return {
    ...declared,
    ...own,
    imports: [...(declared.imports ?? []), ...imports],
    providers: [...(declared.providers ?? []), ...providers],
    exports: [...(declared.exports ?? []), ...exports],
    processes: [...(declared.processes ?? []), ...processes],
  };
}

function isModuleClass(given: unknown): given is ModuleClass {
  return typeof given === 'function';
}

function isDynamicModule(given: unknown): given is DynamicModule {
  return typeof given === 'object' && given !== null && 'module' in given && isModuleClass(given.module);
}

function badModule(parents: readonly ModuleClass[], obstacle: string, remedy: string): BeamworkError {
  const where = parents.length === 0 ? 'the application was given' : `${parents.map(({ name }) => name).join(' > ')} imports`;
  return new BeamworkError({ code: 'BEAMWORK_BAD_MODULE', problem: `${where} ${obstacle}`, remedy });
}
