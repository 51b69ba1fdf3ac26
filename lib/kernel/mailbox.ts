/** Everything that waits for a process besides messages: exit signals, links, monitors. See `runtime/signals.ts`. */
export abstract class Signal {
  /** Keeps the type apart from all other objects; never set. */
  declare private readonly brand: never;
}

/** A buffer larger than this is let go when the mailbox becomes empty, so that one burst does not hold memory for ever. */
const keptSlots = 1_024;

/**
 * What waits for one process, in the order in which it arrived.
 *
 * One buffer holds two parts. Below `firstSignal` everything has been received: these are messages. From `firstSignal` on, messages and
 * other signals are in transit; `runtime/signal-reception.ts` receives them, in order, before the process looks for its next message.
 * While no signal but messages is in transit (`signalCount === 0`), the two parts are one and reception costs nothing.
 *
 * Fields are open to the runtime, which reads them once per message; only the methods move them, save `cursor` and `scan`,
 * which belong to whoever scans: the handlers of a class, and `receive`.
 */
export class Mailbox {
  items: unknown[] | undefined = undefined;
  /** Index of the oldest item. */
  head = 0;
  /** Index after the newest item. */
  tail = 0;
  /** Index at which the handlers of a class go on: all below is unmatched. */
  cursor = 0;
  /** Index at which a waiting `receive` goes on: the save pointer. */
  scan = 0;
  /** How many items in transit are no messages. */
  signalCount = 0;
  /** Index of the first of them; meaningful while `signalCount > 0`. */
  firstSignal = 0;
  /** Index after the last priority message: they stand before all others. Meaningful while it is greater than `head`. */
  priorityEnd = 0;
  /** How far indexes have moved: index + base is a position that stays. */
  #base = 0;
  /** How often items left from the middle or the end, or came in at the front: each may have shifted later positions by one, or moved messages. */
  shifts = 0;

  /** Adds a message. */
  append(message: unknown): void {
    if (this.items === undefined) this.items = [message];
    else this.items[this.tail] = message;
    this.tail++;
  }

  /** Adds a signal that is no message. */
  appendSignal(signal: Signal): void {
    this.append(signal);
    if (this.signalCount++ === 0) this.firstSignal = this.tail - 1;
  }

  /**
   * Whether a message still stands where a scan looks, after a guard has run: it may have brought priority messages in, flushed others away, or ended
   * the process. `cursor` and `scan` follow all that; a copy of them does not. To be asked when `shifts` has changed.
   */
  isAt(index: number, message: unknown): boolean {
    return this.items !== undefined && Object.is(this.items[index], message);
  }

  /** Index after the last message that has been received. */
  get received(): number {
    return this.signalCount > 0 ? this.firstSignal : this.tail;
  }

  /** Takes the message at `index` out; all others keep their order. O(1) at both ends, else O(distance to the nearer end). */
  removeAt(index: number): void {
    if (index === this.head) this.#removeFirst();
    else this.#removeLater(index);
  }

  /** The same for a message that nobody takes: a scan may be about to look at it, or at a later one. */
  dropAt(index: number): void {
    this.shifts++;
    this.removeAt(index);
  }

  /** Small, so that V8 makes it a part of whoever calls. */
  #removeFirst(): void {
    const { items } = this;
    if (items === undefined) return;
    const head = this.head + 1;
    items[head - 1] = undefined;
    this.head = head;
    if (head === this.tail) {
      this.#reset();
      return;
    }
    if (this.cursor < head) this.cursor = head;
    if (this.scan < head) this.scan = head;
    if (head >= keptSlots && head * 2 > this.tail) this.#compact();
  }

  #removeLater(index: number): void {
    const { items } = this;
    if (items === undefined) return;
    this.shifts++;
    if (index === this.tail - 1) {
      items[index] = undefined;
      this.tail = index;
      if (this.priorityEnd > index) this.priorityEnd = index;
      if (this.cursor > index) this.cursor = index;
      if (this.scan > index) this.scan = index;
      return;
    }
    if (index - this.head < this.tail - index) {
      if (this.priorityEnd > this.head && this.priorityEnd <= index) this.priorityEnd++;
      items.copyWithin(this.head + 1, this.head, index);
      items[this.head++] = undefined;
      if (this.cursor <= index) this.cursor++;
      if (this.scan <= index) this.scan++;
    } else {
      items.copyWithin(index, index + 1, this.tail);
      items[--this.tail] = undefined;
      if (this.priorityEnd > index) this.priorityEnd--;
      if (this.cursor > index) this.cursor--;
      if (this.scan > index) this.scan--;
      if (this.signalCount > 0) this.firstSignal--;
    }
  }

  /** Keeps only the first `tail` items; reception has dropped the rest. */
  truncate(tail: number): void {
    const items = this.items;
    if (items === undefined) return;
    for (let index = tail; index < this.tail; index++) items[index] = undefined;
    this.shifts += this.tail - tail;
    this.tail = tail;
    if (this.head === tail) this.#reset();
  }

  /**
   * Places messages, in their order, behind the priority messages that are there and before all others; a scan that has passed that
   * place goes back to it. No signal may be in transit.
   *
   * O(priority messages) while there are free slots before the oldest message, and O(all) when there are none; then many are made.
   */
  insertPriority(messages: readonly unknown[]): void {
    this.shifts++;
    const count = messages.length;
    if (count > this.head) this.#makeRoom(count);
    const { head, items } = this;
    if (items === undefined) return;
    const end = this.priorityEnd > head ? this.priorityEnd : head;
    items.copyWithin(head - count, head, end);
    for (let index = 0; index < count; index++) items[end - count + index] = messages[index];
    this.head = head - count;
    this.priorityEnd = end;
    this.cursor = (this.cursor < end ? this.cursor : end) - count;
    this.scan = (this.scan < end ? this.scan : end) - count;
  }

  /** Makes free slots before the oldest message; more than are asked for, so that the next priority messages cost little. */
  #makeRoom(count: number): void {
    const { head, tail } = this;
    const room = count + Math.min(tail - head, keptSlots);
    const free: unknown[] = new Array(room).fill(undefined);
    this.items = free.concat(this.items?.slice(head, tail) ?? []);
    const moved = room - head;
    this.#base -= moved;
    this.head = room;
    this.tail += moved;
    this.cursor += moved;
    this.scan += moved;
    this.priorityEnd += moved;
  }

  /** Forgets everything; the process has ended. */
  discard(): void {
    this.shifts++;
    this.items = undefined;
    this.head = this.tail = this.cursor = this.scan = this.signalCount = this.priorityEnd = 0;
  }

  /** The position of the next message: what arrives from now on is found at or after it, see {@link Mailbox.indexAt}. */
  mark(): number {
    return this.#base + this.tail + this.shifts;
  }

  /** The position of the message at `index`. */
  markAt(index: number): number {
    return this.#base + index + this.shifts;
  }

  /** The index at which a scan for messages after `mark` may start; never too late: a priority message may be younger than its place says. */
  indexAt(mark: number): number {
    if (this.priorityEnd > this.head) return this.head;
    const index = mark - this.shifts - this.#base;
    return index > this.head ? index : this.head;
  }

  #reset(): void {
    this.#base += this.tail;
    this.head = this.tail = this.cursor = this.scan = this.priorityEnd = 0;
    if (this.items !== undefined && this.items.length > keptSlots) this.items = undefined;
  }

  #compact(): void {
    const { head } = this;
    this.items = this.items?.slice(head, this.tail);
    this.#base += head;
    this.tail -= head;
    this.cursor = this.cursor > head ? this.cursor - head : 0;
    this.scan = this.scan > head ? this.scan - head : 0;
    this.firstSignal -= head;
    this.priorityEnd = this.priorityEnd > head ? this.priorityEnd - head : 0;
    this.head = 0;
  }
}
