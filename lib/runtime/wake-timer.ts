import { scheduled, type ProcessControl } from './process-control.js';
import { Alarm } from './timer-driver.js';

/** The timeout of a receive, or of a class's `@After`: one per process, used again and again. */
export class WakeTimer extends Alarm {
  /** True once the timeout has passed; whoever waits takes note and resets it. */
  expired = false;
  /** When the present timeout passes; the queue may still have an earlier one that nobody waits for. */
  dueMs = 0;
  readonly #control: ProcessControl;

  constructor(control: ProcessControl) {
    super();
    this.#control = control;
  }

  override putOffTo(): number {
    return this.dueMs;
  }

  override fire(): void {
    const control = this.#control;
    this.expired = true;
    if (control.activity === scheduled) return;
    control.activity = scheduled;
    control.state.scheduler.enqueue(control);
  }
}

/** Starts the timeout of a process. */
export function startWakeTimer(control: ProcessControl, delayMs: number): void {
  const timer = (control.wakeTimer ??= new WakeTimer(control));
  timer.expired = false;
  timer.dueMs = control.state.timers.startAgain(timer, delayMs);
}

/** Stops the timeout of a process, if one runs. */
export function stopWakeTimer(control: ProcessControl): void {
  const timer = control.wakeTimer;
  if (timer === undefined) return;
  timer.expired = false;
  control.state.timers.rest(timer);
}

/** Takes the timeout of a process that has ended out of the queue, which would keep its record. */
export function dropWakeTimer({ wakeTimer, state }: ProcessControl): void {
  if (wakeTimer !== undefined) state.timers.stop(wakeTimer);
}

/** A message has come: no timeout of the class runs on. */
export function stopWaiting(control: ProcessControl): void {
  stopWakeTimer(control);
  if (control.extras !== undefined) control.extras.idleMs = undefined;
}

/** Whether the timeout of the class has passed; starts it where it does not run. */
export function isDue(control: ProcessControl, ms: number): boolean {
  if (ms === 0) return true;
  const timer = control.wakeTimer;
  if (timer?.expired === true) {
    timer.expired = false;
    return true;
  }
  if (ms !== Infinity && timer?.wanted !== true) startWakeTimer(control, ms);
  return false;
}
