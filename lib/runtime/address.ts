import type { Pid } from '../kernel/pid.js';

declare const protocol: unique symbol;

/**
 * A name that somebody other than the runtime keeps: it may stand wherever a pid may be sent to.
 *
 * @see https://hexdocs.pm/elixir/GenServer.html#module-name-registration
 */
export abstract class Address<in Ops = any> {
  /** Carries the protocol for the compiler only; never set. */
  declare readonly [protocol]?: (ops: Ops) => void;

  /** Who has this name now. */
  abstract whereis(): Pid<Ops> | undefined;

  /**
   * Gives this name to a process.
   *
   * @returns who has it already; `undefined` when it is given.
   */
  abstract claim(pid: Pid): Pid | undefined;

  /** As it prints, in errors. */
  abstract toString(): string;
}
