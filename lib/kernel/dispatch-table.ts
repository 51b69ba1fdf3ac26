import { type CompiledPattern, compilePattern, type TagPlace } from './compile-pattern.js';
import { PatternIndex } from './pattern-index.js';

/** A pattern with what to do about the values it matches. */
export interface Clause<H> {
  readonly pattern: unknown;
  readonly handler: H;
}

/** What {@link DispatchTable.find} found. */
export interface Entry<H> {
  readonly handler: H;
  /** Gives the handler's argument for the found message; `undefined` when the handler gets the message itself. */
  readonly argument: ((message: unknown) => unknown) | undefined;
}

interface Row<H> {
  readonly compiled: CompiledPattern;
  readonly entry: Entry<H>;
}

// A list rather than an array: trying the next one then needs no counter and no length.
interface Candidate<H> extends Row<H> {
  readonly next: Candidate<H> | undefined;
}

/**
 * The handlers of a process by the messages they take.
 *
 * The first clause that matches wins, in source order. Patterns are found by their literal first element, their literal
 * `type`, or by being a literal; a pattern without such a tag is tried in its place among them.
 *
 * Cost: building compiles every pattern. Finding is independent of the number of tagged clauses and allocates nothing, save
 * what `CompiledPattern.matches` allocates.
 *
 * ```ts run
 * const table = new DispatchTable([
 *   { pattern: ['get'], handler: 'read' },
 *   { pattern: ['set', P.select()], handler: 'write' },
 * ]);
 * table.find(['get'])?.handler; // => 'read'
 * table.find(['set', 5])?.argument?.(['set', 5]); // => 5
 * table.find(['reset']); // => undefined
 * ```
 */
export class DispatchTable<H> {
  readonly #firsts: PatternIndex<Candidate<H> | undefined>;
  readonly #types: PatternIndex<Candidate<H> | undefined>;
  readonly #wholes: PatternIndex<Candidate<H> | undefined>;
  readonly #hasTypes: boolean;
  readonly #all: Candidate<H> | undefined;

  /**
   * @param clauses patterns with their handlers, in source order.
   * @throws BeamworkError `BEAMWORK_BAD_PATTERN` when a pattern cannot be tried.
   */
  constructor(clauses: readonly Clause<H>[]) {
    const rows = clauses.map(({ pattern, handler }): Row<H> => {
      const compiled = compilePattern(pattern);
      return { compiled, entry: { handler, argument: compiled.argument } };
    });
    this.#firsts = indexRows(rows, 'first');
    this.#types = indexRows(rows, 'type');
    this.#wholes = indexRows(rows, 'whole');
    this.#hasTypes = rows.some(({ compiled }) => compiled.place === 'type');
    this.#all = chain(rows);
  }

  /**
   * Finds the clause for a message.
   *
   * @param message any value.
   * @returns what the first clause with a matching pattern holds, or `undefined`. Never throws: a guard or a getter that throws
   *   counts as no match.
   */
  find(message: unknown): Entry<H> | undefined {
    for (let candidate = this.#candidates(message); candidate !== undefined; candidate = candidate.next) {
      if (candidate.compiled.matches(message)) return candidate.entry;
    }
    return undefined;
  }

  #candidates(message: unknown): Candidate<H> | undefined {
    if (typeof message !== 'object' || message === null) return this.#wholes.get(message);
    try {
      // An object pattern matches arrays too, so an array that has a type goes past all clauses.
      const type = this.#hasTypes ? typeOf(message) : undefined;
      if (!Array.isArray(message)) return this.#types.get(type);
      return type === undefined ? this.#firsts.get(message[0]) : this.#all;
    } catch {
      return this.#all;
    }
  }
}

function typeOf(message: { readonly type?: unknown }): unknown {
  return message.type;
}

// One list for each tag: the clauses with that tag and those that have none, in source order.
function indexRows<H>(rows: readonly Row<H>[], place: TagPlace): PatternIndex<Candidate<H> | undefined> {
  const index = new PatternIndex(chain(rows.filter(({ compiled }) => compiled.place === undefined)));
  for (const { compiled } of rows) {
    if (compiled.place !== place) continue;
    const { tag } = compiled;
    // A tag of 0 stands for -0 too, as in a Map; the pattern itself tells them apart.
    const isCandidate = ({ compiled: other }: Row<H>) => other.place === undefined || (other.place === place && isSameTag(other.tag, tag));
    index.set(tag, chain(rows.filter(isCandidate)));
  }
  return index;
}

function isSameTag(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

function chain<H>(rows: readonly Row<H>[]): Candidate<H> | undefined {
  return rows.reduceRight<Candidate<H> | undefined>((next, { compiled, entry }) => ({ compiled, entry, next }), undefined);
}
