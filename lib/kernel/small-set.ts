/** Up to this many members are found by looking at each: quicker than hashing, and a fraction of a `Set`'s memory. */
const mostSlots = 8;
/** A set that shrank to this many goes back to slots. Below the other limit, so that a set at the border does not flip. */
const fewMembers = 4;

/**
 * A set of objects that nearly always has few members, yet may have 100,000: the links of a process, its monitors.
 *
 * Up to eight members stand in an array of 2, 4 or 8 slots; beyond that a `Set` takes over. Members are visited in the
 * order in which they were added; one that was deleted and added again comes last.
 *
 * ```ts
 * const links = new SmallSet<Pid>();
 * links.add(pid); // => true
 * links.add(pid); // => false
 * links.size; // => 1
 * ```
 */
export class SmallSet<T extends object> {
  /** The members from 0 to `#count`, then `undefined`. Arrays are sized by hand: `push` would reserve 17 slots for the second. */
  #slots: (T | undefined)[] = noSlots;
  #count = 0;
  #set: Set<T> | undefined = undefined;

  /** How many members there are. */
  get size(): number {
    return this.#set === undefined ? this.#count : this.#set.size;
  }

  /** Tells whether `member` is in the set. O(1). */
  has(member: T): boolean {
    return this.#set === undefined ? this.indexOf(member) !== -1 : this.#set.has(member);
  }

  /**
   * Adds a member behind all others.
   *
   * @returns `false` when it was there already, and keeps its place. O(1), amortised.
   */
  add(member: T): boolean {
    if (this.#set !== undefined) {
      const before = this.#set.size;
      return this.#set.add(member).size > before;
    }
    if (this.indexOf(member) !== -1) return false;
    if (this.#count < mostSlots) this.append(member);
    else this.toSet().add(member);
    return true;
  }

  /**
   * Removes a member.
   *
   * @returns `false` when it was not there. O(1), amortised.
   */
  delete(member: T): boolean {
    if (this.#set !== undefined) {
      const deleted = this.#set.delete(member);
      if (this.#set.size <= fewMembers) this.toSlots(this.#set);
      return deleted;
    }
    const index = this.indexOf(member);
    if (index === -1) return false;
    const slots = this.#slots;
    this.#count -= 1;
    for (let slot = index; slot < this.#count; slot += 1) slots[slot] = slots[slot + 1];
    slots[this.#count] = undefined;
    return true;
  }

  /** All members, oldest first, in an array of the caller's own. O(size). */
  toArray(): T[] {
    if (this.#set !== undefined) return [...this.#set];
    const members: T[] = [];
    for (let slot = 0; slot < this.#count; slot += 1) {
      const member = this.#slots[slot];
      if (member !== undefined) members.push(member);
    }
    return members;
  }

  /**
   * Visits the members that there are at the moment of the call, oldest first.
   *
   * @param visit may change the set; that changes nothing about who is visited.
   *
   * O(size).
   */
  forEach(visit: (member: T) => void): void {
    for (const member of this.toArray()) visit(member);
  }

  // Not #private methods: these would cost every set one more field.

  /** From the end: whoever came last (the monitor of a request) tends to leave first. */
  private indexOf(member: T): number {
    let slot = this.#count - 1;
    while (slot >= 0 && this.#slots[slot] !== member) slot -= 1;
    return slot;
  }

  private append(member: T): void {
    const slots = this.#slots;
    if (this.#count < slots.length) slots[this.#count] = member;
    else if (this.#count === 0) this.#slots = [member, undefined];
    else this.#slots = doubled(slots, member);
    this.#count += 1;
  }

  private toSet(): Set<T> {
    this.#set = new Set(this.toArray());
    this.#slots = noSlots;
    this.#count = 0;
    return this.#set;
  }

  private toSlots(set: Set<T>): void {
    this.#set = undefined;
    for (const member of set) this.append(member);
  }
}

/** What an empty set starts with; nothing is ever written to it. */
const noSlots: never[] = [];

function doubled<T>(slots: readonly (T | undefined)[], next: T): (T | undefined)[] {
  const copy = new Array<T | undefined>(slots.length * 2).fill(undefined);
  for (let slot = 0; slot < slots.length; slot += 1) copy[slot] = slots[slot];
  copy[slots.length] = next;
  return copy;
}
