import type { ReadyQueue } from '../kernel/run-queue.js';
import type { ProcessControl } from './process-control.js';

/** A wake-up call that the host has agreed to make. */
export interface HostTimer {
  /** Calls it off; does nothing when it has been made. */
  cancel(): void;
  /**
   * Says whether the program must stay alive for it.
   *
   * @param keep `true` to keep the program alive.
   */
  keepAlive(keep: boolean): void;
}

/**
 * What a runtime asks of the program around it: a turn of the event loop, a wake-up call, and chance. The port and the injection key in one.
 *
 * @see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
 */
export abstract class Host {
  /**
   * Calls `turn` once, soon, from the event loop; timers and sockets get their turn before it.
   *
   * @param turn what to call.
   */
  abstract requestTurn(turn: () => void): void;

  /**
   * Calls `wake` once after at least `delayMs` milliseconds.
   *
   * @param delayMs milliseconds, 0 to 2³¹−1.
   * @param wake what to call.
   * @returns the call, to be called off.
   */
  abstract wakeAfter(delayMs: number, wake: () => void): HostTimer;

  /**
   * A number that is left to chance.
   *
   * @returns from 0 up to, not including, 1.
   */
  abstract random(): number;

  /** @internal Reductions that a process may use in one slice; then it goes to the end of the run queue. Default: 200. */
  readonly sliceReductions?: number;

  /** @internal Where a runtime's processes wait for their turns. Default: a run queue with the BEAM's rules. */
  newRunQueue?(): ReadyQueue<ProcessControl>;
}
