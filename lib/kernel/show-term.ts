import { isPid } from './pid.js';
import { isReference } from './reference.js';

const longest = 80;

/** A short text for a value in an error message; never throws, whatever the value's getters do. */
export function showTerm(value: unknown): string {
  const text = describeSafely(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function describeSafely(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return 'a value that cannot be read';
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > longest ? value.slice(0, longest) : value);
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isPid(value) || isReference(value)) return value.toString();
  if (Array.isArray(value)) return `[${value.slice(0, 5).map(describeInner).join(', ')}${value.length > 5 ? ', …' : ''}]`;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return name === undefined || name === 'Object' ? `an object with keys ${Object.keys(value).slice(0, 5).join(', ') || '(none)'}` : `a ${name}`;
}

function describeInner(value: unknown): string {
  return Array.isArray(value) ? '[…]' : describe(value);
}
