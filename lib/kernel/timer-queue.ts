/**
 * What a {@link TimerQueue} holds: extend it with whatever the timer does when it is due.
 *
 * The entry is its own list node, so adding and removing allocate nothing. It stands in one queue at a time.
 *
 * ```ts
 * class Alarm extends TimerEntry {
 *   constructor(readonly text: string) { super(); }
 * }
 * ```
 */
export abstract class TimerEntry {
  /** When this entry is due, in milliseconds on the caller's clock; `NaN` while it is not queued. Written by the queue only. */
  deadlineMs = NaN;
  /** @internal */
  previousTimer: this | undefined = undefined;
  /** @internal */
  nextTimer: this | undefined = undefined;
  /** @internal The list this entry stands in; `undefined` while it is not queued. */
  timerList: TimerList<this> | undefined = undefined;
}

/** Up to this many empty lists are not worth a sweep. */
const toleratedEmptyLists = 32;

/** Entries with one delay. Time does not run backwards, so whoever is added later is due later: appending keeps it sorted. */
class TimerList<E extends TimerEntry> {
  first: E | undefined = undefined;
  last: E | undefined = undefined;
  /** Whole milliseconds; -1, which is nobody's delay, for a list of one entry. Small integers are stored without a box. */
  readonly delayMs: number;
  /** How many lists were made before: settles who is first of two equal deadlines. */
  readonly order: number;

  constructor(delayMs: number, order: number) {
    this.delayMs = delayMs;
    this.order = order;
  }
}

/**
 * Timers by deadline, for programs whose many timers share few delays (timeouts), most of them removed before they are due.
 *
 * One list per delay in whole milliseconds, each sorted by itself, and a heap over the lists. Only the first entry of a list
 * can be the next one due, so the heap stays as small as the number of different delays. An entry whose delay has a fraction
 * gets a list of its own: fractions come from computed delays (a random back-off), which hardly ever repeat.
 *
 * Removing an entry never touches the heap: a list's place there is a lower bound that is corrected when the list comes to the
 * top. An empty list keeps its place for the next timer of that delay; once there are more than 32 of them and they are more
 * than three quarters of all lists, they are dropped together.
 *
 * There is no clock inside. The unit is milliseconds, fractions count. The times given to `add` must not run backwards: that
 * they do not is what keeps the lists sorted.
 *
 * ```ts
 * const queue = new TimerQueue<Alarm>();
 * queue.add(new Alarm('tea'), 0, 180_000);
 * queue.nextDeadlineMs(); // => 180_000
 * queue.takeDue(179_999); // => undefined
 * queue.takeDue(180_000)?.text; // => 'tea'
 * ```
 */
export class TimerQueue<E extends TimerEntry> {
  readonly #byDelay = new Map<number, TimerList<E>>();
  readonly #heap = new ListHeap<E>();
  #emptyLists = 0;
  #listsMade = 0;
  #size = 0;

  /** How many entries are queued. */
  get size(): number {
    return this.#size;
  }

  /** @internal How many lists there are, empty ones included: what the queue costs beyond its entries. */
  get listCount(): number {
    return this.#heap.length;
  }

  /**
   * Queues an entry, to be due at exactly `nowMs + delayMs`; an entry that is queued already is moved.
   *
   * @param entry stands in this queue or in none.
   * @param nowMs the current time, not before that of the last `add`.
   * @param delayMs finite, 0 or more, of any size; the caller has checked it.
   *
   * O(1), and O(log lists) when the entry needs a new list.
   */
  add(entry: E, nowMs: number, delayMs: number): void {
    if (entry.timerList !== undefined) this.remove(entry);
    const deadlineMs = nowMs + delayMs;
    const list = this.#listFor(delayMs, deadlineMs);
    const last = list.last;
    if (last === undefined) {
      list.first = entry;
      this.#emptyLists -= 1;
    } else {
      last.nextTimer = entry;
      entry.previousTimer = last;
    }
    list.last = entry;
    entry.timerList = list;
    entry.deadlineMs = deadlineMs;
    this.#size += 1;
  }

  /**
   * Takes an entry out before it is due.
   *
   * @param entry stands in this queue or in none.
   * @returns `false` when it is not queued. O(1), amortised.
   */
  remove(entry: E): boolean {
    const list = entry.timerList;
    if (list === undefined) return false;
    const previous = entry.previousTimer;
    const next = entry.nextTimer;
    if (previous === undefined) list.first = next;
    else previous.nextTimer = next;
    if (next === undefined) list.last = previous;
    else next.previousTimer = previous;
    entry.previousTimer = undefined;
    entry.nextTimer = undefined;
    entry.timerList = undefined;
    entry.deadlineMs = NaN;
    this.#size -= 1;
    if (list.first === undefined) this.#noteEmptyList();
    return true;
  }

  /**
   * Takes the entry with the earliest deadline, if that deadline has come.
   *
   * One entry a call, so that the caller may stop between two. Entries with the same delay come in the order in which they
   * were added; among different delays that end at the same instant the order is unspecified.
   *
   * @param nowMs the current time.
   * @returns the entry, no longer queued, or `undefined` when none is due. O(log lists), amortised.
   */
  takeDue(nowMs: number): E | undefined {
    const entry = this.#earliest(nowMs);
    if (entry !== undefined) this.remove(entry);
    return entry;
  }

  /**
   * The earliest deadline of all entries, so that the caller knows how long it may sleep.
   *
   * @returns exact, on the caller's clock; `Infinity` when nothing is queued. O(log lists), amortised.
   */
  nextDeadlineMs(): number {
    return this.#earliest(Infinity)?.deadlineMs ?? Infinity;
  }

  /** The first entry of all that is due by `limitMs`. Corrects what comes to the top of the heap on the way. */
  #earliest(limitMs: number): E | undefined {
    const heap = this.#heap;
    while (heap.firstBoundMs <= limitMs) {
      const list = heap.first;
      if (list === undefined) break;
      const entry = list.first;
      if (entry === undefined) {
        this.#byDelay.delete(list.delayMs);
        this.#emptyLists -= 1;
        heap.dropFirst();
      } else if (entry.deadlineMs === heap.firstBoundMs) {
        return entry;
      } else {
        heap.postponeFirst(entry.deadlineMs);
      }
    }
    return undefined;
  }

  #listFor(delayMs: number, deadlineMs: number): TimerList<E> {
    const isShared = Number.isInteger(delayMs);
    const found = isShared ? this.#byDelay.get(delayMs) : undefined;
    if (found !== undefined) return found;
    const list = new TimerList<E>(isShared ? delayMs : -1, this.#listsMade);
    if (isShared) this.#byDelay.set(delayMs, list);
    this.#listsMade += 1;
    this.#emptyLists += 1;
    this.#heap.push(list, deadlineMs);
    return list;
  }

  /** A sweep costs as much as there are lists, and most of them became empty since the last one: constant for each. */
  #noteEmptyList(): void {
    this.#emptyLists += 1;
    if (this.#emptyLists <= toleratedEmptyLists || this.#emptyLists * 4 <= this.#heap.length * 3) return;
    this.#heap.retain((list) => {
      if (list.first === undefined) this.#byDelay.delete(list.delayMs);
      return list.first !== undefined;
    });
    this.#emptyLists = 0;
  }
}

/**
 * A binary heap of lists, each placed by a lower bound of its first deadline; equal bounds go by the age of the lists.
 *
 * The bounds stand in an array of their own: comparing two of them reads close neighbours instead of objects far apart.
 */
class ListHeap<E extends TimerEntry> {
  #lists: TimerList<E>[] = [];
  #boundsMs: number[] = [];

  get length(): number {
    return this.#lists.length;
  }

  get first(): TimerList<E> | undefined {
    return this.#lists[0];
  }

  /** `Infinity` when there is no list. */
  get firstBoundMs(): number {
    return this.#boundsMs[0] ?? Infinity;
  }

  push(list: TimerList<E>, boundMs: number): void {
    const lists = this.#lists;
    const boundsMs = this.#boundsMs;
    let index = lists.length;
    lists.push(list);
    boundsMs.push(boundMs);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = lists[above];
      const parentMs = boundsMs[above];
      if (parent === undefined || parentMs === undefined || comesBefore(parent, parentMs, list, boundMs)) break;
      lists[index] = parent;
      boundsMs[index] = parentMs;
      index = above;
    }
    lists[index] = list;
    boundsMs[index] = boundMs;
  }

  dropFirst(): void {
    const list = this.#lists.pop();
    const boundMs = this.#boundsMs.pop();
    if (list !== undefined && boundMs !== undefined && this.#lists.length > 0) this.#placeFromTop(list, boundMs);
  }

  /** Gives the first list a later bound. */
  postponeFirst(boundMs: number): void {
    const list = this.#lists[0];
    if (list !== undefined) this.#placeFromTop(list, boundMs);
  }

  /** Drops every list that fails the test. */
  retain(test: (list: TimerList<E>) => boolean): void {
    const lists = this.#lists;
    const boundsMs = this.#boundsMs;
    this.#lists = [];
    this.#boundsMs = [];
    lists.forEach((list, index) => {
      const boundMs = boundsMs[index];
      if (boundMs !== undefined && test(list)) this.push(list, boundMs);
    });
  }

  /** Puts a list where the first one stood, or as far down as children come before it. */
  #placeFromTop(list: TimerList<E>, boundMs: number): void {
    const lists = this.#lists;
    const boundsMs = this.#boundsMs;
    const length = lists.length;
    let index = 0;
    for (let below = 1; below < length; below = 2 * index + 1) {
      let child = lists[below];
      let childMs = boundsMs[below];
      if (child === undefined || childMs === undefined) break;
      if (below + 1 < length) {
        const right = lists[below + 1];
        const rightMs = boundsMs[below + 1];
        if (right !== undefined && rightMs !== undefined && comesBefore(right, rightMs, child, childMs)) {
          child = right;
          childMs = rightMs;
          below += 1;
        }
      }
      if (comesBefore(list, boundMs, child, childMs)) break;
      lists[index] = child;
      boundsMs[index] = childMs;
      index = below;
    }
    lists[index] = list;
    boundsMs[index] = boundMs;
  }
}

function comesBefore<E extends TimerEntry>(a: TimerList<E>, aMs: number, b: TimerList<E>, bMs: number): boolean {
  return aMs < bMs || (aMs === bMs && a.order < b.order);
}
