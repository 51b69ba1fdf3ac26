import { setCurrent } from '../runtime/current.js';
import { isReached } from './goal.js';
import type { HeldQueue } from './held-queue.js';
import { microtasksDone } from './microtasks-done.js';
import type { Patience } from './patience.js';
import type { Situation } from './situation.js';
import type { TestHost } from './test-host.js';
import type { VirtualTime } from './virtual-time.js';

/** What a driver moves, and by what it knows when to stop. */
interface Parts {
  readonly time: VirtualTime;
  readonly host: TestHost;
  readonly queue: HeldQueue;
  readonly situation: Situation;
  readonly patience: Patience;
  readonly maxSlices: number;
}

/** Lets processes of a runtime under test run, and time pass. */
export class Driver {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Lets all run who can. @throws BeamworkError `BEAMWORK_LIVELOCK`, as a rejection. */
  async settle(): Promise<void> {
    const { queue, maxSlices } = this.#parts;
    queue.slicesLeft = maxSlices;
    await this.#play();
    queue.slicesLeft = Infinity;
  }

  /** Lets all run who can and time pass up to an instant, until something is so; `false` when it is not so then. @throws what asking throws, as a rejection. */
  async until(isSo: () => unknown, endMs: number): Promise<boolean> {
    const { queue, time, situation, patience } = this.#parts;
    const thrown: unknown[] = [];
    const held = (): boolean => {
      setCurrent(undefined);
      try {
        return thrown.length > 0 || isReached(isSo);
      } catch (error) {
        thrown.push(error);
        return true;
      }
    };
    queue.held = held;
    let isHeld = false;
    try {
      do await this.settle();
      while (!(isHeld = held()) && (patience.lasts(situation.foreign) || (time.nextMs <= endMs && time.passTo(endMs))));
    } finally {
      queue.held = undefined;
    }
    if (thrown.length > 0) throw thrown[0];
    return isHeld;
  }

  /** Lets time pass until a promise is settled, or nobody can settle it but the world outside. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    const { time, host, situation, patience, maxSlices } = this.#parts;
    let isSettled = false;
    const settled = (): void => void (isSettled = true);
    promise.then(settled, settled);
    // Beside somebody whose clock ticks for ever, time would never end.
    for (let instants = 0; ; ) {
      await this.settle();
      if (isSettled) return promise;
      // What is foreign comes in real time: virtual time would fly by meanwhile.
      if (host.wantsTurn || patience.lasts(situation.foreign)) continue;
      if (time.nextMs === Infinity) throw situation.neverSo('nobody can run any more');
      if (++instants > maxSlices) throw situation.neverSo(`timers were due at ${maxSlices.toLocaleString('en')} instants`);
      time.passTo(Infinity);
    }
  }

  async #play(): Promise<void> {
    const { queue, host, situation, maxSlices } = this.#parts;
    // Who was held may go on without asking for a turn.
    if (queue.length > 0) host.playAgain();
    do {
      host.playTurns();
      await microtasksDone();
      if (queue.slicesLeft <= 0 && queue.length > 0) throw situation.livelock(maxSlices);
    } while (host.wantsTurn);
  }
}
