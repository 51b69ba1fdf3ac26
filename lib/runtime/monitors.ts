import type { Pid } from '../kernel/pid.js';
import { Reference } from '../kernel/reference.js';
import { addToWatcher, announceDown, announceMonitor, attach, endMonitor } from './monitor-lists.js';
import { askForPriority } from './priority-sources.js';
import { controlOf, type ProcessControl } from './process-control.js';
import { deliverSignal } from './router.js';
import type { RuntimeState } from './runtime-state.js';
import { Monitoring, type AliasMode, type Listener } from './signals.js';
import { nodeName } from './names.js';

/** What a monitor may be made with. */
export interface MonitorSettings {
  readonly tag: unknown;
  readonly aliasMode: AliasMode | undefined;
  readonly priority: boolean;
}

/** A monitor without options. */
export const plainMonitor: MonitorSettings = { tag: 'DOWN', aliasMode: undefined, priority: false };

/** Starts a monitor of a pid or a name for a process; one of itself would never be heard, and is none. */
export function monitor(watcher: ProcessControl, target: Pid | string, settings: MonitorSettings): Reference {
  const { state } = watcher;
  const ref = state.newReference(watcher);
  if (!watcher.alive) return ref;
  const control = typeof target === 'string' ? state.names.get(target) : controlOf(target);
  if (control === watcher) return ref;
  const object = typeof target === 'string' ? [target, nodeName] : target;
  const monitoring = new Monitoring(ref, watcher, control, object, settings.tag, settings.aliasMode, undefined);
  Reference.setUse(ref, monitoring);
  addToWatcher(watcher, monitoring);
  if (settings.priority) askForPriority(watcher, monitoring);
  begin(monitoring, state, watcher);
  return ref;
}

/**
 * Starts the monitor of a living process that notes it at once, and not when it receives its next signals: that of a newborn, and that of a call.
 *
 * Should a callee end before it has seen the request, the call fails with its reason; on the BEAM either may happen, `noproc` or the reason.
 *
 * @param ref a new reference of the watcher's.
 * @param aliasMode until when the reference is an address, too; `undefined` for never.
 */
export function monitorAtOnce(ref: Reference, watcher: ProcessControl, target: ProcessControl, aliasMode: AliasMode | undefined): void {
  const monitoring = new Monitoring(ref, watcher, target, target.pid, 'DOWN', aliasMode, undefined);
  Reference.setUse(ref, monitoring);
  // The target first: should the birth of a newborn come to nothing, it tells who watches it.
  attach(target, monitoring);
  addToWatcher(watcher, monitoring);
  announceMonitor(watcher.state, 'monitored', monitoring);
}

/** Watches a process for somebody outside of all processes; `listener` hears of the end after all processes have been told. */
export function listen(state: RuntimeState, target: ProcessControl, listener: Listener): Monitoring {
  const ref = state.newReference(undefined);
  const monitoring = new Monitoring(ref, undefined, target, target.pid, 'DOWN', undefined, listener);
  Reference.setUse(ref, monitoring);
  if (target.alive) {
    attach(target, monitoring);
    announceMonitor(state, 'monitored', monitoring);
  } else {
    monitoring.active = false;
    listener(ref, 'noproc', undefined);
  }
  return monitoring;
}

function begin(monitoring: Monitoring, state: RuntimeState, watcher: ProcessControl): void {
  announceMonitor(state, 'monitored', monitoring);
  if (monitoring.target === undefined) {
    monitoring.fired = true;
    monitoring.reason = 'noproc';
    announceDown(state, monitoring);
    deliverSignal(watcher, monitoring);
  } else {
    deliverSignal(monitoring.target, monitoring);
  }
}

/** What a demonitor may be told. */
export interface DemonitorSettings {
  readonly flush: boolean;
  readonly info: boolean;
}

/**
 * Calls off a monitor of `watcher`, and takes its DOWN message out of the mailbox when `flush` says so.
 *
 * @returns `true`, or with `info` whether the monitor was still active.
 */
export function demonitor(watcher: ProcessControl, ref: Reference, { flush, info }: DemonitorSettings): boolean {
  watcher.state.sinks.asked?.(watcher, 'monitors');
  const monitoring = monitoringOf(watcher, ref);
  if (monitoring === undefined) return !info;
  const wasActive = monitoring.active;
  endMonitor(monitoring);
  if (!wasActive && flush) removeDown(watcher, ref);
  return info ? wasActive : true;
}

function removeDown(watcher: ProcessControl, ref: Reference): void {
  const { items } = watcher;
  for (let index = watcher.head; index < watcher.tail; index++) {
    const message = items?.[index];
    if (!Array.isArray(message) || message.length !== 5 || message[1] !== ref) continue;
    watcher.dropAt(index);
    return;
  }
}

/** The process that made the monitor `ref`. */
export function watcherOf(ref: Reference): ProcessControl | undefined {
  const use = Reference.useOf(ref);
  return use instanceof Monitoring ? use.watcher : undefined;
}

/** The monitor that `ref` names, if `watcher` made it. */
function monitoringOf(watcher: ProcessControl, ref: Reference): Monitoring | undefined {
  const use = Reference.useOf(ref);
  return use instanceof Monitoring && use.watcher === watcher ? use : undefined;
}
