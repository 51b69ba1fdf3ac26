import type { ProcessControl } from '../../runtime/process-control.js';
import type { Runner } from './threads.js';

/**
 * A text with processes by their paths, and references without their numbers: whose how-many-th child somebody is does not depend on the schedule, as its number does.
 */
export function byPath(text: string, runners: ReadonlyMap<ProcessControl, Runner>): string {
  if (text.includes('#Reference<')) text = text.replaceAll(/#Reference<[\d.]+>/g, '#Reference<…>');
  if (!text.includes('#PID<')) return text;
  const paths = new Map([...runners.values()].map(({ control, path }) => [String(control.pid), `#PID<${path}>`]));
  return text.replaceAll(/#PID<[\d.]+>/g, (pid) => paths.get(pid) ?? pid);
}
