import { BeamworkError } from '../kernel/beamwork-error.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { awaitsPromise } from './awaits-promise.js';
import { showProcess } from './show-process.js';

/** What a test waits for has not come. @param waiting who is alive. @param limitMs how much virtual time there was, where there was a limit. */
export function neverSo(waiting: readonly ProcessControl[], limitMs?: number): BeamworkError {
  const foreign = waiting.filter(awaitsPromise);
  const who = waiting.length === 0 ? 'nobody is alive' : `${waiting.length} wait: ${waiting.slice(0, 5).map(showProcess).join(', ')}${waiting.length > 5 ? ', …' : ''}`;
  return new BeamworkError({
    code: 'BEAMWORK_NEVER_SO',
    problem:
      `nobody can run any more${limitMs === undefined ? '' : `, or ${limitMs.toLocaleString('en')} ms have passed`}, and what the test waits for has not come; ${who}` +
      (foreign.length > 0 ? `; something foreign: ${foreign.map(showProcess).join(', ')}` : ''),
    remedy: 'look at what each of them waits for; give runUntil more time where a later timer would do it',
  });
}
