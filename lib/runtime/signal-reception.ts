import { Signal } from '../kernel/mailbox.js';
import type { Pid } from '../kernel/pid.js';
import { current } from './current.js';
import { endProcess } from './exit.js';
import { addHalf, removeHalf } from './links.js';
import { attach, removeFromWatcher } from './monitor-lists.js';
import { forgoPriority, takesPriority } from './priority-sources.js';
import { controlOf, type ProcessControl } from './process-control.js';
import { stopTag } from './server-protocol.js';
import { ExitSignal, LinkSignal, Monitoring, PriorityMessage, UnlinkSignal } from './signals.js';

/** A signal that was received and leaves no message. */
const consumed = Symbol('consumed');
/** A signal that ended its receiver. */
const fatal = Symbol('fatal');

/**
 * Receives all that is in transit to a process: messages stay where they are, every other signal acts, in order, and may leave a message
 * in its place.
 *
 * @returns `false` when a signal has ended the process.
 */
export function receiveSignals(control: ProcessControl): boolean {
  const { items } = control;
  if (items === undefined || control === underway) return control.alive;
  const outer = underway;
  underway = control;
  try {
    return receiveAll(control, items);
  } finally {
    underway = outer;
  }
}

/** The process whose signals are being received: a subscriber that hears of one may ask about it, and must not start again. */
let underway: ProcessControl | undefined;

function receiveAll(control: ProcessControl, items: unknown[]): boolean {
  let kept = control.firstSignal;
  let priority: unknown[] | undefined;
  // A subscriber that hears of a signal may send more: the tail is read anew.
  for (let index = kept; index < control.tail; index++) {
    let message = items[index];
    if (message instanceof Signal) {
      message = receive(control, message, index + 1);
      if (message === consumed) continue;
      if (message === fatal) return false;
      if (message instanceof PriorityMessage) {
        (priority ??= []).push(message.message);
        continue;
      }
    }
    items[kept++] = message;
  }
  control.signalCount = 0;
  if (kept < control.tail) {
    // What came after a signal that left no message has moved.
    if (control.scan > control.firstSignal) control.scan = control.firstSignal;
    control.truncate(kept);
  }
  if (priority !== undefined) control.insertPriority(priority);
  return true;
}

/** Has processes that are not running receive what is in transit to them: a question from outside comes after all that was sent. */
export function settleSignals(...controls: readonly ProcessControl[]): void {
  for (const control of controls) if (control.alive && control.signalCount > 0 && control !== current) receiveSignals(control);
}

function receive(control: ProcessControl, signal: Signal, next: number): unknown {
  if (signal instanceof ExitSignal) return receiveExit(control, signal, next);
  if (signal instanceof Monitoring) return receiveMonitoring(control, signal);
  if (signal instanceof LinkSignal) addHalf(control, signal.from);
  else if (signal instanceof UnlinkSignal) removeHalf(control, signal.from);
  else if (signal instanceof PriorityMessage) return signal;
  return consumed;
}

/**
 * What an exit signal does to its receiver: the table of the manual, in its order.
 *
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#receiving-exit-signals
 */
function receiveExit(control: ProcessControl, signal: ExitSignal, next: number): unknown {
  const { from, reason, alongLink } = signal;
  const priority = alongLink ? takesPriority(control, controlOf(from)) : signal.priority;
  if (alongLink && !removeHalf(control, controlOf(from))) return consumed;
  if (alongLink) control.state.sinks.links?.({ type: 'exit', from, to: control.pid, reason });
  if (!alongLink && reason === 'kill') return die(control, 'killed', next);
  if (control.trapExit) {
    const message = from === control.parent && control.endsWithParent ? [stopTag, reason] : ['EXIT', from, reason];
    return priority ? new PriorityMessage(message) : message;
  }
  if (reason === 'normal' && !isOwn(control, from)) return consumed;
  return die(control, reason, next);
}

function isOwn(control: ProcessControl, from: Pid): boolean {
  return from === control.pid;
}

function die(control: ProcessControl, reason: unknown, next: number): typeof fatal {
  control.firstSignal = next;
  endProcess(control, reason);
  return fatal;
}

/** A monitor arrives twice: at its target, which notes it, and at its watcher, which gets its message. */
function receiveMonitoring(control: ProcessControl, monitoring: Monitoring): unknown {
  if (!monitoring.active) return consumed;
  if (!monitoring.fired) {
    attach(control, monitoring);
    return consumed;
  }
  const { ref, tag, object, reason, aliasMode } = monitoring;
  monitoring.active = false;
  removeFromWatcher(control, monitoring);
  if (aliasMode !== 'explicit_unalias') monitoring.aliasActive = false;
  const message = [tag, ref, 'process', object, reason];
  return forgoPriority(control, monitoring) ? new PriorityMessage(message) : message;
}
