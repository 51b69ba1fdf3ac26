import { BeamworkError } from './beamwork-error.js';
import { isMatcher, isVariadic, protocolOf } from './pattern-matcher.js';
import { isPid } from './pid.js';
import { isReference } from './reference.js';
import { showTerm } from './show-term.js';

/**
 * Tells whether a pattern can be tried at all.
 *
 * What is inside `P.union`, `P.optional` and the other combinators cannot be seen from here; a mistake in there never matches.
 *
 * @param pattern anything.
 * @throws BeamworkError `BEAMWORK_BAD_PATTERN` for two rest elements in one array, a pattern that contains itself, a matcher
 *   without `match`, and a pattern that throws while it is read.
 *
 * ```ts run
 * checkPattern(['add', P.number]); // => undefined
 * ```
 */
export function checkPattern(pattern: unknown): void {
  try {
    check(pattern, []);
  } catch (error) {
    throw error instanceof BeamworkError ? error : unreadable(pattern, error);
  }
}

function check(pattern: unknown, ancestors: readonly unknown[]): void {
  if (isPid(pattern) || isReference(pattern)) return;
  if (isMatcher(pattern)) {
    if (typeof protocolOf(pattern).match === 'function') return;
    throw badPattern(`the matcher ${showTerm(pattern)} has no match function`, 'give match(value), which returns { matched }');
  }
  if (typeof pattern !== 'object' || pattern === null) return;
  if (ancestors.includes(pattern)) {
    throw badPattern(`the pattern ${showTerm(ancestors[0])} contains itself`, 'write it out to a finite depth, with P.any at the end');
  }
  if (Array.isArray(pattern) && pattern.filter(isVariadic).length > 1) {
    const problem = `the pattern ${showTerm(pattern)} has more than one rest element`;
    throw badPattern(problem, 'keep one ...P.array(), and write P.array() without dots for the others');
  }
  const inside = [...ancestors, pattern];
  for (const key of Reflect.ownKeys(pattern)) check(Reflect.get(pattern, key), inside);
}

function unreadable(pattern: unknown, cause: unknown): BeamworkError {
  const problem = `the pattern ${showTerm(pattern)} cannot be read: ${showTerm(cause)}`;
  return badPattern(problem, 'build it from plain arrays, plain objects, literals and P');
}

function badPattern(problem: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_PATTERN', problem, remedy });
}
