import { BeamworkError } from '../kernel/beamwork-error.js';
import { isPid } from '../kernel/pid.js';
import { isReference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';

/** Texts that stand for structures begin with it; a string that does so too becomes such a text itself. */
const sentinel = '\0';
/** A key that is nested deeper holds itself, or might as well. */
const deepest = 100;

/**
 * A value that is the same, as a key of a Map, for all terms that look the same.
 *
 * What a Map compares rightly stands for itself: that costs nothing. Arrays, objects, Maps, Sets, Dates and expressions become a text; pids,
 * references, functions and symbols inside them count by identity.
 *
 * @throws BeamworkError `BEAMWORK_BAD_KEY` for what holds itself, or is nested deeper than 100 levels.
 */
export function canonicalKey(key: unknown): unknown {
  if (typeof key === 'string') return key.startsWith(sentinel) ? sentinel + textOf(key, 0) : key;
  if (typeof key !== 'object' || key === null || isIdentity(key)) return key;
  return sentinel + structureOf(key, 0);
}

function textOf(term: unknown, depth: number): string {
  switch (typeof term) {
    case 'string':
      return quoted(term);
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(term);
    case 'bigint':
      return `${term}n`;
    case 'symbol': {
      const registered = Symbol.keyFor(term);
      return registered === undefined ? numberOf(term) : `@${quoted(registered)}`;
    }
    case 'function':
      return numberOf(term);
    default:
      if (typeof term !== 'object' || term === null) return 'null';
      return isIdentity(term) ? numberOf(term) : structureOf(term, depth);
  }
}

/** The length says where it ends, whatever is in it. */
function quoted(text: string): string {
  return `${text.length}"${text}`;
}

function structureOf(term: object, depth: number): string {
  if (depth > deepest) {
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_KEY',
      problem: `${showTerm(term)} cannot be a key: it is nested deeper than ${deepest} levels, or holds itself`,
      remedy: 'make the key of a few strings, numbers and pids',
    });
  }
  if (Array.isArray(term)) {
    let text = '[';
    for (let i = 0; i < term.length; i++) text += `${textOf(term[i], depth + 1)},`;
    return `${text}]`;
  }
  const inner = (part: unknown): string => textOf(part, depth + 1);
  if (term instanceof Date) return `Date(${term.getTime()})`;
  if (term instanceof RegExp) return `RegExp(${quoted(String(term))})`;
  if (term instanceof Map) return `Map(${[...term].map(([key, value]) => `${inner(key)}:${inner(value)}`).sort().join()})`;
  if (term instanceof Set) return `Set(${[...term].map(inner).sort().join()})`;
  const fields = Object.entries(term).map(([key, value]) => `${quoted(key)}:${inner(value)}`);
  if (term instanceof Error) fields.push(`name:${inner(term.name)}`, `message:${inner(term.message)}`);
  return `${classOf(term)}{${fields.sort().join()}}`;
}

/** Instances of two classes differ, whatever their fields. */
function classOf(term: object): string {
  const prototype: unknown = Object.getPrototypeOf(term);
  return prototype === Object.prototype || typeof prototype !== 'object' || prototype === null ? '' : numberOf(prototype);
}

function isIdentity(term: object): boolean {
  return isPid(term) || isReference(term);
}

const numbers = new WeakMap<WeakKey, number>();
let lastNumber = 0;

/** A text for something that is like nothing else. */
function numberOf(identity: WeakKey): string {
  let number = numbers.get(identity);
  if (number === undefined) numbers.set(identity, (number = ++lastNumber));
  return `#${number}`;
}
