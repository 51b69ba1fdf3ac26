import type { Clock } from '../kernel/clock.js';

/** Counts restarts, and says when there are too many of them in too short a time. */
export class RestartIntensity {
  readonly maxRestarts: number;
  readonly maxSeconds: number;
  readonly #clock: Clock;
  #restartsMs: number[] = [];
  /** Where those begin that count: a shift for each would cost O(restarts). */
  #first = 0;

  constructor(clock: Clock, maxRestarts: number, maxSeconds: number) {
    this.#clock = clock;
    this.maxRestarts = maxRestarts;
    this.maxSeconds = maxSeconds;
  }

  /** How many restarts counted when the last was added. */
  get used(): number {
    return this.#restartsMs.length - this.#first;
  }

  /** Counts one more. @returns `false` when that is too many. */
  add(): boolean {
    if (this.maxRestarts === Infinity) return true;
    const nowMs = this.#clock.nowMs();
    const sinceMs = nowMs - this.maxSeconds * 1_000;
    this.#restartsMs.push(nowMs);
    while ((this.#restartsMs[this.#first] ?? nowMs) < sinceMs) this.#first++;
    if (this.#first > 1_024 && this.#first * 2 > this.#restartsMs.length) {
      this.#restartsMs = this.#restartsMs.slice(this.#first);
      this.#first = 0;
    }
    return this.used <= this.maxRestarts;
  }

  /** `restart 2 of 3 in 5 s`. */
  toString(): string {
    return this.maxRestarts === Infinity ? 'restarts without a limit' : `restart ${this.used} of ${this.maxRestarts} in ${this.maxSeconds} s`;
  }
}
