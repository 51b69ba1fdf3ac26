import { forgoPriority } from './priority-sources.js';
import type { ProcessControl } from './process-control.js';
import type { RuntimeState } from './runtime-state.js';
import type { Monitoring } from './signals.js';

/** Calls a monitor off: no DOWN that is still in transit will be received. */
export function endMonitor(monitoring: Monitoring): void {
  if (!monitoring.active) return;
  monitoring.active = false;
  if (monitoring.attached && monitoring.target !== undefined) detach(monitoring.target, monitoring);
  const { watcher } = monitoring;
  if (watcher !== undefined) {
    removeFromWatcher(watcher, monitoring);
    forgoPriority(watcher, monitoring);
    if (monitoring.aliasMode !== 'explicit_unalias') monitoring.aliasActive = false;
  }
  const state = watcher?.state ?? monitoring.target?.state;
  if (state !== undefined) announceMonitor(state, 'demonitored', monitoring);
}

/** The target notes the monitor, after all it already has: they fire in that order. */
export function attach(target: ProcessControl, monitoring: Monitoring): void {
  const last = target.lastMonitoredBy;
  monitoring.previousOfTarget = last;
  if (last === undefined) target.firstMonitoredBy = monitoring;
  else last.nextOfTarget = monitoring;
  target.lastMonitoredBy = monitoring;
  monitoring.attached = true;
}

export function detach(target: ProcessControl, monitoring: Monitoring): void {
  const { previousOfTarget: previous, nextOfTarget: next } = monitoring;
  if (previous === undefined) target.firstMonitoredBy = next;
  else previous.nextOfTarget = next;
  if (next === undefined) target.lastMonitoredBy = previous;
  else next.previousOfTarget = previous;
  monitoring.previousOfTarget = monitoring.nextOfTarget = undefined;
  monitoring.attached = false;
}

/** The watcher notes a new monitor of its own. */
export function addToWatcher(watcher: ProcessControl, monitoring: Monitoring): void {
  const newest = watcher.monitors;
  monitoring.nextOfWatcher = newest;
  if (newest !== undefined) newest.previousOfWatcher = monitoring;
  watcher.monitors = monitoring;
}

/** Takes a monitor off the list of those that its watcher has. */
export function removeFromWatcher(watcher: ProcessControl, monitoring: Monitoring): void {
  const { previousOfWatcher: previous, nextOfWatcher: next } = monitoring;
  if (previous === undefined) watcher.monitors = next;
  else previous.nextOfWatcher = next;
  if (next !== undefined) next.previousOfWatcher = previous;
  monitoring.previousOfWatcher = monitoring.nextOfWatcher = undefined;
}

export function announceMonitor(state: RuntimeState, type: 'monitored' | 'demonitored', monitoring: Monitoring): void {
  state.sinks.monitors?.({ type, ref: monitoring.ref, watcher: monitoring.watcher?.pid, target: monitoring.target?.pid });
}

/** Tells whoever listens that a monitor has fired. */
export function announceDown(state: RuntimeState, { ref, watcher, target, reason }: Monitoring): void {
  state.sinks.monitors?.({ type: 'down', ref, watcher: watcher?.pid, target: target?.pid, reason });
}
