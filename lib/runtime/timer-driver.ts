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
  /** Whether somebody waits for it: one that is not wanted may stay in the queue, and comes to nothing there. */
  wanted = false;

  abstract fire(): void;

  /** When it is really due, where it has been put off since it was queued. */
  putOffTo(): number {
    return 0;
  }

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
  /** How many alarms somebody waits for. */
  #wanted = 0;
  #checkRequested = false;

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Timers that wait, those that nobody wants any more included. */
  get size(): number {
    return this.#queue.size;
  }

  /** Starts `alarm`; it fires no earlier than `delayMs` from now. */
  start(alarm: Alarm, delayMs: number): void {
    const now = this.#clock.nowMs();
    this.#queue.add(alarm, now, delayMs);
    this.#want(alarm);
    const deadline = now + delayMs;
    if (deadline < this.#wakeUpMs) this.#arm(now, deadline);
  }

  /**
   * Starts an alarm that is started and rested again and again, such as the timeout of each call: where it is still queued for an earlier
   * time, it stays there, and is put off when that time has come.
   *
   * @returns when it is due.
   */
  startAgain(alarm: Alarm, delayMs: number): number {
    const due = this.#clock.nowMs() + delayMs;
    if (alarm.deadlineMs <= due) this.#want(alarm);
    else this.start(alarm, delayMs);
    return due;
  }

  /** Says that nobody waits for `alarm` any more; it may stay in the queue. */
  rest(alarm: Alarm): void {
    if (!alarm.wanted) return;
    alarm.wanted = false;
    this.#wanted--;
    if (this.#wanted === 0 && this.#keptAlive && !this.#checkRequested) {
      this.#checkRequested = true;
      this.#host.requestTurn(this.#letGo);
    }
  }

  /** Stops `alarm`; false when it was not running. */
  stop(alarm: Alarm): boolean {
    const { wanted } = alarm;
    this.rest(alarm);
    this.#queue.remove(alarm);
    return wanted;
  }

  /** Milliseconds until `alarm` fires. */
  leftMs(alarm: Alarm): number {
    return Math.max(0, alarm.deadlineMs - this.#clock.nowMs());
  }

  /** Forgets all timers and the host's wake-up call. */
  clear(): void {
    for (let alarm = this.#queue.takeDue(Infinity); alarm !== undefined; alarm = this.#queue.takeDue(Infinity)) {
      alarm.wanted = false;
      alarm.drop();
    }
    this.#wanted = 0;
    this.#wakeUp?.cancel();
    this.#wakeUp = undefined;
    this.#wakeUpMs = Infinity;
  }

  /** Without timers the wake-up call may stay, but must not keep the program alive. Asked once a turn: a timeout of each request comes and goes. */
  readonly #letGo = (): void => {
    this.#checkRequested = false;
    if (this.#wanted === 0) this.#keepAlive(false);
  };

  #want(alarm: Alarm): void {
    if (!alarm.wanted) this.#wanted++;
    alarm.wanted = true;
    if (!this.#keptAlive) this.#keepAlive(true);
  }

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
      if (alarm.wanted) this.#fire(alarm, nowMs);
      if (fired % burst === 0) {
        nowMs = this.#clock.nowMs();
        if (nowMs - startMs > burstMs) break;
      }
    }
    if (this.#queue.size === 0) return;
    this.#arm(nowMs, this.#queue.nextDeadlineMs());
    if (this.#wanted === 0) this.#keepAlive(false);
  };

  #fire(alarm: Alarm, nowMs: number): void {
    const dueMs = alarm.putOffTo();
    if (dueMs > nowMs) {
      this.#queue.add(alarm, nowMs, dueMs - nowMs);
      return;
    }
    alarm.wanted = false;
    this.#wanted--;
    alarm.fire();
  }
}
