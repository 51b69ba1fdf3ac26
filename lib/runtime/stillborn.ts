import { announceLink, removeHalf } from './links.js';
import { announceMonitor, detach, removeFromWatcher } from './monitor-lists.js';
import { releaseName } from './names.js';
import type { ProcessControl } from './process-control.js';
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
  links?.forEach((other) => leave(control, other));
  for (let each = control.firstMonitoredBy; each !== undefined; each = control.firstMonitoredBy) forget(control, each);
  state.table.remove(control);
}

function leave(control: ProcessControl, other: ProcessControl): void {
  if (removeHalf(other, control)) announceLink('unlinked', other, control);
}

function forget(control: ProcessControl, monitoring: Monitoring): void {
  const { watcher, previousOfWatcher, listener, ref } = monitoring;
  // A registry gives its keys back.
  listener?.(ref, 'noproc', undefined);
  monitoring.active = monitoring.aliasActive = false;
  const isNoted = previousOfWatcher !== undefined || watcher?.monitors === monitoring;
  if (watcher !== undefined && isNoted) removeFromWatcher(watcher, monitoring);
  detach(control, monitoring);
  announceMonitor(control.state, 'demonitored', monitoring);
}
