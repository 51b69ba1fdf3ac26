import type { ProcessControl } from '../runtime/process-control.js';

/** How long the world outside is waited for: each process that awaits something foreign gets so much of real time, once for each wait. */
export class Patience {
  readonly #limitMs: number;
  /** Since when each waits, in real time. */
  #since = new Map<ProcessControl, number>();

  /** @param limitMs milliseconds of real time. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Whether one of those who wait has not had its time. Who did not wait when this was asked last begins a new wait. */
  lasts(waiting: readonly ProcessControl[]): boolean {
    const nowMs = performance.now();
    this.#since = new Map(waiting.map((control) => [control, this.#since.get(control) ?? nowMs]));
    return waiting.some((control) => nowMs - (this.#since.get(control) ?? nowMs) < this.#limitMs);
  }
}
