import type { ServiceIdentifier } from 'inversify';
import { showTerm } from '../kernel/show-term.js';

/** Whether services can be asked for by it. */
export function isToken(token: unknown): token is ServiceIdentifier<unknown> {
  return typeof token === 'string' || typeof token === 'symbol' || typeof token === 'function';
}

/** A token as people read it. */
export function showToken(token: ServiceIdentifier<unknown>): string {
  return typeof token === 'function' ? token.name : showTerm(token);
}
