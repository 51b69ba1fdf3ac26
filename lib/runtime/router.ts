import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import type { Signal } from '../kernel/mailbox.js';
import { Pid } from '../kernel/pid.js';
import { isReference, type Reference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';
import { Address } from './address.js';
import { aliasOwner, aliasTarget, isPriorityAlias, ownerOf } from './aliases.js';
import { current, currentProcess, currentRuntime, hasContext } from './current.js';
import { announceDown } from './monitor-lists.js';
import { nodeName } from './names.js';
import { controlOf, scheduled, waiting, type ProcessControl } from './process-control.js';
import { ExitSignal, LinkSignal, Monitoring, PriorityMessage } from './signals.js';

/**
 * The way of a message: destination → copy → mailbox → run queue.
 *
 * The copy is made before anything else changes, so a message that cannot be copied leaves no trace.
 */
export function sendMessage(destination: unknown, message: unknown): void {
  checkSender();
  if (destination instanceof Pid) sendTo(controlOf(destination), message);
  else if (isReference(destination)) deliverThrough(destination, copyTerm(message));
  else sendTo(lookUp(destination), message);
}

/** The same way for a message that may go before others: its sender says so, and the alias must have been made for it. */
export function sendPriorityMessage(destination: unknown, message: unknown): void {
  if (!isReference(destination) || !isPriorityAlias(destination)) {
    sendMessage(destination, message);
    return;
  }
  checkSender();
  const signal = new PriorityMessage(copyTerm(message));
  if (isInTransit(destination, signal)) return;
  const target = aliasTarget(destination);
  if (target?.alive === true) deliverSignal(target, signal);
}

/** A process that has ended may do nothing more. */
function checkSender(): void {
  if (current === undefined ? hasContext : !current.alive) currentProcess();
}

function sendTo(target: ProcessControl | undefined, message: unknown): void {
  if (target?.alive === true) deliver(target, copyTerm(message));
}

/** Puts a message, already copied, into the mailbox of a living process. */
export function deliver(target: ProcessControl, message: unknown): void {
  target.append(message);
  if (target.activity === waiting) wake(target);
}

/** Sends a message, already copied, through an alias; it goes nowhere when that is off. */
export function deliverThrough(alias: Reference, message: unknown): void {
  if (isInTransit(alias, message)) return;
  const target = aliasTarget(alias);
  if (target?.alive === true) deliver(target, message);
}

/** Sends an exit signal through an alias; the alias stays as it is. */
export function exitThrough(alias: Reference, signal: ExitSignal): void {
  if (isInTransit(alias, signal)) return;
  const target = aliasOwner(alias);
  if (target?.alive === true) deliverSignal(target, signal);
}

/** Whether what is sent through an alias is in transit now, and the alias is asked when it arrives: only so in tests. */
function isInTransit(alias: Reference, item: unknown): boolean {
  return ownerOf(alias)?.state.sinks.detour?.takes(alias, item) === true;
}

/** Puts a signal in transit to a process; a dead one answers at once, as the table of the signals says. */
export function deliverSignal(target: ProcessControl, signal: Signal): void {
  if (!target.alive) {
    bounce(target, signal);
    return;
  }
  target.appendSignal(signal);
  if (target.activity !== scheduled) wake(target);
}

/** Where the stack of the sender is used up this may throw, and then it leaves nobody behind who counts as scheduled and stands in no queue. */
function wake(target: ProcessControl): void {
  const before = target.activity;
  target.activity = scheduled;
  try {
    target.state.scheduler.enqueue(target);
  } catch (failure) {
    target.activity = before;
    throw failure;
  }
}

/** What a dead process answers: `noproc` to who links or monitors, nothing to all else. */
export function bounce(target: ProcessControl, signal: Signal): void {
  if (signal instanceof LinkSignal) {
    deliverSignal(signal.from, new ExitSignal(target.pid, 'noproc', true));
  } else if (signal instanceof Monitoring && signal.active && !signal.fired) {
    signal.fired = true;
    signal.reason = 'noproc';
    announceDown(target.state, signal);
    if (signal.watcher !== undefined) deliverSignal(signal.watcher, signal);
  }
}

function lookUp(destination: unknown): ProcessControl | undefined {
  if (destination instanceof Address) {
    const pid = destination.whereis();
    if (pid === undefined) throw unregistered(String(destination));
    return controlOf(pid);
  }
  if (typeof destination === 'string') {
    const named = currentRuntime().names.get(destination);
    if (named === undefined) throw unregistered(destination);
    return named;
  }
  if (Array.isArray(destination) && destination.length === 2 && typeof destination[0] === 'string' && typeof destination[1] === 'string') {
    return destination[1] === nodeName ? currentRuntime().names.get(destination[0]) : undefined;
  }
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_DESTINATION',
    problem: `cannot send a message to ${showTerm(destination)}`,
    remedy: `give a pid, a registered name, an alias, or [name, '${nodeName}']`,
  });
}

function unregistered(name: string): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_NAME_NOT_REGISTERED',
    problem: `cannot send a message to ${showTerm(name)}: no process of this runtime has that name`,
    remedy:
      'register the name first, or look it up with Process.whereis(name); outside of processes send acts on the default runtime: for another write runtime.run(() => send(…))',
  });
}
