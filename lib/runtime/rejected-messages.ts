import { leafOf } from '../kernel/pattern-leaf.js';
import { isPid } from '../kernel/pid.js';
import { isReference } from '../kernel/reference.js';

/**
 * How far into its mailbox a process has looked in vain for one pattern.
 *
 * Messages do not change, and a pattern made of literals, pids, references and words such as `P.any` gives the same answer each time. So a
 * receive in a loop need not look again at what the round before has passed over, even where the pattern holds no fresh reference.
 */
export class RejectedMessages {
  #pattern: readonly unknown[] | undefined = undefined;
  #mark = 0;

  /** The mailbox position below which nothing fits `pattern`; 0 when that is not known. */
  markFor(pattern: unknown): number {
    return this.#pattern !== undefined && Array.isArray(pattern) && sameElements(this.#pattern, pattern) ? this.#mark : 0;
  }

  /** Everything below `mark` was tried against `pattern`, and did not fit. */
  note(pattern: unknown, mark: number): void {
    this.#mark = mark;
    if (this.#pattern !== undefined && Array.isArray(pattern) && sameElements(this.#pattern, pattern)) return;
    this.#pattern = Array.isArray(pattern) && Array.from(pattern).every(isConstant) ? [...pattern] : undefined;
  }
}

function sameElements(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/**
 * Whether an element of a pattern answers the same for the same value, always.
 *
 * `===` must tell two of them apart too: 0 and -0 differ, and a gap is no `undefined`.
 */
function isConstant(element: unknown): boolean {
  if (element === 0 || element === undefined) return false;
  return typeof element !== 'object' || element === null || isPid(element) || isReference(element) || leafOf(element) !== 0;
}
