import { BeamworkError } from '../../lib/kernel/beamwork-error.js';
import { copyTerm } from '../../lib/kernel/copy-term.js';

/** The error that copying a value ends with. */
export function refusal(value: unknown): BeamworkError {
  try {
    copyTerm(value);
  } catch (error) {
    if (error instanceof BeamworkError) return error;
    throw error;
  }
  throw new Error('it was copied');
}

/** A node of a linked list. */
export interface Node {
  readonly index: number;
  next: Node | undefined;
}

/** A linked list of so many nodes. */
export function linkedList(length: number): Node {
  let first: Node = { index: length - 1, next: undefined };
  for (let index = length - 2; index >= 0; index--) first = { index, next: first };
  return first;
}
