import { SmallSet } from '../kernel/small-set.js';
import type { ProcessControl } from './process-control.js';

/** What may bring a process priority messages while it is active: an alias, a monitor, or the other process of a link. */
export type PrioritySource = object;

/** From now on, what `source` brings goes before all ordinary messages. */
export function askForPriority(owner: ProcessControl, source: PrioritySource): void {
  (owner.extra.prioritySources ??= new SmallSet()).add(source);
}

/** Tells whether what `source` brings goes before all ordinary messages. */
export function takesPriority(owner: ProcessControl, source: PrioritySource): boolean {
  return owner.extras?.prioritySources?.has(source) === true;
}

/** `source` has ended; tells whether it had priority. */
export function forgoPriority(owner: ProcessControl, source: PrioritySource): boolean {
  return owner.extras?.prioritySources?.delete(source) === true;
}
