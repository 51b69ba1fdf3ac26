import { showReason } from './show-term.js';

/**
 * What `exit(reason)` throws inside a process, and what `run` rejects with when its process did not end normally.
 *
 * Code inside the process may catch it and go on, as in Elixir.
 *
 * @see https://hexdocs.pm/elixir/Kernel.html#exit/1
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

  /** @param reason any term; the message shows it. */
  constructor(reason: unknown) {
    super(textOf(reason), isError(reason) ? { cause: reason } : undefined);
    this.name = 'ProcessExit';
    this.reason = reason;
  }
}

/**
 * The same without a stack trace: what `exit` throws.
 *
 * Taking a trace costs ten times as much as all the rest of an exit, and making any `Error` three times; nobody looks at the trace of an exit.
 */
class Exit implements ProcessExit {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }

  get name(): string {
    return 'ProcessExit';
  }

  get message(): string {
    return textOf(this.reason);
  }
}

Object.setPrototypeOf(Exit.prototype, ProcessExit.prototype);

/** Makes the value that `exit` throws. */
export function newExit(reason: unknown): ProcessExit {
  return new Exit(reason);
}

function textOf(reason: unknown): string {
  return `process ended: ${isError(reason) ? reason.message || reason.name : showReason(reason)}`;
}

/** A reason may be a proxy that throws at every question; then it is no error. */
function isError(reason: unknown): reason is Error {
  try {
    return reason instanceof Error && typeof reason.message === 'string';
  } catch {
    return false;
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
