/** A wake-up call that the host has agreed to make. */
export interface HostTimer {
  /** Calls it off. */
  cancel(): void;
  /** Says whether the program must stay alive for it. */
  keepAlive(keep: boolean): void;
}

/**
 * What a runtime asks of the program around it: a turn of the event loop, and a wake-up call. The port and the injection key in one.
 */
export abstract class Host {
  /** Calls `turn` once, soon, from the event loop; timers and sockets get their turn before it. */
  abstract requestTurn(turn: () => void): void;

  /** Calls `wake` once after at least `delayMs` milliseconds (0 to 2³¹−1). */
  abstract wakeAfter(delayMs: number, wake: () => void): HostTimer;
}
