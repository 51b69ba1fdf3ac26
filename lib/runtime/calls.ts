import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { matchPattern } from '../kernel/match-pattern.js';
import { newExit } from '../kernel/process-exit.js';
import { isReference, Reference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';
import { Address } from './address.js';
import { demonitor, monitorAtOnce } from './monitors.js';
import { nodeName } from './names.js';
import { controlOf, type ProcessControl } from './process-control.js';
import { deliver, deliverThrough } from './router.js';
import type { RuntimeState } from './runtime-state.js';
import { callTag, stopTag } from './server-protocol.js';
import { Monitoring } from './signals.js';

/** Why whoever was asked refuses a request; it comes as the reason of an end would come. */
export class Refused {
  constructor(readonly reason: unknown) {}
}

/**
 * A request that somebody waits for: which answer it is, and how long to wait.
 *
 * It stands in for the `after` clause of the receive that waits, so that a call costs one object less.
 */
export class PendingCall {
  /** Carries the type of the timeout's result, as an `AfterClause` does; never set. */
  declare readonly result?: never;
  readonly caller: ProcessControl;
  readonly callee: ProcessControl;
  readonly ref: Reference;
  /** How long to wait, in milliseconds. */
  readonly ms: number;
  /** What was tried, as it stands in the exit reason of a failure. */
  readonly what: readonly unknown[];

  constructor(caller: ProcessControl, callee: ProcessControl, ms: number, what: readonly unknown[]) {
    this.caller = caller;
    this.callee = callee;
    this.ms = ms;
    this.what = what;
    this.ref = caller.state.newReference(caller);
    monitorAtOnce(this.ref, caller, callee, 'reply_demonitor');
  }

  /** Whether the callee, and nobody else, can still answer. */
  get rests(): boolean {
    const { caller, ref } = this;
    const use = Reference.useOf(ref);
    return use instanceof Monitoring && use.active && !use.fired && caller.state.sinks.detour?.has(ref) !== true;
  }

  /** Nobody has answered in time. */
  handler(): never {
    this.abandon();
    throw newExit(['timeout', this.what]);
  }

  /** Nobody waits any more: an answer that still comes goes nowhere, one that has come is taken out of the mailbox. */
  abandon(): void {
    const { caller, ref } = this;
    demonitor(caller, ref, { flush: true, info: false });
    for (let index = caller.head; index < caller.tail; index++) {
      const message = caller.items?.[index];
      if (!Array.isArray(message) || message.length !== 2 || message[0] !== ref) continue;
      caller.dropAt(index);
      return;
    }
  }

  /** The callee has ended before it answered, or refuses to. */
  ended(reason: unknown): unknown {
    throw newExit(reason instanceof Refused ? reason.reason : [reason, this.what]);
  }
}

/** A request to end: the end is the answer, if it is the one that was asked for. */
class PendingStop extends PendingCall {
  #reason: unknown;

  constructor(caller: ProcessControl, callee: ProcessControl, ms: number, what: readonly unknown[], reason: unknown) {
    super(caller, callee, ms, what);
    this.#reason = reason;
  }

  override ended(reason: unknown): unknown {
    return matchPattern(this.#reason, reason) ? undefined : super.ended(reason);
  }
}

/** The callee of a call or a stop. @throws ProcessExit `['noproc', …]` when nobody is there. */
export function calleeOf(found: ProcessControl | undefined, what: readonly unknown[]): ProcessControl {
  if (found?.alive !== true) throw newExit(['noproc', what]);
  return found;
}

/**
 * Sends a request that the receive to come waits for.
 *
 * @throws ProcessExit at once, for a call to oneself, and for one that would close a circle of waiting calls; BeamworkError
 * `BEAMWORK_UNCOPYABLE`.
 */
export function sendCall(caller: ProcessControl, callee: ProcessControl, request: unknown, ms: number, what: readonly unknown[]): PendingCall {
  if (callee === caller) throw newExit(['calling_self', what]);
  refuseCircle(caller, callee);
  const copy = copyTerm(request, 'copy the request');
  // A getter in the request may have ended the callee.
  calleeOf(callee, what);
  const call = new PendingCall(caller, callee, ms, what);
  // Who listens to monitors may have ended it, too.
  if (callee.alive) deliver(callee, [callTag, [caller.pid, call.ref], copy]);
  return call;
}

/** Asks a class process to end, by way of `terminate`. */
export function sendStop(caller: ProcessControl, callee: ProcessControl, reason: unknown, ms: number, what: readonly unknown[]): PendingCall {
  if (callee === caller) throw newExit(['calling_self', what]);
  if (callee.module === undefined) {
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_DESTINATION',
      problem: `stop was given ${callee.pid}, which runs a function and no class`,
      remedy: 'send it a message that its body understands, or end it with Process.exit(pid, reason)',
    });
  }
  const copy = copyTerm(reason, 'copy the exit reason');
  // As above.
  calleeOf(callee, what);
  const call = new PendingStop(caller, callee, ms, what, copy);
  if (callee.alive) deliver(callee, [stopTag, copy]);
  return call;
}

/** Who waits for whom is a chain; where it leads back to the caller, nobody in it can ever answer. */
function refuseCircle(caller: ProcessControl, callee: ProcessControl): void {
  let next: ProcessControl | undefined = callee.receiving?.awaitedCallee;
  if (next === undefined) return;
  const { sinks } = caller.state;
  sinks.asked?.(callee, 'calls');
  const path: Pid[] = [caller.pid, callee.pid];
  for (; next !== undefined; next = next.receiving?.awaitedCallee) {
    sinks.asked?.(next, 'calls');
    path.push(next.pid);
    if (next === caller) throw newExit(['deadlock', path]);
  }
}

/** Sends an answer; to a call that has been answered, or given up, it goes nowhere. */
export function answer(from: unknown, value: unknown): void {
  if (!isFrom(from)) {
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_DESTINATION',
      problem: `cannot reply to ${showTerm(from)}`,
      remedy: 'give what the @Call handler got as its second parameter',
    });
  }
  const [, ref] = from;
  deliverThrough(ref, [ref, copyTerm(value, 'copy the reply')]);
}

/** The handler leaves the answer to somebody else: the caller does not wait for the callee alone. */
export function callIsElsewhere(from: unknown): void {
  if (!isFrom(from)) return;
  const caller = controlOf(from[0]);
  const { receiving } = caller;
  if (receiving?.pendingCall?.ref !== from[1]) return;
  caller.state.sinks.asked?.(caller, 'calls');
  receiving.leftOpen = true;
}

function isFrom(from: unknown): from is readonly [Pid, Reference] {
  return Array.isArray(from) && from.length === 2 && isPid(from[0]) && isReference(from[1]);
}

/** Who goes by a destination, alive or dead. @throws BeamworkError `BEAMWORK_BAD_DESTINATION`. */
export function findServer(state: RuntimeState, destination: unknown, verb: string): ProcessControl | undefined {
  if (isPid(destination)) return controlOf(destination);
  if (typeof destination === 'string') return state.names.get(destination);
  if (destination instanceof Address) {
    const pid = destination.whereis();
    return pid === undefined ? undefined : controlOf(pid);
  }
  if (Array.isArray(destination) && destination.length === 2 && typeof destination[0] === 'string' && destination[1] === nodeName) return state.names.get(destination[0]);
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_DESTINATION',
    problem: `${verb} was given ${showTerm(destination)}`,
    remedy: 'give a pid, a registered name, or a via(…) address',
  });
}
