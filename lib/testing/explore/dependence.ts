import { takesPriority } from '../../runtime/priority-sources.js';
import { controlOf, type ProcessControl } from '../../runtime/process-control.js';
import { callTag } from '../../runtime/server-protocol.js';
import { ExitSignal, LinkSignal, Monitoring, PriorityMessage, UnlinkSignal } from '../../runtime/signals.js';
import { messagesOf } from '../messages-of.js';
import { courseOf, flagOf, type Footprint, lifeOf, linksOf, mailboxOf, monitorsOf, watchersOf } from './footprint.js';
import type { Runner } from './threads.js';

/*
 * What a step concerns, beyond what is seen while it runs. Too much here means more schedules than need be, too little means that some are missed.
 */

/** What the arrival of a message or signal concerns. */
export function noteArrival({ id, control }: Runner, item: unknown, footprint: Footprint): void {
  if (item instanceof ExitSignal) {
    footprint.read(flagOf(id));
    footprint.write(linksOf(id));
    const kills = item.reason === 'kill' && !item.alongLink;
    const leavesNothing = item.reason === 'normal' && item.alongLink && !control.trapExit;
    // What comes behind a signal that ends it might have been handled before.
    if (!leavesNothing) footprint.write(mailboxOf(id));
    if (!leavesNothing && (kills || !control.trapExit)) footprint.write(courseOf(id));
  } else if (item instanceof LinkSignal || item instanceof UnlinkSignal) {
    if (isAnswered(item)) footprint.read(lifeOf(id));
    footprint.write(linksOf(id));
  } else if (item instanceof Monitoring) {
    if (isAnswered(item)) {
      footprint.read(lifeOf(id));
      footprint.read(watchersOf(id));
    } else {
      footprint.write(monitorsOf(id));
      footprint.write(mailboxOf(id));
    }
  } else {
    footprint.write(mailboxOf(id));
  }
  if (goesFirst(control, item)) footprint.write(courseOf(id));
}

/** Whether what it leaves goes before messages that are there. */
function goesFirst(control: ProcessControl, item: unknown): boolean {
  if (item instanceof ExitSignal) return item.alongLink ? takesPriority(control, controlOf(item.from)) : item.priority;
  return item instanceof PriorityMessage || (item instanceof Monitoring && takesPriority(control, item));
}

/** Whether a dead process answers it; anything else that comes to one is lost, whether it came before the end or after it. */
export function isAnswered(item: unknown): boolean {
  return item instanceof LinkSignal || (item instanceof Monitoring && !item.fired);
}

/** Whether it is the request of a call. */
export function isCall(item: unknown): boolean {
  return Array.isArray(item) && item[0] === callTag;
}

/**
 * What a slice concerns: the course of its process, and the end of the mailbox where something else happens when nothing is there.
 *
 * @param timeRaces whether a timeout that only begins may pass while processes can run.
 */
export function noteSlice({ id, control }: Runner, footprint: Footprint, timeRaces: boolean): void {
  footprint.write(courseOf(id));
  const { wakeTimer, module, extras, receiving } = control;
  const timeouts = [module?.after?.ms, extras?.idleMs, receiving?.timeoutMs];
  if (wakeTimer?.expired === true || timeouts.some((ms) => matters(ms, timeRaces))) footprint.write(mailboxOf(id));
}

/** Whether it matters that a timeout begins. */
export function matters(timeoutMs: number | undefined, timeRaces: boolean): boolean {
  return timeoutMs === 0 || (timeRaces && timeoutMs !== undefined && timeoutMs !== Infinity);
}

/** The steps in which that had arrived which the last slice has taken. */
export function takeConsumed(runner: Runner): number[] {
  const { control } = runner;
  if (runner.arrivals.length === 0) return [];
  if (!control.alive) {
    runner.arrivals = [];
    return [];
  }
  const left = messagesOf(control);
  const consumed: number[] = [];
  const kept = [];
  // Of equal messages the oldest is the one that was taken.
  for (const arrival of runner.arrivals.toReversed()) {
    const place = left.lastIndexOf(arrival.message);
    if (place === -1) consumed.push(arrival.step);
    else {
      left.splice(place, 1);
      kept.push(arrival);
    }
  }
  runner.arrivals = kept.reverse();
  return consumed;
}
