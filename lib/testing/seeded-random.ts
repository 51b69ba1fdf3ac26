/**
 * Numbers that look random and are the same wherever the seed is the same.
 *
 * The generator is mulberry32: 32 bits of state, a handful of integer operations a number.
 *
 * @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md
 */
export class SeededRandom {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return this.#next() % limit;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
