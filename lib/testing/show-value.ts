import { P } from '../kernel/pattern.js';
import { isMatcher } from '../kernel/pattern-matcher.js';
import { isPid } from '../kernel/pid.js';
import { isReference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';

const deepest = 8;
const words = new Map<unknown, string>(Object.entries(P).map(([name, word]) => [word, `P.${name}`]));

/** A value or a pattern as text, all of it: two values of one shape have one text. Never throws. */
export function showValue(value: unknown, depth = 0): string {
  try {
    if (typeof value === 'string') return `'${value}'`;
    if (typeof value !== 'object' || value === null || depth > deepest) return showTerm(value);
    const word = words.get(value);
    if (word !== undefined) return word;
    if (isPid(value) || isReference(value)) return showTerm(value);
    if (isMatcher(value)) return 'P.…';
    if (Array.isArray(value)) return `[${value.map((each) => showValue(each, depth + 1)).join(', ')}]`;
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Map) return `Map ${showValue([...value], depth + 1)}`;
    if (value instanceof Set) return `Set ${showValue([...value], depth + 1)}`;
    if (Object.getPrototypeOf(value) !== Object.prototype) return showTerm(value);
    return `{ ${Object.entries(value).map(([key, each]) => `${key}: ${showValue(each, depth + 1)}`).join(', ')} }`;
  } catch {
    return 'a value that cannot be read';
  }
}
