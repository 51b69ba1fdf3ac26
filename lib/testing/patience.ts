import type { ProcessControl } from '../runtime/process-control.js';

/** A wait of a process for something foreign. */
interface Wait {
  /** What `Process.wait` waits for; an async body that awaits by itself does not tell. */
  readonly awaited: unknown;
  /** Since when, in milliseconds of real time. */
  readonly sinceMs: number;
}

/** How long the world outside is waited for. */
export class Patience {
  readonly #limitMs: number;
  #waits = new Map<ProcessControl, Wait>();

  /** @param limitMs milliseconds of real time for each wait. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Whether one of those who wait has not had its time. A wait is new when its process did not wait when this was asked last, or waited for something else. */
  lasts(waiting: readonly ProcessControl[]): boolean {
    const nowMs = performance.now();
    const before = this.#waits;
    this.#waits = new Map();
    let lasts = false;
    for (const control of waiting) {
      const awaited = control.receiving?.awaited;
      const known = before.get(control);
      const wait = known?.awaited === awaited && known !== undefined ? known : { awaited, sinceMs: nowMs };
      this.#waits.set(control, wait);
      if (nowMs - wait.sinceMs < this.#limitMs) lasts = true;
    }
    return lasts;
  }
}
