import { checkPattern } from './check-pattern.js';
import { matchArgument, NO_MATCH } from './match-pattern.js';
import { type Leaf, leafOf, matchesLeaf } from './pattern-leaf.js';
import { isMatcher } from './pattern-matcher.js';
import { selects } from './pattern-selects.js';
import { compileTest, type Test } from './pattern-test.js';
import { isPid } from './pid.js';
import { isReference } from './reference.js';

/** A literal by which patterns can be told apart before they are tried. */
export type Tag = string | number | bigint | boolean | symbol | null;

/** Where a value must hold the tag of a pattern: as its first element, as its `type`, or by being the tag. */
export type TagPlace = 'first' | 'type' | 'whole';

/**
 * A pattern made ready to be tried on many values; {@link compilePattern} makes it.
 *
 * All of them have one shape, and the commonest patterns (a literal, or an array of a literal and up to two words of `P`) are
 * kept as data rather than as functions: the code that tries them is then one for all patterns, and quick.
 */
export class CompiledPattern {
  /** The literal that every matching value has at {@link place}; `undefined` when the pattern has none. */
  readonly tag: Tag | undefined;
  readonly place: TagPlace | undefined;
  /**
   * What a handler of this pattern receives for a value that matches, when the pattern holds a `P.select`; `undefined` when it
   * holds none and the handler gets the value itself. Never throws.
   */
  readonly argument: ((value: unknown) => unknown) | undefined;
  /** The length of a flat pattern, `[tag, leaf, leaf]`; 0 for all others, which `#test` decides. */
  readonly #length: number;
  readonly #second: Leaf;
  readonly #third: Leaf;
  readonly #test: Test;

  constructor(pattern: unknown) {
    const place = placeOf(pattern);
    const flat = place === 'first' && Array.isArray(pattern) && isFlat(pattern) ? pattern : [];
    this.place = place;
    this.tag = place === undefined ? undefined : tagOf(pattern);
    this.argument = selects(pattern) ? (value) => argumentOf(pattern, value) : undefined;
    this.#length = flat.length;
    this.#second = leafOf(flat[1]);
    this.#third = leafOf(flat[2]);
    this.#test = compileTest(pattern);
  }

  /**
   * Tries the pattern on a value.
   *
   * @returns `true` when the value has the shape; `false` also when a guard or a getter throws. Allocates nothing, unless the
   *   pattern holds a matcher that ts-pattern itself must be asked about.
   */
  matches(value: unknown): boolean {
    try {
      if (this.#length === 0) return this.#test(value);
      return (
        Array.isArray(value) &&
        value.length === this.#length &&
        value[0] === this.tag &&
        (this.#length < 2 || matchesLeaf(this.#second, value[1])) &&
        (this.#length < 3 || matchesLeaf(this.#third, value[2]))
      );
    } catch {
      return false;
    }
  }
}

/**
 * Makes a pattern ready to be tried on many values.
 *
 * The result agrees with `matchPattern` on every value. The pattern is read once, here: later changes to it have no effect on
 * `matches`.
 *
 * @param pattern any pattern.
 * @returns the compiled pattern.
 * @throws BeamworkError `BEAMWORK_BAD_PATTERN` when the pattern cannot be tried, see {@link checkPattern}.
 *
 * Cost: some microseconds, once; then a few nanoseconds a value for the flat patterns that messages have.
 *
 * ```ts run
 * const add = compilePattern(['add', P.select('by', P.number)]);
 * add.tag; // => 'add'
 * add.matches(['add', 5]); // => true
 * add.argument?.(['add', 5]); // => ({ by: 5 })
 * ```
 *
 * @see https://github.com/gvergnaud/ts-pattern#patterns
 */
export function compilePattern(pattern: unknown): CompiledPattern {
  checkPattern(pattern);
  return new CompiledPattern(pattern);
}

function argumentOf(pattern: unknown, value: unknown): unknown {
  const argument = matchArgument(pattern, value);
  // Only a guard that changes its mind gets here.
  return argument === NO_MATCH ? value : argument;
}

// 0 is left to the test, which tells it from -0.
function isFlat(pattern: readonly unknown[]): boolean {
  return pattern.length <= 3 && pattern[0] !== 0 && pattern[0] === pattern[0] && pattern.slice(1).every((element) => leafOf(element) !== 0);
}

function placeOf(pattern: unknown): TagPlace | undefined {
  if (isTag(pattern)) return 'whole';
  if (typeof pattern !== 'object' || pattern === null || isPid(pattern) || isReference(pattern) || isMatcher(pattern)) return undefined;
  if (Array.isArray(pattern)) return isTag(pattern[0]) ? 'first' : undefined;
  return Object.hasOwn(pattern, 'type') && isTag(Reflect.get(pattern, 'type')) ? 'type' : undefined;
}

function tagOf(pattern: unknown): Tag | undefined {
  const tag: unknown = typeof pattern !== 'object' || pattern === null ? pattern : Reflect.get(pattern, Array.isArray(pattern) ? 0 : 'type');
  return isTag(tag) ? tag : undefined;
}

function isTag(value: unknown): value is Tag {
  return value === null || ['string', 'number', 'bigint', 'boolean', 'symbol'].includes(typeof value);
}
