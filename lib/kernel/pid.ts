declare const protocol: unique symbol;

/**
 * The identity of a process: a frozen value that travels by reference and may be compared with `===`.
 *
 * A pid is made by `spawn` alone. It prints as `#PID<0.123.0>` in strings, in `util.inspect` and in JSON.
 * `Ops` is the set of messages its process takes; a bare `Pid` takes any message.
 *
 * @see https://www.erlang.org/doc/system/data_types.html#pid
 *
 * ```ts run
 * const pid = spawn(() => {});
 * String(pid) === `#PID<0.${pid.number}.0>`; // => true
 * isPid(pid); // => true
 * ```
 */
export class Pid<in Ops = any> {
  /** Carries the protocol for the compiler only; never set. */
  declare readonly [protocol]?: (ops: Ops) => void;
  readonly #number: number;
  readonly #slot: object;

  private constructor(number: number, slot: object) {
    this.#number = number;
    this.#slot = slot;
    Object.freeze(this);
  }

  /** The number that a runtime gave to this process: the middle part of `#PID<0.123.0>`. */
  get number(): number {
    return this.#number;
  }

  /** As it prints: `#PID<0.123.0>`. */
  toString(): string {
    return `#PID<0.${this.#number}.0>`;
  }

  /** As it prints: `#PID<0.123.0>`; a pid does not come back from JSON. */
  toJSON(): string {
    return this.toString();
  }

  /** What the Node inspector shows; the symbol is global, so no import is needed. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** @internal A new identity; `slot` is the record of the process, known to the runtime only. */
  static mint(number: number, slot: object): Pid {
    return new Pid(number, slot);
  }

  /** @internal Whether a value that is an instance was really made here. */
  static isGenuine(pid: Pid): boolean {
    return #slot in pid;
  }

  /** @internal The record behind a pid. */
  static slotOf(pid: Pid): object {
    return pid.#slot;
  }

}

/**
 * Tells whether a value is a pid.
 *
 * @param value anything.
 * @returns `true` for a pid, alive or dead.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Kernel.html#is_pid/1
 *
 * ```ts run
 * isPid('#PID<0.1.0>'); // => false
 * ```
 */
export function isPid(value: unknown): value is Pid {
  // Not `#slot in value`, which asks the same more strictly: V8 does not compile it, and every message asks.
  return value instanceof Pid;
}
