/** A scheduling priority as a number, so that comparing two is comparing numbers: 0 low, 1 normal, 2 high, 3 max. */
export type Priority = 0 | 1 | 2 | 3;

/**
 * How many normal turns a waiting low one lets pass.
 *
 * @see https://github.com/erlang/otp/blob/master/erts/emulator/beam/erl_process.h `RESCHEDULE_LOW`
 */
const normalTurnsPerLowTurn = 8;

/** What can wait in a {@link RunQueue}: it carries the link to whoever waits behind it. */
export interface Queued<T> {
  /** Who waits right behind; the queue's own. */
  behind: T | undefined;
}

/** Where those wait who can run. */
export interface ReadyQueue<T> {
  /** How many items wait with one priority. */
  lengthOf(priority: Priority): number;
  /** Queues an item that does not wait already. */
  push(item: T, priority: Priority): void;
  /** Takes the item whose turn it is; `undefined` when nobody may run now. */
  shift(): T | undefined;
}

/**
 * Who runs next: four queues, first in, first out within each.
 *
 * The rules are the BEAM's. While anything with max priority waits, nothing else gets a turn; high goes before normal and
 * low in the same way. Normal and low alternate: a low item gets its turn after eight normal turns, sooner when nothing
 * normal waits. The BEAM counts passes of each low process through a queue it shares with the normal ones; here the low
 * queue is counted as a whole, so many low items share the turn that one would get.
 *
 * Items are chained through themselves, so waiting allocates nothing; for the same reason an item waits once at a time. Nearly everything
 * runs with normal priority, so the way through `push` and `shift` that normal items take is the short one.
 *
 * ```ts
 * const queue = new RunQueue<Job>();
 * queue.push(soon, 1);
 * queue.push(first, 3);
 * queue.shift(); // => first
 * ```
 *
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#process_flag/2 `priority`
 */
export class RunQueue<T extends Queued<T>> implements ReadyQueue<T> {
  readonly #low = new Line<T>();
  readonly #normal = new Line<T>();
  readonly #high = new Line<T>();
  readonly #max = new Line<T>();
  /** Items that are not normal. While it is 0, normal is all there is. */
  #others = 0;
  /** Normal turns that the first low item still lets pass. */
  #turnsBeforeLow = normalTurnsPerLowTurn;

  /** How many items wait with one priority. */
  lengthOf(priority: Priority): number {
    return this.#lineOf(priority).length;
  }

  /**
   * Queues an item behind all others of its priority.
   *
   * @param item one that does not wait already: a second push would break the chain, and nothing checks.
   * @param priority 0 low, 1 normal, 2 high, 3 max.
   *
   * O(1).
   */
  push(item: T, priority: Priority): void {
    this.#lineOf(priority).push(item);
    if (priority !== 1) this.#others++;
  }

  /**
   * Takes the item whose turn it is.
   *
   * @returns `undefined` when nothing waits. O(1).
   */
  shift(): T | undefined {
    return this.#others === 0 ? this.#normal.shift() : this.#shiftByPriority();
  }

  #shiftByPriority(): T | undefined {
    let line = this.#max;
    if (line.first === undefined) line = this.#high;
    if (line.first === undefined) {
      // Something that is not normal waits, and it is neither max nor high: it is low.
      if (this.#normal.first !== undefined && this.#turnsBeforeLow > 0) {
        this.#turnsBeforeLow--;
        return this.#normal.shift();
      }
      this.#turnsBeforeLow = normalTurnsPerLowTurn;
      line = this.#low;
    }
    this.#others--;
    return line.shift();
  }

  #lineOf(priority: Priority): Line<T> {
    if (priority === 1) return this.#normal;
    if (priority === 0) return this.#low;
    return priority === 2 ? this.#high : this.#max;
  }
}

/** One queue: the chain of those that wait in it. */
class Line<T extends Queued<T>> {
  first: T | undefined = undefined;
  #last: T | undefined = undefined;
  length = 0;

  push(item: T): void {
    this.length++;
    if (this.#last === undefined) this.first = item;
    else this.#last.behind = item;
    this.#last = item;
  }

  shift(): T | undefined {
    const item = this.first;
    if (item === undefined) return undefined;
    this.length--;
    this.first = item.behind;
    // A link or an end that still pointed to an item would keep a dead process in memory.
    if (this.first === undefined) this.#last = undefined;
    else item.behind = undefined;
    return item;
  }
}
