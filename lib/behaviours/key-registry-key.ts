import { BeamworkError } from '../kernel/beamwork-error.js';
import { isPid } from '../kernel/pid.js';
import { isReference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';

/** Texts that stand for structures begin with it; a string that does so too becomes such a text itself. */
const sentinel = '\0';
/** A key that is nested deeper holds itself, or might as well. */
const deepest = 100;
/** Few objects that hold each other twice stand for more values than there is memory. */
const mostParts = 100_000;

/**
 * A value that is the same, as a key of a Map, for all terms that look the same.
 *
 * What a Map compares rightly stands for itself: that costs nothing. Arrays, objects, Maps, Sets, Dates, bytes and expressions become a text;
 * pids, references, functions and symbols inside them count by identity. What has accessors should be copied first, so that they run once.
 *
 * @throws BeamworkError `BEAMWORK_BAD_KEY` for what holds itself, is nested deeper than 100 levels, or has more than 100,000 parts.
 */
export function canonicalKey(key: unknown): unknown {
  if (typeof key === 'string') return key.startsWith(sentinel) ? sentinel + quoted(key) : key;
  if (typeof key !== 'object' || key === null || isIdentity(key)) return key;
  return sentinel + new KeyText().ofStructure(key, 0);
}

/** The text of one key. */
class KeyText {
  #parts = 0;

  of(term: unknown, depth: number): string {
    if (++this.#parts > mostParts) throw badKey(term, `it has more than ${mostParts.toLocaleString('en')} parts`);
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
        return isIdentity(term) ? numberOf(term) : this.ofStructure(term, depth);
    }
  }

  ofStructure(term: object, depth: number): string {
    if (depth > deepest) throw badKey(term, `it is nested deeper than ${deepest} levels, or holds itself`);
    const kind = classOf(term);
    if (Array.isArray(term)) {
      let text = `${kind}[`;
      for (let i = 0; i < term.length; i++) text += `${this.of(term[i], depth + 1)},`;
      return `${text}]`;
    }
    const inner = (part: unknown): string => this.of(part, depth + 1);
    if (term instanceof Date) return `${kind}(${term.getTime()})`;
    if (term instanceof RegExp) return `${kind}(${quoted(String(term))})`;
    if (term instanceof Map) return `${kind}(${[...term].map(([key, value]) => `${inner(key)}:${inner(value)}`).sort().join()})`;
    if (term instanceof Set) return `${kind}(${[...term].map(inner).sort().join()})`;
    if (term instanceof ArrayBuffer) return `${kind}(${new Uint8Array(term).join()})`;
    if (ArrayBuffer.isView(term)) return `${kind}(${new Uint8Array(term.buffer, term.byteOffset, term.byteLength).join()})`;
    const fields = Object.entries(term).map(([key, value]) => `${quoted(key)}:${inner(value)}`);
    if (term instanceof Error) fields.push(`name:${inner(term.name)}`, `message:${inner(term.message)}`);
    if (boxes.some((Box) => term instanceof Box)) fields.push(`value:${inner(term.valueOf())}`);
    return `${kind}{${fields.sort().join()}}`;
  }
}

/** What a primitive becomes by `Object(primitive)`. */
const boxes = [Number, String, Boolean, BigInt, Symbol];

function badKey(term: unknown, why: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_KEY', problem: `${showTerm(term)} cannot be a key: ${why}`, remedy: 'make the key of a few strings, numbers and pids' });
}

/** The length says where it ends, whatever is in it. */
function quoted(text: string): string {
  return `${text.length}"${text}`;
}

/** Instances of two classes differ, whatever their fields; those of the commonest two differ by their brackets. */
function classOf(term: object): string {
  const prototype: unknown = Object.getPrototypeOf(term);
  return prototype === Object.prototype || prototype === Array.prototype || typeof prototype !== 'object' || prototype === null ? '' : numberOf(prototype);
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
