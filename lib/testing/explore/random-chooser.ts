import type { SeededRandom } from '../seeded-random.js';
import type { Chooser } from './chooser.js';
import { livelyCount } from './lively-count.js';
import type { Thread } from './threads.js';

/** Chooses by chance, each thread as likely as the other; ends processes now and then, where that is allowed. */
export class RandomChooser implements Chooser {
  readonly watches = false;
  #left: number;

  constructor(
    readonly random: SeededRandom,
    schedules: number,
    readonly killChance: number,
  ) {
    this.#left = schedules;
  }

  begin(): void {}

  choose(threads: readonly Thread[]): number {
    const lively = livelyCount(threads);
    if (lively < threads.length && this.random.next() < this.killChance) return lively + this.random.below(threads.length - lively);
    return this.random.below(lively);
  }

  stepped(): void {}

  end(): boolean {
    return --this.#left > 0;
  }
}
