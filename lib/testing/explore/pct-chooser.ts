import type { SeededRandom } from '../seeded-random.js';
import type { Chooser } from './chooser.js';
import { livelyCount } from './lively-count.js';
import type { Thread } from './threads.js';

/**
 * Chooses by priorities that are dealt out by chance, and changed at a few steps, chosen by chance too: it finds a race that needs `depth`
 * things to come in a certain order with a probability that is known.
 *
 * @see https://www.microsoft.com/en-us/research/publication/a-randomized-scheduler-with-probabilistic-guarantees-of-finding-bugs/
 */
export class PctChooser implements Chooser {
  readonly watches = false;
  readonly #priorities = new Map<number, number>();
  readonly #changes = new Set<number>();
  #left: number;
  #step = 0;
  #longest = 20;
  #lowest = 0;

  constructor(
    readonly random: SeededRandom,
    schedules: number,
    readonly depth: number,
    readonly killChance: number,
  ) {
    this.#left = schedules;
  }

  begin(): void {
    this.#step = 0;
    this.#lowest = 0;
    this.#priorities.clear();
    this.#changes.clear();
    const changes = Math.min(this.depth - 1, this.#longest);
    while (this.#changes.size < changes) this.#changes.add(this.random.below(this.#longest));
  }

  choose(threads: readonly Thread[]): number {
    const lively = livelyCount(threads);
    if (lively < threads.length && this.random.next() < this.killChance) return lively + this.random.below(threads.length - lively);
    if (this.#changes.has(this.#step++)) this.#priorities.set(threads[this.#highest(threads, lively)]?.id ?? 0, --this.#lowest);
    return this.#highest(threads, lively);
  }

  #highest(threads: readonly Thread[], count: number): number {
    let [best, highest] = [0, -Infinity];
    for (let index = 0; index < count; index++) {
      const id = threads[index]?.id ?? 0;
      let priority = this.#priorities.get(id);
      if (priority === undefined) this.#priorities.set(id, (priority = this.random.next()));
      if (priority > highest) [best, highest] = [index, priority];
    }
    return best;
  }

  stepped(): void {}

  end(): boolean {
    if (this.#step > this.#longest) this.#longest = this.#step;
    return --this.#left > 0;
  }
}
