/** A scheduling priority as a number, so that comparing two is comparing numbers: 0 low, 1 normal, 2 high, 3 max. */
export type Priority = 0 | 1 | 2 | 3;

/**
 * How many normal turns a waiting low one lets pass.
 *
 * @see https://github.com/erlang/otp/blob/master/erts/emulator/beam/erl_process.h `RESCHEDULE_LOW`
 */
const normalTurnsPerLowTurn = 8;

/**
 * Who runs next: four queues, first in, first out within each.
 *
 * The rules are the BEAM's. While anything with max priority waits, nothing else gets a turn; high goes before normal and
 * low in the same way. Normal and low alternate: a low item gets its turn after eight normal turns, sooner when nothing
 * normal waits. The BEAM counts passes of each low process through a queue it shares with the normal ones; here the low
 * queue is counted as a whole, so many low items share the turn that one would get.
 *
 * Nearly everything runs with normal priority, so the way through `push` and `shift` that normal items take is the short one.
 *
 * ```ts
 * const queue = new RunQueue<string>();
 * queue.push('soon', 1);
 * queue.push('first', 3);
 * queue.shift(); // => 'first'
 * queue.size; // => 1
 * ```
 *
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#process_flag/2 `priority`
 */
export class RunQueue<T> {
  readonly #low = new Ring<T>();
  readonly #normal = new Ring<T>();
  readonly #high = new Ring<T>();
  readonly #max = new Ring<T>();
  /** Items that are not normal. While it is 0, normal is all there is. */
  #others = 0;
  /** Normal turns that the first low item still lets pass. */
  #turnsBeforeLow = normalTurnsPerLowTurn;

  /** How many items wait. */
  get size(): number {
    return this.#normal.length + this.#others;
  }

  /** How many items wait with one priority. */
  lengthOf(priority: Priority): number {
    return this.#ringOf(priority).length;
  }

  /**
   * Queues an item behind all others of its priority.
   *
   * @param item anything but `undefined`, which is what an empty queue answers.
   * @param priority 0 low, 1 normal, 2 high, 3 max.
   *
   * O(1), amortised.
   */
  push(item: T, priority: Priority): void {
    if (priority === 1) {
      this.#normal.push(item);
    } else {
      this.#others += 1;
      this.#ringOf(priority).push(item);
    }
  }

  /**
   * Takes the item whose turn it is.
   *
   * @returns `undefined` when nothing waits. O(1), amortised.
   */
  shift(): T | undefined {
    return this.#others === 0 ? this.#normal.shift() : this.#shiftByPriority();
  }

  /** Forgets everything that waits, and gives its memory back. */
  clear(): void {
    for (const ring of [this.#low, this.#normal, this.#high, this.#max]) ring.clear();
    this.#others = 0;
    this.#turnsBeforeLow = normalTurnsPerLowTurn;
  }

  #shiftByPriority(): T | undefined {
    let ring = this.#max;
    if (ring.length === 0) ring = this.#high;
    if (ring.length === 0) {
      // Something that is not normal waits, and it is neither max nor high: it is low.
      if (this.#normal.length > 0 && this.#turnsBeforeLow > 0) {
        this.#turnsBeforeLow -= 1;
        return this.#normal.shift();
      }
      this.#turnsBeforeLow = normalTurnsPerLowTurn;
      ring = this.#low;
    }
    this.#others -= 1;
    return ring.shift();
  }

  #ringOf(priority: Priority): Ring<T> {
    if (priority === 1) return this.#normal;
    if (priority === 0) return this.#low;
    return priority === 2 ? this.#high : this.#max;
  }
}

const smallestCapacity = 16;
/** A ring of up to this many slots keeps them: 8 kB. */
const keptCapacity = 1_024;

/** One queue in a circular array. Its capacity is a power of two, so that wrapping around is one bitwise operation. */
class Ring<T> {
  #slots: (T | undefined)[] = emptySlots(smallestCapacity);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#length === this.#slots.length) this.#resize(this.#slots.length * 2);
    this.#slots[(this.#head + this.#length) & (this.#slots.length - 1)] = item;
    this.#length += 1;
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const slots = this.#slots;
    const item = slots[this.#head];
    // A slot that still pointed to the item would keep a dead process in memory.
    slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & (slots.length - 1);
    this.#length -= 1;
    if (slots.length > keptCapacity && this.#length * 8 <= slots.length) this.#resize(slots.length / 4);
    return item;
  }

  clear(): void {
    this.#slots = emptySlots(smallestCapacity);
    this.#head = 0;
    this.#length = 0;
  }

  /** Leaves the ring half full both ways, so that the next move is as many operations away as this one copies. */
  #resize(capacity: number): void {
    const slots = emptySlots<T>(capacity);
    for (let index = 0; index < this.#length; index += 1) {
      slots[index] = this.#slots[(this.#head + index) & (this.#slots.length - 1)];
    }
    this.#slots = slots;
    this.#head = 0;
  }
}

function emptySlots<T>(capacity: number): (T | undefined)[] {
  return new Array<T | undefined>(capacity).fill(undefined);
}
