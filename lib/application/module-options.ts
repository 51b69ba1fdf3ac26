import type { ServiceIdentifier } from 'inversify';
import type { CheckedSpecs, Right } from '../behaviours/checked-spec.js';
import type { ChildSpec } from '../behaviours/child-spec.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import type { DynamicModule } from './module-plan.js';
import type { Provider } from './providers.js';

/** What `@Module` is told. */
export interface ModuleOptions {
  /** Modules that this one needs: started before its processes, stopped after them. Default: none. */
  readonly imports?: readonly (ModuleClass | DynamicModule)[];
  /** Services of this module, one instance each; its processes and its other services may ask for them. Default: none. */
  readonly providers?: readonly Provider[];
  /** Those of its services that modules which import it may ask for too. Default: none. */
  readonly exports?: readonly ServiceIdentifier<unknown>[];
  /** Its processes, in the order of their start. Default: none. */
  readonly processes?: readonly ChildSpec[];
  /** Who is restarted together with one that has ended: modules and processes alike. Default: `'one_for_one'`. */
  readonly strategy?: 'one_for_one' | 'one_for_all' | 'rest_for_one';
  /** So many restarts within `maxSeconds` are borne; with one more the module gives up. Default: 3. */
  readonly maxRestarts?: number;
  /** Seconds. Default: 5. */
  readonly maxSeconds?: number;
}

/** The same for `@Module`, which sees the classes of the child specs that are written in place. */
export interface CheckedModuleOptions<L extends readonly ChildSpec[]> extends Omit<ModuleOptions, 'processes'> {
  readonly processes?: Right<L, CheckedSpecs<L>>;
}
