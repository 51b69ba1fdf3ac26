import { checkPattern } from './check-pattern.js';
import { P } from './pattern.js';
import { isMatcher, isOptional, isRecord, isVariadic, type Matcher, protocolOf, type Selections, selected } from './pattern-matcher.js';
import { isPid, Pid } from './pid.js';
import { isReference, Reference } from './reference.js';

/** What {@link matchArgument} gives for a value that does not match. */
export const NO_MATCH: unique symbol = Symbol('no match');

// The words of P as constants of this module: an identity test per word is cheaper than a table.
const { any, unknown: unknownWord, string, number, boolean, pid, reference, bigint } = P;

const { propertyIsEnumerable: isEnumerable } = Object.prototype;

// What the current match has picked out; kept here so that a match without selections allocates nothing. A guard may start a
// match of its own, so each match begins with none and puts the outer one's back.
let selections: Selections | undefined;

/**
 * Tries a pattern on a value, without preparing the pattern first.
 *
 * The result is that of ts-pattern, with two additions: a pid or a reference in the pattern matches itself only, and a guard or
 * a getter that throws counts as no match.
 *
 * @param pattern any pattern; a fresh one at each call is fine.
 * @param value any value.
 * @returns `true` when the value has the shape.
 * @throws BeamworkError `BEAMWORK_BAD_PATTERN` when a match fails on the pattern itself, see {@link checkPattern}.
 *
 * Cost: proportional to the pattern. Arrays, literals and the plain words of `P` allocate nothing; other matchers are asked
 * through ts-pattern's protocol, which allocates.
 *
 * ```ts run
 * matchPattern(['pong', P.any], ['pong', 1]); // => true
 * matchPattern(['pong', P.any], ['ping', 1]); // => false
 * ```
 *
 * @see https://github.com/gvergnaud/ts-pattern#patterns
 */
export function matchPattern(pattern: unknown, value: unknown): boolean {
  const outer = selections;
  selections = undefined;
  let verdict = false;
  try {
    verdict = matches(pattern, value);
  } catch {
    selections = outer;
    checkPattern(pattern);
  }
  selections = outer;
  return verdict;
}

/**
 * Tries a pattern on a value and gives what a handler of that pattern receives.
 *
 * @param pattern any pattern, as for {@link matchPattern}.
 * @param value any value.
 * @returns the value itself; with an anonymous `P.select()` in the pattern the selected value, with named ones an object of
 *   them; {@link NO_MATCH} when the value does not match.
 * @throws BeamworkError `BEAMWORK_BAD_PATTERN` as {@link matchPattern} does.
 *
 * ```ts run
 * matchArgument(['add', P.select()], ['add', 5]); // => 5
 * matchArgument(['add', P.select('by')], ['add', 5]); // => ({ by: 5 })
 * matchArgument(['add', P.number], 'stop') === NO_MATCH; // => true
 * ```
 *
 * @see https://github.com/gvergnaud/ts-pattern#pselect-patterns
 */
export function matchArgument(pattern: unknown, value: unknown): unknown {
  const outer = selections;
  selections = undefined;
  let verdict: unknown = NO_MATCH;
  // No `finally`: with one, V8 does not make this a part of a receive. The check may throw, so it comes after the outer match is back.
  try {
    if (matches(pattern, value)) verdict = argument(value);
  } catch {
    selections = outer;
    checkPattern(pattern);
  }
  selections = outer;
  return verdict;
}

function argument(value: unknown): unknown {
  return selections === undefined ? value : selected(selections);
}

// Arrays first, and apart from the rest: the way of almost all messages has to stay short enough to be inlined.
function matches(pattern: unknown, value: unknown): boolean {
  return Array.isArray(pattern) ? Array.isArray(value) && matchesArray(pattern, value) : matchesOther(pattern, value);
}

function matchesArray(pattern: readonly unknown[], value: readonly unknown[]): boolean {
  const tag = pattern[0];
  const from = typeof tag === 'string' ? 1 : 0;
  if (from === 1 && tag !== value[0]) return false;
  if (pattern.length !== value.length) {
    return matchesWord(tag, value[0]) !== false && matchesRest(pattern, value, pattern.findIndex(isVariadic), 0);
  }
  for (let i = from; i < pattern.length; i++) {
    const element = pattern[i];
    const verdict = matchesWord(element, value[i]);
    if (verdict === true) continue;
    if (verdict === false) return false;
    if (isVariadic(element)) return matchesRest(pattern, value, i, i);
    if (!matches(element, value[i]) && !isHole(pattern, i)) return false;
  }
  return true;
}

// The verdict of the patterns that need no more than a comparison; undefined for all others.
function matchesWord(pattern: unknown, value: unknown): boolean | undefined {
  if (pattern === any) return true;
  if (typeof pattern === 'string') return pattern === value;
  if (pattern === number) return typeof value === 'number';
  if (pattern === string) return typeof value === 'string';
  if (pattern === pid) return isPid(value);
  // Asking for the private fields of a pid would be surer than its class, but gets slow when patterns come in many shapes.
  if (pattern instanceof Reference || pattern instanceof Pid) return pattern === value;
  return undefined;
}

function matchesOther(pattern: unknown, value: unknown): boolean {
  const verdict = matchesWord(pattern, value);
  if (verdict !== undefined) return verdict;
  if (typeof pattern !== 'object' || pattern === null) return isMatcher(pattern) ? asks(pattern, value) : isLiteral(pattern, value);
  if (pattern === unknownWord) return true;
  if (pattern === boolean) return typeof value === 'boolean';
  if (pattern === reference) return isReference(value);
  if (pattern === bigint) return typeof value === 'bigint';
  return isMatcher(pattern) ? asks(pattern, value) : matchesObject(pattern, value);
}

// Object.is, in a form that stays cheap where the types are not known.
function isLiteral(pattern: unknown, value: unknown): boolean {
  return pattern === value ? pattern !== 0 || Object.is(pattern, value) : pattern !== pattern && value !== value;
}

function asks(matcher: Matcher, value: unknown): boolean {
  const verdict = protocolOf(matcher).match(value);
  if (!verdict.matched) return false;
  if (verdict.selections) for (const key of Object.keys(verdict.selections)) (selections ??= {})[key] = verdict.selections[key];
  return true;
}

// A gap in an array pattern matches whatever stands there.
function isHole(pattern: readonly unknown[], i: number): boolean {
  return pattern[i] === undefined && !(i in pattern);
}

// An array pattern with a rest element at `at`, the first `done` elements of which have matched already: what stands before the
// rest, what stands after it, the rest itself. Here a gap is undefined, as ts-pattern has it.
function matchesRest(pattern: readonly unknown[], value: readonly unknown[], at: number, done: number): boolean {
  if (at < 0) return false;
  if (pattern.findLastIndex(isVariadic) !== at) throw new RangeError('two rest elements');
  const after = pattern.length - at - 1;
  if (value.length < at + after) return false;
  for (let i = 0; i < at; i++) if ((i >= done || pattern[i] === undefined) && !matches(pattern[i], value[i])) return false;
  for (let i = 1; i <= after; i++) if (!matches(pattern[at + i], value[value.length - after + i - 1])) return false;
  return matches(pattern[at], value.slice(at, value.length - after));
}

// The plain keys go first: to list the others is dear, and most values that do not match fail on a plain one.
function matchesObject(pattern: object, value: unknown): boolean {
  if (!isRecord(value)) return false;
  let plain = 0;
  for (const key in pattern) {
    if (!Object.hasOwn(pattern, key)) continue;
    plain++;
    if (!matchesProperty(pattern, value, key)) return false;
  }
  // The same as one Reflect.ownKeys, at half its cost.
  if (Object.getOwnPropertyNames(pattern).length === plain && Object.getOwnPropertySymbols(pattern).length === 0) return true;
  const others = Reflect.ownKeys(pattern).filter((key) => typeof key === 'symbol' || !isEnumerable.call(pattern, key));
  return others.every((key) => matchesProperty(pattern, value, key));
}

function matchesProperty(pattern: object, value: Readonly<Record<PropertyKey, unknown>>, key: PropertyKey): boolean {
  const wanted: unknown = Reflect.get(pattern, key);
  const item = value[key];
  return (item !== undefined || key in value || isOptional(wanted)) && matches(wanted, item);
}
