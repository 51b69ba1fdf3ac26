import type { Reference } from '../kernel/reference.js';

/** How long a supervisor waits before it starts a child again. */
export interface Backoff {
  /** The first wait, in milliseconds. */
  readonly initialMs: number;
  /** By what each wait is longer than the one before. Default: 2. */
  readonly factor?: number;
  /** The longest wait, in milliseconds; a child that has lived longer than that begins with the first wait again. */
  readonly maxMs: number;
  /** The part of each wait, from 0 to 1, that is left to chance. Default: 0. */
  readonly jitter?: number;
}

/** What is known of the waits of one child. */
export interface Waits {
  /** When it was started last, or was to be started and failed. */
  startedMs: number;
  /** Its last wait; 0 for none. */
  lastMs: number;
  /** What ends the present wait. */
  timer: Reference | undefined;
}

/** How long to wait now, given the time, and chance as a number from 0 to 1; notes it. */
export function nextWait({ initialMs, factor = 2, maxMs, jitter = 0 }: Backoff, waits: Waits, nowMs: number, chance: number): number {
  const lived = nowMs - waits.startedMs;
  waits.lastMs = waits.lastMs === 0 || lived > maxMs ? Math.min(initialMs, maxMs) : Math.min(waits.lastMs * factor, maxMs);
  return waits.lastMs * (1 - jitter * chance);
}
