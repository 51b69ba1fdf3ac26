import { BeamworkError } from '../../lib/kernel/beamwork-error.js';

/** The error that an action throws; fails when there is none, or another kind of error. */
export function errorOf(action: () => unknown): BeamworkError {
  try {
    action();
  } catch (error) {
    if (error instanceof BeamworkError) return error;
    throw error;
  }
  throw new Error('expected a BeamworkError, but nothing was thrown');
}

/** Calls a decorator as a compiler would, with arguments that its types refuse. */
export function apply(decorator: object, ...args: unknown[]): void {
  if (typeof decorator !== 'function') throw new Error('a decorator is a function');
  Reflect.apply(decorator, undefined, args);
}
