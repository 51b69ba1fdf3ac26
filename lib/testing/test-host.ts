import type { ReadyQueue } from '../kernel/run-queue.js';
import { Host, type HostTimer } from '../runtime/host.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { SeededRandom } from './seeded-random.js';
import type { VirtualTime } from './virtual-time.js';

/** The program around a runtime under test: turns are played when the test says so, wake-up calls wait for virtual time, chance has a seed. */
export class TestHost extends Host {
  declare readonly sliceReductions?: number;
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;
  readonly #ready: ReadyQueue<ProcessControl>;
  /** A set: a scheduler that was held asks again; it needs one turn, and must not get two. */
  #turns = new Set<() => void>();
  #firstTurn: (() => void) | undefined = undefined;

  constructor(time: VirtualTime, random: SeededRandom, ready: ReadyQueue<ProcessControl>, sliceReductions?: number) {
    super();
    this.#time = time;
    this.#random = random;
    this.#ready = ready;
    if (sliceReductions !== undefined) this.sliceReductions = sliceReductions;
  }

  /** Whether somebody has asked for a turn. */
  get wantsTurn(): boolean {
    return this.#turns.size > 0;
  }

  /** Gives a turn to all who have asked for one. */
  playTurns(): void {
    const turns = this.#turns;
    this.#turns = new Set();
    for (const turn of turns) turn();
  }

  /** Has the scheduler ask for a turn, when it has not: its queue was held. It is the first to ask, when the first process is there. */
  playAgain(): void {
    if (this.#firstTurn !== undefined) this.#turns.add(this.#firstTurn);
  }

  override requestTurn(turn: () => void): void {
    this.#firstTurn ??= turn;
    this.#turns.add(turn);
  }

  override wakeAfter(delayMs: number, wake: () => void): HostTimer {
    return this.#time.wakeAfter(delayMs, wake);
  }

  override random(): number {
    return this.#random.next();
  }

  override newRunQueue(): ReadyQueue<ProcessControl> {
    return this.#ready;
  }
}
