import { removeHalf } from './links.js';
import { announceMonitor, detach, removeFromWatcher } from './monitor-lists.js';
import { releaseName } from './names.js';
import { stillborn, toStart, type ProcessControl } from './process-control.js';
import type { Monitoring } from './signals.js';

/**
 * Takes back what the birth of a process has left with others, when it came to nothing: nobody has heard of it, so it leaves no trace.
 *
 * Where the stack of whoever spawned it is used up, this fails half-way. It is done again in what would have been the first slice, which has all the
 * stack; so each part may be done twice.
 */
export function bury(control: ProcessControl): void {
  const { extras, links, state } = control;
  if (extras?.name !== undefined && state.names.get(extras.name) === control) releaseName(control, extras.name);
  links?.forEach((other) => removeHalf(other, control));
  for (let each = control.firstMonitoredBy; each !== undefined; each = control.firstMonitoredBy) forget(control, each);
  if (control.phase !== stillborn) return;
  control.phase = toStart;
  state.table.remove(control);
}

function forget(control: ProcessControl, monitoring: Monitoring): void {
  const { watcher, previousOfWatcher } = monitoring;
  monitoring.active = monitoring.aliasActive = false;
  const isNoted = previousOfWatcher !== undefined || watcher?.monitors === monitoring;
  if (watcher !== undefined && isNoted) removeFromWatcher(watcher, monitoring);
  detach(control, monitoring);
  announceMonitor(control.state, 'demonitored', monitoring);
}
