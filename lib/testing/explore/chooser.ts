import { SeededRandom } from '../seeded-random.js';
import type { Footprint } from './footprint.js';
import type { Thread } from './threads.js';

/** Decides which schedules are run. */
export interface Chooser {
  /** Whether it wants the footprints of steps, which cost time. */
  readonly watches: boolean;
  /** A schedule begins. */
  begin(): void;
  /**
   * Picks who makes the next step.
   *
   * @param threads all that can, one at least; the first is what a runtime without a kit would do, the ends of processes come last.
   * @returns an index, or -1 when this schedule would show nothing new.
   */
  choose(threads: readonly Thread[]): number;
  /**
   * What has come of the step that was chosen last.
   *
   * @param footprint what it has looked at and changed.
   * @param causes the steps without which it could not have been.
   * @param visible where nothing has come of it: what little others can see of it.
   */
  stepped(footprint: Footprint, causes: readonly number[], visible: Footprint | undefined): void;
  /** The schedule is over. @returns whether another one is wanted. */
  end(): boolean;
}

/** Chooses by a list of indexes, and the first thread where the list says nothing. */
export class ReplayChooser implements Chooser {
  readonly watches = false;
  #step = 0;

  constructor(readonly schedule: readonly number[]) {}

  begin(): void {
    this.#step = 0;
  }

  choose(threads: readonly Thread[]): number {
    const index = this.schedule[this.#step++] ?? 0;
    return index < threads.length ? index : 0;
  }

  stepped(): void {}

  end(): boolean {
    return false;
  }
}

/** How many of the threads are no ends of processes. */
function livelyCount(threads: readonly Thread[]): number {
  let count = threads.length;
  while (count > 0 && threads[count - 1]?.kind === 'kill') count--;
  return count;
}

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
    if (lively < threads.length && (lively === 0 || this.random.next() < this.killChance)) return lively + this.random.below(threads.length - lively);
    return this.random.below(lively);
  }

  stepped(): void {}

  end(): boolean {
    return --this.#left > 0;
  }
}

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
    for (let change = 1; change < this.depth; change++) this.#changes.add(this.random.below(this.#longest));
  }

  choose(threads: readonly Thread[]): number {
    const lively = livelyCount(threads);
    if (lively < threads.length && (lively === 0 || this.random.next() < this.killChance)) return lively + this.random.below(threads.length - lively);
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
