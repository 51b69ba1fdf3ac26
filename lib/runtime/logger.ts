import type { Pid } from '../kernel/pid.js';

/** What is known about a process that an uncaught error ended. */
export interface CrashReport {
  /** The process, dead by now. */
  readonly pid: Pid;
  /** The label of the process, if it has one. */
  readonly label: unknown;
  /** The registered name it had, if any. */
  readonly registeredName: string | undefined;
  /** The `via` address under which it was started, as text, if any. */
  readonly address: string | undefined;
  /** Class and method that ran, or the name of the function. */
  readonly where: string;
  /** The exit reason: the error itself, or `['nocatch', value]`. */
  readonly reason: unknown;
  /** The message being handled; `undefined` when there was none. */
  readonly message: unknown;
}

/**
 * Where a runtime writes its log: one call per crash, one per warning. The port and the injection key in one.
 *
 * An error that a logger throws is swallowed: logging never ends a process.
 *
 * @see https://www.erlang.org/doc/apps/kernel/logger_chapter.html
 */
export abstract class Logger {
  /**
   * Writes one crash.
   *
   * @param line everything worth knowing in one line.
   * @param report the same as data.
   */
  abstract crash(line: string, report: CrashReport): void;

  /**
   * Writes one warning.
   *
   * @param line a mailbox that grows, an unmatched message, a subscriber that threw.
   */
  abstract warn(line: string): void;
}

/** Writes to `console.error` and `console.warn`. */
export class ConsoleLogger extends Logger {
  /** Writes one crash, with `console.error`. */
  override crash(line: string): void {
    console.error(line);
  }

  /** Writes one warning, with `console.warn`. */
  override warn(line: string): void {
    console.warn(line);
  }
}
