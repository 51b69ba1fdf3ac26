import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Entry } from '../kernel/dispatch-table.js';
import type { NextStep } from '../kernel/outcome.js';
import { Outcome } from '../kernel/outcome.js';
import { showTerm } from '../kernel/show-term.js';
import { answer, callIsElsewhere } from './calls.js';
import { checkTimeout } from './clauses.js';
import { noHandler, type ClassModule, type Handler } from './class-module.js';
import type { ProcessControl } from './process-control.js';
import { callTag } from './server-protocol.js';
import { startWakeTimer, stopWakeTimer } from './wake-timer.js';

/** The handler of a request, an element of the protocol message in hand. @throws BeamworkError `BEAMWORK_UNMATCHED`. */
export function handlerFor(control: ProcessControl, { className, calls, casts }: ClassModule, kind: 'call' | 'cast', request: unknown): Entry<Handler> {
  const entry = (kind === 'call' ? calls : casts).find(request);
  if (entry !== undefined) return entry;
  control.handler = noHandler;
  const decorator = kind === 'call' ? '@Call' : '@Cast';
  throw new BeamworkError({
    code: 'BEAMWORK_UNMATCHED',
    problem: `${className} has no ${decorator} handler for ${showTerm(request)}`,
    remedy: `add a method with a ${decorator} pattern for it`,
  });
}

/** The `@Continue` handler of an argument. @throws BeamworkError `BEAMWORK_UNMATCHED`. */
export function continuationFor(control: ProcessControl, { className, continues }: ClassModule, argument: unknown): Entry<Handler> {
  const entry = continues.find(argument);
  if (entry !== undefined) return entry;
  control.handler = noHandler;
  throw new BeamworkError({
    code: 'BEAMWORK_UNMATCHED',
    problem: `${className} has no @Continue handler for ${showTerm(argument)}`,
    remedy: 'add a method with a @Continue pattern for it',
  });
}

/**
 * Answers the call in hand, if it is one, with what its handler came to.
 *
 * @returns what the process does next, where the handler said so.
 */
export function answerInHand(control: ProcessControl, value: unknown): NextStep | undefined {
  const { inHand } = control;
  const outcome = value instanceof Outcome ? value : undefined;
  if (Array.isArray(inHand) && inHand[0] === callTag && inHand.length === 3) {
    if (outcome === undefined || outcome.hasReply) answer(inHand[1], outcome === undefined ? value : outcome.reply);
    else callIsElsewhere(inHand[1]);
  }
  return outcome?.next;
}

/** From now on, silence is answered with the message `'timeout'`. @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`. */
export function startIdling(control: ProcessControl, ms: number): void {
  checkTimeout(ms, 'idleAfter', true);
  if (ms === Infinity) return;
  control.extra.idleMs = ms;
  startWakeTimer(control, ms);
  // Due at once: the timer is there for the message that calls it off, and runs no further.
  if (ms === 0) stopWakeTimer(control);
}
