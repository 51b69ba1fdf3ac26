import type { ProcessControl } from '../../runtime/process-control.js';
import type { Runner } from './threads.js';
import { withNames } from './with-names.js';

/** A text with processes by their paths, and references without their numbers: whose first or second child a process is does not depend on the schedule, as its number does. */
export function byPath(text: string, runners: ReadonlyMap<ProcessControl, Runner>): string {
  const withoutReferences = text.includes('#Reference<') ? text.replaceAll(/#Reference<[\d.]+>/g, '#Reference<…>') : text;
  return withNames(withoutReferences, runners.keys(), (control) => `#PID<${runners.get(control)?.path}>`);
}
