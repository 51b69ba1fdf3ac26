/** What a step looks at or changes, by a name that is the same in each schedule: a number for a part of a process, a text for all else. */
export type Key = number | string;

const parts = 9;

/** What a process does next: whoever changes that concerns all its steps. */
export const courseOf = (id: number): Key => id * parts;
/** Whether it lives. */
export const lifeOf = (id: number): Key => id * parts + 1;
/** The order of its messages, and whether there is one. A step that only takes one does not touch it: what comes behind changes nothing. */
export const mailboxOf = (id: number): Key => id * parts + 2;
/** Whether it traps exits. */
export const flagOf = (id: number): Key => id * parts + 3;
/** Whom it is linked to. */
export const linksOf = (id: number): Key => id * parts + 4;
/** Whom it watches. */
export const monitorsOf = (id: number): Key => id * parts + 5;
/** Who watches it. Whoever begins or ceases to watch reads, and whoever looks writes: two who come or go do not concern each other. */
export const watchersOf = (id: number): Key => id * parts + 6;
/** Whose answer it waits for. */
export const callsOf = (id: number): Key => id * parts + 7;
/** Whether it runs or waits: all that can be seen of a step that comes to nothing. */
export const statusOf = (id: number): Key => id * parts + 8;

/** All that one step has looked at or changed: two steps whose footprints do not meet come to the same in either order. */
export class Footprint {
  /** It may concern anything: the passing of time, a look at all processes. */
  isWhole = false;
  readonly #read: Key[] = [];
  readonly #written: Key[] = [];

  /** @returns whether that is new. */
  read(key: Key): boolean {
    if (this.#read.includes(key)) return false;
    this.#read.push(key);
    return true;
  }

  /** Takes back what was read: nothing has come of it. */
  unread(key: Key): void {
    this.#read.splice(this.#read.lastIndexOf(key), 1);
  }

  write(key: Key): void {
    if (!this.#written.includes(key)) this.#written.push(key);
  }

  writes(key: Key): boolean {
    return this.#written.includes(key);
  }

  /** Whether it has looked at these at the most, or changed them. */
  isWithin(...keys: readonly Key[]): boolean {
    return !this.isWhole && [...this.#read, ...this.#written].every((each) => keys.includes(each));
  }

  /** Adds all that another has looked at or changed. */
  include(other: Footprint): void {
    this.isWhole ||= other.isWhole;
    for (const key of other.#read) this.read(key);
    for (const key of other.#written) this.write(key);
  }

  /** Whether the order of the two steps may matter. */
  meets(other: Footprint): boolean {
    if (this.isWhole || other.isWhole) return true;
    return this.#touches(other) || other.#read.some((key) => this.#written.includes(key));
  }

  #touches(other: Footprint): boolean {
    return other.#written.some((key) => this.#written.includes(key) || this.#read.includes(key));
  }
}
