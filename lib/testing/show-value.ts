import { P } from '../kernel/pattern.js';
import { isMatcher } from '../kernel/pattern-matcher.js';
import { isPid } from '../kernel/pid.js';
import { isReference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';

const deepest = 8;
/** What is longer is cut off: a small value whose parts share their parts would fill all memory. */
const mostCharacters = 100_000;
const words = new Map<unknown, string>([...Object.entries(P).map(([name, word]): [unknown, string] => [word, `P.${name}`]), [P.any, 'P.any']]);

/** A value or a pattern as text, all of it: two values that differ have two texts, down to eight levels. What goes on for more than 100,000 characters ends in `…`. Never throws. */
export function showValue(value: unknown): string {
  return new Showing().show(value, 0);
}

/** Values that are shown together, `', '` between them, in as much text as one. */
export function showValues(values: readonly unknown[]): string {
  return new Showing().all(values, 0, showPart);
}

/** One text, and how much of it is left. */
class Showing {
  #left = mostCharacters;

  show(value: unknown, depth: number): string {
    try {
      if (typeof value === 'string') return `'${this.#cut(escaped(value))}'`;
      if (typeof value !== 'object' || value === null || depth > deepest) return this.#cut(showTerm(value));
      const word = words.get(value);
      if (word !== undefined) return word;
      if (isPid(value) || isReference(value)) return showTerm(value);
      if (isMatcher(value)) return 'P.…';
      if (Array.isArray(value)) return `[${this.all(value, depth, showPart)}]`;
      return this.#showObject(value, depth);
    } catch {
      return 'a value that cannot be read';
    }
  }

  all<T>(parts: Iterable<T>, depth: number, show: (part: T, depth: number, showing: Showing) => string): string {
    const texts: string[] = [];
    for (const part of parts) {
      this.#left -= 2;
      if (this.#left <= 0) {
        texts.push('…');
        break;
      }
      texts.push(show(part, depth + 1, this));
    }
    return texts.join(', ');
  }

  #showObject(value: object, depth: number): string {
    if (value instanceof Error) return this.#cut(`${value.name}: ${value.message}`);
    if (value instanceof Map) return `Map [${this.all(value, depth, showPart)}]`;
    if (value instanceof Set) return `Set [${this.all(value, depth, showPart)}]`;
    if (value instanceof Date) return `Date ${Number.isNaN(value.getTime()) ? 'of no time' : value.toISOString()}`;
    if (value instanceof RegExp) return this.#cut(String(value));
    const name = nameOf(value);
    if (isList(value)) return `${name} [${this.all(value, depth, showPart)}]`;
    return `${name === 'Object' ? '' : `${name} `}{ ${this.all(Object.entries(value), depth, showField)} }`;
  }

  #cut(text: string): string {
    const room = Math.max(0, this.#left);
    this.#left -= text.length;
    return text.length <= room ? text : `${text.slice(0, room)}…`;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/['\\]/g, (each) => `\\${each}`);
}

/** The class of an object; `'Object'` for a plain one. */
function nameOf(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

/** Whether it is a typed array. */
function isList(value: object): value is Iterable<unknown> & object {
  return ArrayBuffer.isView(value) && Symbol.iterator in value;
}

function showPart(part: unknown, depth: number, showing: Showing): string {
  return showing.show(part, depth);
}

function showField([key, value]: readonly [string, unknown], depth: number, showing: Showing): string {
  return `${key}: ${showing.show(value, depth)}`;
}
