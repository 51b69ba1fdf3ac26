import { P } from './pattern.js';
import { isPid } from './pid.js';
import { isReference } from './reference.js';

/**
 * A pattern word that is decided in place, without asking its matcher; 0 stands for every other pattern.
 *
 * Small numbers and one switch keep the check free of calls: a table of functions costs a call through an unknown target.
 */
export type Leaf = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

const leaves: ReadonlyMap<unknown, Leaf> = new Map<unknown, Leaf>([
  [P.any, 1],
  [P._, 1],
  [P.unknown, 1],
  [P.string, 2],
  [P.number, 3],
  [P.boolean, 4],
  [P.pid, 5],
  [P.reference, 6],
  [P.bigint, 7],
  [P.symbol, 8],
  [P.nullish, 9],
  [P.nonNullable, 10],
]);

/** Which leaf a pattern is; the words of `P` are single objects, so identity tells. */
export function leafOf(pattern: unknown): Leaf {
  return leaves.get(pattern) ?? 0;
}

/** Whether a leaf matches; leaf 0 matches nothing. */
export function matchesLeaf(leaf: Leaf, value: unknown): boolean {
  switch (leaf) {
    case 1:
      return true;
    case 2:
      return typeof value === 'string';
    case 3:
      return typeof value === 'number';
    case 4:
      return typeof value === 'boolean';
    case 5:
      return isPid(value);
    case 6:
      return isReference(value);
    case 7:
      return typeof value === 'bigint';
    case 8:
      return typeof value === 'symbol';
    case 9:
      return value === null || value === undefined;
    case 10:
      return value !== null && value !== undefined;
    default:
      return false;
  }
}
