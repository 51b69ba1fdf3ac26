import { checkModuleOptions } from '../../decorators/module.js';
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
  /** As it was imported where it comes first. */
  readonly given: ModuleClass | DynamicModule;
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
 * `BEAMWORK_BAD_OPTION` for options of a dynamic module that there are not.
 */
export function planModules(root: ModuleClass | DynamicModule): ModulePlan {
  return planBeside([], root);
}

/** The same in an application that has other trees: none of their modules is planned a second time, be it the root. */
export function planBeside(present: readonly ModulePlan[], root: ModuleClass | DynamicModule): ModulePlan {
  const known = new Map(present.map((each) => [each.Class, each]));
  const same = known.get(split(root, []).Class);
  return same === undefined ? plan(root, [], known) : sharedWith(same, root, []);
}

/** A module and all that it imports, those first. */
export function inStartOrder(module: ModulePlan): ModulePlan[] {
  return [...module.imports.flatMap(inStartOrder), module];
}

function plan(given: ModuleClass | DynamicModule, parents: readonly ModuleClass[], known: Map<ModuleClass, ModulePlan>): ModulePlan {
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
  const planned: ModulePlan = { Class, given, name: Class.name, path: names.join(' > '), options, imports, shared };
  known.set(Class, planned);
  return planned;
}

/** Options that come second would be lost. */
function sharedWith(present: ModulePlan, again: ModuleClass | DynamicModule, parents: readonly ModuleClass[]): ModulePlan {
  const { Class, given, name, path } = present;
  if (again === Class || again === given) return present;
  throw badModule(parents, `${name} with options of its own, but it is in the tree already, as ${path}`, `give the options where it is imported first, and import the class ${name} elsewhere`);
}

function split(given: unknown, parents: readonly ModuleClass[]): { readonly Class: ModuleClass; readonly own: ModuleOptions } {
  if (isModuleClass(given)) return { Class: given, own: {} };
  if (isDynamicModule(given)) {
    const { module: Class, ...own } = given;
    checkModuleOptions(`the module ${Class.name} was given options`, own);
    return { Class, own };
  }
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
