import { matchPattern } from '../kernel/match-pattern.js';
import { showValue, showValues } from './show-value.js';

/** A part of a pattern that a message does not have. */
interface Miss {
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** A message that a pattern almost matches, and what is wrong with it; nothing when none has a part in common with it. */
export function showMismatch(pattern: unknown, messages: readonly unknown[]): string {
  const candidates = messages.map((message) => ({ message, ...compare(pattern, message, '') })).filter(({ hits }) => hits > 0);
  const [best] = candidates.sort((a, b) => a.misses.length - b.misses.length || b.hits - a.hits);
  if (best === undefined) return '';
  const misses = best.misses.map(({ path, expected, found }) => `${path === '' ? 'it' : path} should be ${showValue(expected)} and is ${showValue(found)}`);
  return `; almost: ${showValue(best.message)}, where ${misses.join(', ')}`;
}

/** All of a mailbox. */
export function showMailbox(messages: readonly unknown[]): string {
  return messages.length === 0 ? 'empty' : showValues(messages);
}

function compare(pattern: unknown, value: unknown, path: string): { hits: number; misses: Miss[] } {
  if (matchPattern(pattern, value)) return { hits: 1, misses: [] };
  const isPair = isComposite(pattern) && isComposite(value) && Array.isArray(pattern) === Array.isArray(value);
  if (!isPair || (Array.isArray(pattern) && Array.isArray(value) && pattern.length !== value.length)) return { hits: 0, misses: [{ path, expected: pattern, found: value }] };
  let hits = 0;
  const misses: Miss[] = [];
  for (const key of Object.keys(pattern)) {
    const inner = compare(Reflect.get(pattern, key), Reflect.get(value, key), Array.isArray(pattern) ? `${path}[${key}]` : `${path}.${key}`);
    hits += inner.hits;
    misses.push(...inner.misses);
  }
  return { hits, misses };
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
}
