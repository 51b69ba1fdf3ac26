import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { readOptions } from '../runtime/check-arguments.js';
import { checkTimeout } from '../runtime/clauses.js';

/** What `Task.asyncStream` may be told. */
export interface StreamOptions {
  /** How many tasks run at a time: a whole number, 1 or more, or `Infinity`. Default: 8. */
  readonly maxConcurrency?: number;
  /** Whether results come in the order of the items, and not as they are ready. Default: `true`. */
  readonly ordered?: boolean;
  /** How long each task may take, in milliseconds; looked at while a result is waited for. Default: 5,000; `Infinity` for ever. */
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
  if (typeof maxConcurrency !== 'number' || !(Number.isInteger(maxConcurrency) || maxConcurrency === Infinity) || maxConcurrency < 1) throw badValue(verb, `maxConcurrency: ${showTerm(maxConcurrency)}`, 'give a whole number that is 1 or more, or Infinity');
  if (typeof ordered !== 'boolean') throw badValue(verb, `ordered: ${showTerm(ordered)}`, 'give true or false');
  if (onTimeout !== 'exit' && onTimeout !== 'kill_task') throw badValue(verb, `onTimeout: ${showTerm(onTimeout)}`, "choose 'exit' or 'kill_task'");
  return { maxConcurrency, ordered, timeoutMs, killsLate: onTimeout === 'kill_task' };
}

/** @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function checkItems(items: unknown, verb: string): void {
  if (items !== undefined && items !== null && typeof Reflect.get(Object(items), Symbol.iterator) === 'function') return;
  throw badValue(verb, `the items ${showTerm(items)}`, 'give an array or another iterable; collect the items of an async iterable first');
}

function badValue(verb: string, what: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${what}`, remedy });
}
