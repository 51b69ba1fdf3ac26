import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { readOptions } from '../runtime/check-arguments.js';
import { checkTimeout } from '../runtime/clauses.js';

/** What `Task.asyncStream` may be told. */
export interface StreamOptions {
  /** How many tasks run at a time, 1 or more. Default: 8. */
  readonly maxConcurrency?: number;
  /** Whether results come in the order of the items, and not as they are ready. Default: `true`. */
  readonly ordered?: boolean;
  /** How long each task may take, in milliseconds. Default: 5,000; `Infinity` for ever. */
  readonly timeoutMs?: number;
  /** What happens when one takes longer: the caller fails, or the task is killed and its result is `['exit', 'timeout']`. Default: `'exit'`. */
  readonly onTimeout?: 'exit' | 'kill_task';
}

/** Options with defaults, checked. */
export interface StreamSettings {
  readonly maxConcurrency: number;
  readonly ordered: boolean;
  readonly timeoutMs: number;
  readonly killsLate: boolean;
}

/** @throws BeamworkError `BEAMWORK_BAD_OPTION`, `BEAMWORK_BAD_TIMEOUT`. */
export function readStreamOptions(given: unknown, verb: string): StreamSettings {
  const { maxConcurrency = 8, ordered = true, timeoutMs = 5_000, onTimeout = 'exit' } = readOptions(given, ['maxConcurrency', 'ordered', 'timeoutMs', 'onTimeout'], verb);
  checkTimeout(timeoutMs, verb, true);
  if (typeof maxConcurrency !== 'number' || !(maxConcurrency >= 1)) throw badValue(verb, `maxConcurrency: ${showTerm(maxConcurrency)}`, 'give a number that is 1 or more');
  if (typeof ordered !== 'boolean') throw badValue(verb, `ordered: ${showTerm(ordered)}`, 'give true or false');
  if (onTimeout !== 'exit' && onTimeout !== 'kill_task') throw badValue(verb, `onTimeout: ${showTerm(onTimeout)}`, "choose 'exit' or 'kill_task'");
  return { maxConcurrency, ordered, timeoutMs, killsLate: onTimeout === 'kill_task' };
}

function badValue(verb: string, what: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${what}`, remedy });
}
