import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inStartOrder, type ModulePlan, planModules } from '../application/module-plan.js';
import { plannedTree } from '../application/planned-tree.js';
import { showTree, treeToMermaid } from '../application/process-tree.js';
import { type ModuleClass, readModuleMetadata } from '../metadata/module-metadata.js';
import type { TreeCommand } from './arguments.js';

/**
 * Draws what a module would start, without starting it.
 *
 * @throws Error that says which file was tried, what was wrong and what to do.
 */
export async function drawModule({ file, module, mermaid }: TreeCommand): Promise<string> {
  const path = resolve(file);
  if (!existsSync(path)) throw new Error(`cannot read ${file}: there is no such file\n  → give the compiled JavaScript file that exports your root module`);
  const plan = chooseRoot(file, module, await load(file, path));
  const tree = plannedTree(plan);
  return mermaid ? treeToMermaid(tree) : showTree(tree);
}

async function load(file: string, path: string): Promise<object> {
  try {
    const exports: object = await import(pathToFileURL(path).href);
    return exports;
  } catch (error) {
    throw new Error(`cannot load ${file}: ${error instanceof Error ? error.message : String(error)}\n  → compile it first, and give the .js file`, { cause: error });
  }
}

function chooseRoot(file: string, wanted: string | undefined, exports: object): ModulePlan {
  const modules = Object.values(exports).filter(isModule);
  const names = modules.map(({ name }) => name).join(', ');
  if (modules.length === 0) throw new Error(`${file} exports no class with @Module of beamwork\n  → export your root module from it`);
  if (wanted !== undefined) {
    const found = modules.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`${file} exports no module ${wanted}\n  → choose one of ${names}`);
    return planModules(found);
  }
  const plans = modules.map(planModules);
  const imported = new Set(plans.flatMap((plan) => inStartOrder(plan).slice(0, -1)).map(({ Class }) => Class));
  const roots = plans.filter(({ Class }) => !imported.has(Class));
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw new Error(`${file} exports several modules\n  → choose one with --module: ${names}`);
  return root;
}

function isModule(value: unknown): value is ModuleClass {
  return typeof value === 'function' && readModuleMetadata(value) !== undefined;
}
