/**
 * A value that is unique within a runtime: the name of a monitor, a timer, an alias or a request.
 *
 * It is frozen, travels by reference and is compared with `===`. It prints as `#Reference<0.1.2.3>`.
 *
 * @see https://www.erlang.org/doc/system/data_types.html#reference
 *
 * ```ts run
 * makeRef() === makeRef(); // => false
 * isReference(makeRef()); // => true
 * ```
 */
export class Reference {
  readonly #number: number;
  readonly #owner: object | undefined;
  readonly #mark: number;
  #use: object | undefined;

  private constructor(number: number, owner: object | undefined, mark: number) {
    this.#number = number;
    this.#owner = owner;
    this.#mark = mark;
    this.#use = undefined;
    Object.freeze(this);
  }

  /** As it prints: `#Reference<0.1.2.3>`. */
  toString(): string {
    const high = Math.floor(this.#number / 2 ** 36);
    const middle = Math.floor(this.#number / 2 ** 18) % 2 ** 18;
    return `#Reference<0.${high}.${middle}.${this.#number % 2 ** 18}>`;
  }

  /** As it prints: `#Reference<0.1.2.3>`; a reference does not come back from JSON. */
  toJSON(): string {
    return this.toString();
  }

  /** What the Node inspector shows; the symbol is global, so no import is needed. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /**
   * @internal A new reference.
   *
   * `owner` and `mark` say whose mailbox stood where when the reference was made: no message that is older can hold it, so a
   * receive that waits for the reference starts its scan there.
   */
  static mint(number: number, owner: object | undefined, mark: number): Reference {
    return new Reference(number, owner, mark);
  }

  /** @internal The mailbox position at which `owner` made this reference, or -1 when somebody else made it. */
  static markOf(ref: Reference, owner: object): number {
    return ref.#owner === owner ? ref.#mark : -1;
  }

  /** @internal Who made this reference. */
  static ownerOf(ref: Reference): object | undefined {
    return ref.#owner;
  }

  /** @internal The monitor, timer or alias that goes by this reference; the slot is private, so freezing leaves it open. */
  static useOf(ref: Reference): object | undefined {
    return ref.#use;
  }

  /** @internal Says what this reference stands for. */
  static setUse(ref: Reference, use: object | undefined): void {
    ref.#use = use;
  }
}

/**
 * Tells whether a value is a reference.
 *
 * @param value anything.
 * @returns `true` for a reference, spent or not.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Kernel.html#is_reference/1
 *
 * ```ts run
 * isReference({}); // => false
 * ```
 */
export function isReference(value: unknown): value is Reference {
  return value instanceof Reference;
}
