import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import { Signal } from '../kernel/mailbox.js';
import { showTerm } from '../kernel/show-term.js';
import { logCrash, logWarning } from './crash-report.js';
import { announceDown, detach, endMonitor, removeFromWatcher } from './monitor-lists.js';
import { releaseName } from './names.js';
import { busy, type ProcessControl } from './process-control.js';
import { bounce, deliverSignal } from './router.js';
import { ExitSignal, type Monitoring } from './signals.js';
import { dropTimers } from './timers.js';
import { dropWakeTimer } from './wake-timer.js';

/**
 * The way of an end, in three phases: **release** (names, timers), **signal** (links, then monitors), **announce** (listeners, observables).
 *
 * Nothing of the process runs any more. Others hear of it only through signals in their mailboxes, so a chain of deaths is a chain of
 * slices, however long, and never a deep stack.
 *
 * @param value what the body returned, for a listener.
 */
export function endProcess(control: ProcessControl, reason: unknown, value?: unknown): void {
  if (!control.alive) return;
  control.alive = false;
  release(control);
  signal(control, reason);
  announce(control, reason, value);
}

function release(control: ProcessControl): void {
  const { extras, state } = control;
  dropWakeTimer(control);
  if (extras !== undefined) {
    if (extras.name !== undefined) releaseName(control, extras.name);
    if (extras.timers !== undefined) dropTimers(extras.timers);
    extras.dictionary = undefined;
  }
  state.table.remove(control);
  control.activity = busy;
  control.generator = undefined;
  control.settled = undefined;
  control.instance = undefined;
  control.receiving = undefined;
  control.args = undefined;
  control.body = undefined;
  control.starter = undefined;
}

function signal(control: ProcessControl, reason: unknown): void {
  const { links, state } = control;
  if (links !== undefined) {
    control.links = undefined;
    links.forEach((other) => deliverSignal(other, new ExitSignal(control.pid, copyReason(reason), true)));
  }
  const told: Monitoring[] | undefined = state.sinks.monitors === undefined ? undefined : [];
  for (let next = control.firstMonitoredBy; next !== undefined; ) {
    const monitoring: Monitoring = next;
    next = monitoring.nextOfTarget;
    if (monitoring.watcher === undefined) continue;
    detach(control, monitoring);
    monitoring.fired = true;
    monitoring.reason = copyReason(reason);
    told?.push(monitoring);
    deliverSignal(monitoring.watcher, monitoring);
  }
  for (const monitoring of told ?? []) announceDown(state, monitoring);
  for (let own = control.monitors; own !== undefined; own = control.monitors) {
    if (own.attached) endMonitor(own);
    else {
      own.active = false;
      removeFromWatcher(control, own);
    }
  }
  if (control.signalCount > 0) bounceAll(control);
  control.discard();
}

/** What was still in transit is answered as a dead process answers. */
function bounceAll(control: ProcessControl): void {
  const { items, firstSignal, tail } = control;
  for (let index = firstSignal; index < tail; index++) {
    const item = items?.[index];
    if (item instanceof Signal) bounce(control, item);
  }
}

function announce(control: ProcessControl, reason: unknown, value: unknown): void {
  // What a listener does may end other monitors of this process: so the list is asked anew each time.
  for (let monitoring = control.firstMonitoredBy; monitoring !== undefined; monitoring = control.firstMonitoredBy) {
    detach(control, monitoring);
    monitoring.active = false;
    monitoring.reason = reason;
    announceDown(control.state, monitoring);
    tell(control, monitoring, copyReason(reason), value);
  }
  const { state, pid, extras } = control;
  state.sinks.lifecycle?.({ type: 'exited', pid, reason });
  // Whoever keeps the pid keeps this record; nothing else should hang on it.
  control.extras = control.inHand = undefined;
  if (extras?.crash === undefined) return;
  logCrash(state, extras.crash);
  state.sinks.lifecycle?.({ type: 'crashed', pid, reason, report: extras.crash });
}

/** A listener belongs to code outside; what it throws is not the matter of whoever ended. */
function tell(control: ProcessControl, { ref, listener }: Monitoring, reason: unknown, value: unknown): void {
  try {
    listener?.(ref, reason, value);
  } catch (error) {
    logWarning(control.state, `who listened for the end of ${control.pid} threw: ${showTerm(error)}`);
  }
}

/** Each who hears a reason gets its own copy; one that cannot be copied, such as an error that holds a socket, travels as its text. */
export function copyReason(reason: unknown): unknown {
  if (typeof reason !== 'object' || reason === null) return reason;
  try {
    return copyTerm(reason);
  } catch (failure) {
    if (!(failure instanceof BeamworkError)) throw failure;
    return textOf(reason);
  }
}

function textOf(reason: object): Error {
  const bare = new Error('an exit reason that cannot be copied');
  try {
    if (!(reason instanceof Error)) return bare;
    bare.message = String(reason.message);
    bare.name = String(reason.name);
    bare.stack = String(reason.stack);
  } catch {
    // The reason's own getters throw: the text above must do.
  }
  return bare;
}
