import { readChildSpec } from '../behaviours/child-spec-check.js';
import { showId } from './module-supervisors.js';
import type { ModulePlan } from './module-plan.js';
import type { ProcessTree } from './process-tree.js';

/**
 * What a module would start.
 *
 * @throws BeamworkError `BEAMWORK_BAD_CHILD_SPEC`.
 */
export function plannedTree({ name, imports, options }: ModulePlan): ProcessTree {
  const processes = (options.processes ?? []).map((spec): ProcessTree => {
    const { id, type } = readChildSpec(spec);
    return { id: showId(id), type, pid: undefined, children: [] };
  });
  return { id: name, type: 'supervisor', pid: undefined, children: [...imports.map(plannedTree), ...processes] };
}
