import { BeamworkError } from '../kernel/beamwork-error.js';
import { Pid } from '../kernel/pid.js';
import { Reference } from '../kernel/reference.js';
import { current } from './current.js';
import { controlOf, type ProcessControl } from './process-control.js';
import { deliver } from './router.js';
import type { RuntimeState } from './runtime-state.js';
import { Alarm } from './timer-driver.js';

/** A message that is sent when its time has come. */
export class MessageTimer extends Alarm {
  /** The other timers for the same process. */
  previousOfTarget: MessageTimer | undefined = undefined;
  nextOfTarget: MessageTimer | undefined = undefined;

  constructor(
    readonly state: RuntimeState,
    readonly ref: Reference,
    readonly destination: Pid | string,
    /** Already the receiver's own copy. */
    readonly message: unknown,
    /** Whether it is delivered as `['timeout', ref, message]`. */
    readonly wraps: boolean,
  ) {
    super();
  }

  override drop(): void {
    Reference.setUse(this.ref, undefined);
  }

  /** A name is looked up only now; nobody there means that the message is dropped. */
  override fire(): void {
    const { state, destination, ref } = this;
    const target = typeof destination === 'string' ? state.names.get(destination) : controlOf(destination);
    if (typeof destination !== 'string') forget(this, controlOf(destination));
    Reference.setUse(ref, undefined);
    state.sinks.timers?.({ type: 'fired', ref, destination });
    if (target?.alive === true) deliver(target, this.wraps ? ['timeout', ref, this.message] : this.message);
  }
}

/** Starts a timer that sends `message`, already copied; bare, or as `['timeout', ref, message]`. */
export function startTimer(
  state: RuntimeState,
  owner: ProcessControl | undefined,
  destination: Pid | string,
  delayMs: number,
  message: unknown,
  wraps: boolean,
): Reference {
  if (state.stopped) {
    throw new BeamworkError({ code: 'BEAMWORK_RUNTIME_STOPPED', problem: 'cannot start a timer: this runtime has been stopped', remedy: 'start a new one with Runtime.start()' });
  }
  const ref = state.newReference(owner);
  const target = typeof destination === 'string' ? undefined : controlOf(destination);
  if (target?.alive === false) return ref;
  const timer = new MessageTimer(state, ref, destination, message, wraps);
  Reference.setUse(ref, timer);
  if (target !== undefined) remember(timer, target);
  state.timers.start(timer, delayMs);
  state.sinks.timers?.({ type: 'started', ref, destination });
  return ref;
}

/** Milliseconds that were left, or false when the timer has fired, was cancelled, or never was one. */
export function cancelTimer(ref: Reference): number | false {
  current?.state.sinks.asked?.(partOf(ref));
  const timer = runningTimer(ref);
  if (timer === undefined) return false;
  const left = Math.ceil(timer.state.timers.leftMs(timer));
  stop(timer);
  if (typeof timer.destination !== 'string') forget(timer, controlOf(timer.destination));
  return left;
}

/** Milliseconds that are left, or false. */
export function readTimer(ref: Reference): number | false {
  current?.state.sinks.asked?.(partOf(ref));
  const timer = runningTimer(ref);
  return timer === undefined ? false : Math.ceil(timer.state.timers.leftMs(timer));
}

/** Timers aimed at a pid end with its process. */
export function dropTimers(newest: MessageTimer): void {
  for (let timer: MessageTimer | undefined = newest; timer !== undefined; timer = timer.nextOfTarget) stop(timer);
}

function remember(timer: MessageTimer, target: ProcessControl): void {
  const { extra } = target;
  timer.nextOfTarget = extra.timers;
  if (extra.timers !== undefined) extra.timers.previousOfTarget = timer;
  extra.timers = timer;
}

function forget(timer: MessageTimer, target: ProcessControl): void {
  const { previousOfTarget: previous, nextOfTarget: next } = timer;
  if (previous === undefined) target.extra.timers = next;
  else previous.nextOfTarget = next;
  if (next !== undefined) next.previousOfTarget = previous;
  timer.previousOfTarget = timer.nextOfTarget = undefined;
}

function stop(timer: MessageTimer): void {
  timer.state.sinks.asked?.(partOf(timer.ref));
  timer.state.timers.stop(timer);
  Reference.setUse(timer.ref, undefined);
  timer.state.sinks.timers?.({ type: 'cancelled', ref: timer.ref, destination: timer.destination });
}

/** What stands for a timer, where somebody wants to know who looks at what. */
function partOf(ref: Reference): string {
  return `timer ${String(ref)}`;
}

function runningTimer(ref: Reference): MessageTimer | undefined {
  const use = Reference.useOf(ref);
  return use instanceof MessageTimer ? use : undefined;
}
