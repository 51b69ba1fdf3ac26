import { isMatcher, protocolOf } from './pattern-matcher.js';
import { isPid } from './pid.js';
import { isReference } from './reference.js';

/** Whether a handler of this pattern gets selected parts; what a matcher may select, it must name in its selection keys. */
export function selects(pattern: unknown): boolean {
  if (isPid(pattern) || isReference(pattern)) return false;
  if (isMatcher(pattern)) return (protocolOf(pattern).getSelectionKeys?.() ?? []).length > 0;
  if (typeof pattern !== 'object' || pattern === null) return false;
  return Reflect.ownKeys(pattern).some((key) => selects(Reflect.get(pattern, key)));
}
