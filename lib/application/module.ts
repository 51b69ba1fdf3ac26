import { markModule } from '../../decorators/module.js';
import type { ChildSpec } from '../behaviours/child-spec.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import type { CheckedModuleOptions } from './module-options.js';

/**
 * Marks a class as a module of an application: a supervisor, and a scope for services, in one.
 *
 * The modules it imports and the processes it lists are its children, in this order: started from first to last, stopped from last to first.
 * The constructor of the class may take services, and the class may have hooks, as any provider.
 *
 * @param options see {@link ModuleOptions}; the arguments behind each class of `processes` are held against its `init`.
 * @returns a decorator for classes.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` for an option that does not exist or is no list; `BEAMWORK_METADATA_MISSING` when the code was
 * compiled for standard decorators. What the lists hold is checked at the start.
 * Cost: O(1), once per class.
 * @see https://docs.nestjs.com/modules
 * @see https://hexdocs.pm/elixir/Supervisor.html#module-module-based-supervisors
 *
 * ```ts
 * @Module({ providers: [Prices], processes: [Till, [Counter, 5]], strategy: 'rest_for_one' })
 * class ShopModule {}
 * ```
 */
export function Module<const L extends readonly ChildSpec[]>(options: CheckedModuleOptions<L> = {}): (target: ModuleClass) => void {
  return (target, ...rest: unknown[]) => markModule(target, options, ...rest);
}
