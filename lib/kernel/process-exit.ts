import { showTerm } from './show-term.js';

/**
 * What `exit(reason)` throws inside a process, and what `run` rejects with when its process did not end normally.
 *
 * Code inside the process may catch it and go on, as in Elixir.
 *
 * ```ts run
 * const failure = await run(() => exit('boom')).catch((error) => error);
 * failure instanceof ProcessExit; // => true
 * failure.reason; // => 'boom'
 * ```
 */
export class ProcessExit extends Error {
  /** The exit reason. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    super(`process ended: ${reason instanceof Error ? reason.message : showTerm(reason)}`, reason instanceof Error ? { cause: reason } : undefined);
    this.name = 'ProcessExit';
    this.reason = reason;
  }
}

/** Makes the value that `exit` throws; a stack trace would cost more than the rest of an exit and tell nobody anything. */
export function newExit(reason: unknown): ProcessExit {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return new ProcessExit(reason);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Unwinds the frames of a process that a signal of its own has ended; the runtime made it, and it is never an exit reason. */
export class Unwind extends Error {
  static readonly token = new Unwind();

  private constructor() {
    super('this process has ended: nothing more of it can run');
    this.name = 'Unwind';
  }
}
