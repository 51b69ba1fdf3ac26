import { AsyncResource } from 'node:async_hooks';
import { Clock } from '../kernel/clock.js';
import { Host, type HostTimer } from './host.js';

/** Node's own event loop: `setImmediate` for turns, `setTimeout` for wake-up calls. */
export class NodeHost extends Host {
  /** Turns belong to the runtime, not to whoever happened to wake it: without this, async contexts would leak from process to process. */
  readonly #scope = new AsyncResource('beamwork', { requireManualDestroy: true });

  override requestTurn(turn: () => void): void {
    setImmediate(() => this.#scope.runInAsyncScope(turn));
  }

  override wakeAfter(delayMs: number, wake: () => void): HostTimer {
    const timer = setTimeout(wake, delayMs);
    return {
      cancel: () => clearTimeout(timer),
      keepAlive: (keep) => void (keep ? timer.ref() : timer.unref()),
    };
  }

  override random(): number {
    return Math.random();
  }
}

/** Node's monotonic clock; setting the wall clock does not touch it. */
export class MonotonicClock extends Clock {
  override nowMs(): number {
    return performance.now();
  }
}
