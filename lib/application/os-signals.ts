import type { Host, HostTimer } from '../runtime/host.js';

/** What the operating system sends to end a program. */
export type OsSignal = 'SIGTERM' | 'SIGINT';

const signals: readonly OsSignal[] = ['SIGTERM', 'SIGINT'];

/** The longest time that Node waits. */
const longMs = 2 ** 31 - 1;

/**
 * Keeps the program alive, and listens for the operating system's wish that it ends.
 *
 * Processes that rest hold nothing open: without this a program whose processes all wait for a message would be over.
 * The first signal is kept until somebody handles it; a second one ends the program at once, as if nobody had listened.
 */
export class OsSignals {
  #first: OsSignal | undefined = undefined;
  #handler: ((signal: OsSignal) => unknown) | undefined = undefined;
  readonly #host: Host;
  #alive: HostTimer | undefined = undefined;
  readonly #heard = (signal: OsSignal): void => {
    this.#unlisten();
    this.#first = signal;
    this.#handler?.(signal);
  };

  constructor(host: Host, listening: boolean) {
    this.#host = host;
    if (!listening) return;
    this.#stayAlive();
    for (const signal of signals) process.on(signal, this.#heard);
  }

  /** Calls `handler` with the first signal; at once, when it has come already. */
  handle(handler: (signal: OsSignal) => unknown): void {
    this.#handler = handler;
    if (this.#first !== undefined) handler(this.#first);
  }

  /** Listens no more, and lets the program end. */
  leave(): void {
    this.#alive?.cancel();
    this.#alive = undefined;
    this.#unlisten();
  }

  #stayAlive(): void {
    this.#alive = this.#host.wakeAfter(longMs, () => this.#stayAlive());
    this.#alive.keepAlive(true);
  }

  #unlisten(): void {
    for (const signal of signals) process.removeListener(signal, this.#heard);
  }
}

/** Sets the exit code, unless the program has set one that tells of a failure. */
export function exitWith(code: number): void {
  if (process.exitCode === undefined || process.exitCode === 0) process.exitCode = code;
}
