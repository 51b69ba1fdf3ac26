import { BeamworkError } from '../kernel/beamwork-error.js';
import { isThenable } from '../runtime/frames.js';

/** Whether a goal is reached. @throws BeamworkError `BEAMWORK_BAD_OPTION` when it gives a promise: that would count as true, whatever it is fulfilled with. */
export function isReached(goal: () => unknown): boolean {
  const answer = goal();
  if (typeof answer === 'object' && answer !== null && isThenable(answer)) throw badGoal('a function that gives a promise');
  return Boolean(answer);
}

/** The error for a goal that is none. */
export function badGoal(given: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `runUntil was given ${given}`, remedy: 'give a function that tells at once whether it is so, or a promise' });
}
