import { use } from 'chai';
import { isPid, isReference } from '../lib/index.js';

/**
 * Makes deep equality tell pids and references apart.
 *
 * Chai compares objects by their enumerable fields, and a pid or a reference shows none: any two would be equal.
 */
use((chai, { eql }) => {
  chai.config.deepEqual = (expected: unknown, actual: unknown) => eql(expected, actual, { comparator: compareIdentities });
});

/** `null` leaves the answer to chai. */
function compareIdentities(left: unknown, right: unknown): boolean | null {
  return [left, right].some((value) => isPid(value) || isReference(value)) ? left === right : null;
}
