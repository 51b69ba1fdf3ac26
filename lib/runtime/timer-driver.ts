import type { Clock } from '../kernel/clock.js';
import { TimerEntry, TimerQueue } from '../kernel/timer-queue.js';
import type { Host, HostTimer } from './host.js';

/** Node's own limit: a longer delay would fire at once. */
const longestDelayMs = 2 ** 31 - 1;
/** After so many timers the clock is read again, so that a burst does not hold the thread. */
const burst = 128;
/** A burst that has lasted longer goes on in the next turn, in milliseconds. */
const burstMs = 2;

/** A timer that knows what to do when it is due. */
export abstract class Alarm extends TimerEntry {
  abstract fire(): void;

  /** Called when the runtime stops while the alarm is set: nobody will hear it. */
  drop(): void {}
}

/** All timers of one runtime behind a single wake-up call of the host. */
export class TimerDriver {
  readonly #queue = new TimerQueue<Alarm>();
  readonly #host: Host;
  readonly #clock: Clock;
  #wakeUp: HostTimer | undefined = undefined;
  #wakeUpMs = Infinity;
  #keptAlive = false;
  #checkRequested = false;

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Starts `alarm`; it fires no earlier than `delayMs` from now. */
  start(alarm: Alarm, delayMs: number): void {
    const now = this.#clock.nowMs();
    this.#queue.add(alarm, now, delayMs);
    const deadline = now + delayMs;
    if (deadline < this.#wakeUpMs) this.#arm(now, deadline);
    else if (!this.#keptAlive) this.#keepAlive(true);
  }

  /** Stops `alarm`; false when it was not running. */
  stop(alarm: Alarm): boolean {
    const stopped = this.#queue.remove(alarm);
    if (this.#queue.size === 0 && this.#keptAlive && !this.#checkRequested) {
      this.#checkRequested = true;
      this.#host.requestTurn(this.#letGo);
    }
    return stopped;
  }

  /** Milliseconds until `alarm` fires. */
  leftMs(alarm: Alarm): number {
    return Math.max(0, alarm.deadlineMs - this.#clock.nowMs());
  }

  /** Forgets all timers and the host's wake-up call. */
  clear(): void {
    for (let alarm = this.#queue.takeDue(Infinity); alarm !== undefined; alarm = this.#queue.takeDue(Infinity)) alarm.drop();
    this.#wakeUp?.cancel();
    this.#wakeUp = undefined;
    this.#wakeUpMs = Infinity;
  }

  /** Without timers the wake-up call may stay, but must not keep the program alive. Asked once a turn: a timeout of each request comes and goes. */
  readonly #letGo = (): void => {
    this.#checkRequested = false;
    if (this.#queue.size === 0) this.#keepAlive(false);
  };

  #keepAlive(keep: boolean): void {
    this.#keptAlive = keep;
    this.#wakeUp?.keepAlive(keep);
  }

  #arm(nowMs: number, deadlineMs: number): void {
    this.#wakeUp?.cancel();
    this.#keptAlive = true;
    this.#wakeUpMs = deadlineMs;
    this.#wakeUp = this.#host.wakeAfter(Math.min(longestDelayMs, Math.max(1, Math.ceil(deadlineMs - nowMs))), this.#wake);
  }

  readonly #wake = (): void => {
    this.#wakeUp = undefined;
    this.#wakeUpMs = Infinity;
    const startMs = this.#clock.nowMs();
    let nowMs = startMs;
    for (let fired = 1; ; fired++) {
      const alarm = this.#queue.takeDue(nowMs);
      if (alarm === undefined) break;
      alarm.fire();
      if (fired % burst === 0) {
        nowMs = this.#clock.nowMs();
        if (nowMs - startMs > burstMs) break;
      }
    }
    if (this.#queue.size > 0) this.#arm(nowMs, this.#queue.nextDeadlineMs());
  };
}
