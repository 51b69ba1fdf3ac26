import type { ProcessControl } from './process-control.js';

/** Who exists: a list threaded through the processes themselves, in order of birth. */
export class ProcessTable {
  #oldest: ProcessControl | undefined = undefined;
  #newest: ProcessControl | undefined = undefined;
  #size = 0;
  #whenEmpty: (() => void) | undefined = undefined;

  get size(): number {
    return this.#size;
  }

  add(control: ProcessControl): void {
    const last = this.#newest;
    control.older = last;
    if (last === undefined) this.#oldest = control;
    else last.newer = control;
    this.#newest = control;
    this.#size++;
  }

  /** Does nothing for one that is not in the list. */
  remove(control: ProcessControl): void {
    const { older, newer } = control;
    if (older === undefined && this.#oldest !== control) return;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    control.older = control.newer = undefined;
    if (--this.#size === 0) this.#whenEmpty?.();
  }

  /** Calls `empty` when the last process has gone, at once when there is none; replaces an earlier call. */
  onceEmpty(empty: () => void): void {
    this.#dropStillborn();
    this.#whenEmpty = empty;
    if (this.#size === 0) empty();
  }

  /** All living processes, oldest first; a snapshot. */
  toArray(): ProcessControl[] {
    const all: ProcessControl[] = [];
    for (let each = this.#oldest; each !== undefined; each = each.newer) {
      if (each.alive) all.push(each);
    }
    return all;
  }

  /** Whoever could not be born, nor taken off the list, because the stack was used up. */
  #dropStillborn(): void {
    for (let each = this.#oldest; each !== undefined; ) {
      const { newer } = each;
      if (!each.alive) this.remove(each);
      each = newer;
    }
  }
}
