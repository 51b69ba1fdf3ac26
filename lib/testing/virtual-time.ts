import { Clock } from '../kernel/clock.js';
import type { HostTimer } from '../runtime/host.js';

/** A wake-up call that stands in the future of a {@link VirtualTime}. */
interface WakeUp {
  readonly dueMs: number;
  readonly wake: () => void;
  keepsAlive: boolean;
}

/** Time that stands still until it is moved: the clock of a runtime under test, with the wake-up calls that wait for it. */
export class VirtualTime extends Clock {
  #nowMs = 0;
  readonly #wakeUps = new Set<WakeUp>();
  /** Whether wake-up calls are being made. */
  isMoving = false;

  override nowMs(): number {
    return this.#nowMs;
  }

  /** When the next wake-up call is due that somebody waits for; `Infinity` for never. */
  get nextMs(): number {
    let next = Infinity;
    for (const { dueMs, keepsAlive } of this.#wakeUps) if (keepsAlive && dueMs < next) next = dueMs;
    return next;
  }

  wakeAfter(delayMs: number, wake: () => void): HostTimer {
    const wakeUp: WakeUp = { dueMs: this.#nowMs + delayMs, wake, keepsAlive: true };
    this.#wakeUps.add(wakeUp);
    return { cancel: () => void this.#wakeUps.delete(wakeUp), keepAlive: (keep) => void (wakeUp.keepsAlive = keep) };
  }

  /**
   * Lets time pass up to the next wake-up call, and makes it, together with all others of that instant.
   *
   * @param limitMs the time at which to stop, when no call is due by then.
   * @returns `false` when there was none.
   */
  passTo(limitMs: number): boolean {
    let next = Infinity;
    for (const { dueMs } of this.#wakeUps) if (dueMs < next) next = dueMs;
    if (next > limitMs || next === Infinity) {
      if (limitMs > this.#nowMs && limitMs < Infinity) this.#nowMs = limitMs;
      return false;
    }
    if (next > this.#nowMs) this.#nowMs = next;
    this.isMoving = true;
    try {
      for (const wakeUp of [...this.#wakeUps]) {
        // One that is due may have been called off by another of the same instant.
        if (wakeUp.dueMs <= this.#nowMs && this.#wakeUps.delete(wakeUp)) wakeUp.wake();
      }
    } finally {
      this.isMoving = false;
    }
    return true;
  }
}
