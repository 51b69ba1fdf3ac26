interface Row<T> {
  readonly literal: unknown;
  readonly value: T;
}

/**
 * Values by literal, with one value for every literal that is not listed.
 *
 * Strings have an object without prototype to themselves: V8 finds a string there twice as fast as in a Map. Messages of one
 * kind come in runs, so the row found last is looked at first.
 */
export class PatternIndex<T> {
  readonly #otherwise: T;
  readonly #strings: Record<string, Row<T>> = Object.create(null);
  readonly #others = new Map<unknown, Row<T>>();
  #last: Row<T>;

  constructor(otherwise: T) {
    this.#otherwise = otherwise;
    // No literal is equal to a fresh object.
    this.#last = { literal: {}, value: otherwise };
  }

  set(literal: unknown, value: T): void {
    const row = { literal, value };
    if (typeof literal === 'string') this.#strings[literal] = row;
    else this.#others.set(literal, row);
  }

  get(literal: unknown): T {
    if (literal === this.#last.literal) return this.#last.value;
    const row = typeof literal === 'string' ? this.#strings[literal] : this.#others.get(literal);
    if (row === undefined) return this.#otherwise;
    this.#last = row;
    return row.value;
  }
}
