import { isPid } from './pid.js';
import { isReference } from './reference.js';

const longest = 80;
/** An exit reason says what was tried, inside what went wrong: two levels deeper than other terms. */
const longestReason = 240;

/** A short text for a value in an error message; never throws, whatever the value's getters do. */
export function showTerm(value: unknown): string {
  const text = describeSafely(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** A text for an exit reason: errors with what they say, arrays in arrays; never throws. */
export function showReason(reason: unknown): string {
  const text = describeSafely(reason, 3);
  return text.length <= longestReason ? text : `${text.slice(0, longestReason - 1)}…`;
}

function describeSafely(value: unknown, depth = 0): string {
  try {
    return describe(value, depth);
  } catch {
    return 'a value that cannot be read';
  }
}

function describe(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > longest ? value.slice(0, longest) : value);
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isPid(value) || isReference(value)) return value.toString();
  if (Array.isArray(value)) return `[${value.slice(0, 5).map((each) => describeInner(each, depth)).join(', ')}${value.length > 5 ? ', …' : ''}]`;
  if (depth > 0 && value instanceof Error) return `${value.name}: ${value.message.split('\n', 1)[0]}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name !== 'string' || name === '' || name === 'Object' ? `an object with keys ${Object.keys(value).slice(0, 5).join(', ') || '(none)'}` : `a ${name}`;
}

function describeInner(value: unknown, depth: number): string {
  if (Array.isArray(value)) return depth > 0 ? describe(value, depth - 1) : '[…]';
  return describe(value, depth);
}
