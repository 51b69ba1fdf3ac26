import type { Clock } from '../kernel/clock.js';
import { type ReadyQueue, RunQueue } from '../kernel/run-queue.js';
import { setCurrent } from './current.js';
import type { Host } from './host.js';
import type { Body, ProcessControl } from './process-control.js';
import type { Sinks } from './sinks.js';
import { runSlice } from './slice.js';
import { setSliceReductions } from './slice-budget.js';
import { describeWhere } from './where.js';

/** Reductions that a process may use in one slice; then it goes to the end of the run queue. */
const usualReductions = 200;
/** How long processes may hold the thread before timers and sockets get their turn. */
const turnMs = 1;
/** The clock is read after so much work at the most; reading it after every slice would cost more than a message. */
const mostWorkUnread = 256;
/** About so much time passes between two readings of the clock, in milliseconds. */
const readingMs = 0.1;

/** Numbers about a scheduler since its runtime started. */
export interface SchedulerStatistics {
  /** Processes that wait for their turn, per priority. */
  readonly runQueue: { readonly low: number; readonly normal: number; readonly high: number; readonly max: number };
  /** Work done: about one reduction for each message handled. */
  readonly reductions: number;
  /** How often a process was given the thread. */
  readonly slices: number;
  /** The longest slice while somebody listened to `long$`, in milliseconds; 0 before. */
  readonly longestSliceMs: number;
}

/**
 * Who runs next, and for how long.
 *
 * The host grants turns of the event loop. A turn runs slices off the run queue until it is empty or the turn has lasted 1 ms;
 * then timers and sockets get theirs. How often the clock is read follows from how long slices take.
 */
export class Scheduler {
  reductions = 0;
  slices = 0;
  longestSliceMs = 0;
  readonly #queue: ReadyQueue<ProcessControl>;
  readonly #host: Host;
  readonly #sliceReductions: number;
  readonly #clock: Clock;
  readonly #sinks: Sinks;
  readonly #longSliceMs: number;
  #active = false;
  #turnEndsMs = 0;
  #readMs = 0;
  #workUnread = 0;
  #readAfter = 1;
  #resumed: ProcessControl | undefined = undefined;
  #resumedMs = 0;

  constructor(host: Host, clock: Clock, sinks: Sinks, longSliceMs: number) {
    this.#host = host;
    this.#queue = host.newRunQueue?.() ?? new RunQueue();
    this.#sliceReductions = host.sliceReductions ?? usualReductions;
    this.#clock = clock;
    this.#sinks = sinks;
    this.#longSliceMs = longSliceMs;
  }

  /** Puts a process at the end of the run queue of its priority. */
  enqueue(control: ProcessControl): void {
    // First what may throw: a turn with nothing to do ends, one that nobody asked for would be waited for in vain.
    if (!this.#active) {
      this.#host.requestTurn(this.#turn);
      this.#active = true;
    }
    this.#queue.push(control, control.priority);
  }

  statistics(): SchedulerStatistics {
    const queue = this.#queue;
    return {
      runQueue: { low: queue.lengthOf(0), normal: queue.lengthOf(1), high: queue.lengthOf(2), max: queue.lengthOf(3) },
      reductions: this.reductions,
      slices: this.slices,
      longestSliceMs: this.longestSliceMs,
    };
  }

  readonly #turn = (): void => {
    this.#readMs = this.#clock.nowMs();
    this.#turnEndsMs = this.#readMs + turnMs;
    this.#workUnread = 0;
    // From a microtask, a throw costs a third: V8 notes no source position for it, as nobody could print one.
    settled.then(this.#run);
  };

  readonly #run = (): void => {
    const queue = this.#queue;
    setCurrent(undefined);
    setSliceReductions(this.#sliceReductions);
    const resumed = this.#resumed;
    if (resumed !== undefined) {
      this.#closeResumed(resumed);
      if (resumed.signalCount > 0) {
        this.standBack();
        return;
      }
    }
    for (;;) {
      if (this.#workUnread >= this.#readAfter && this.#turnIsOver()) {
        setCurrent(undefined);
        this.#host.requestTurn(this.#turn);
        return;
      }
      const control = queue.shift();
      if (control === undefined) {
        this.#active = false;
        setCurrent(undefined);
        return;
      }
      const before = control.reductions;
      const resumes = this.#sinks.long === undefined ? runSlice(control) : this.#timed(control);
      const used = control.reductions - before;
      this.reductions += used;
      this.slices++;
      if (resumes) {
        // Until the frame's own microtask, whatever runs belongs to nobody: a frame that was resumed before may have left some behind.
        setCurrent(undefined);
        return;
      }
      this.#workUnread += used + 1;
    }
  };

  /**
   * Hands `value` to the async frame that awaits `settle`'s promise.
   *
   * Three microtasks stand next to each other in the queue: one that says whose code runs, the frame itself, and one that goes on with
   * the run queue. Nothing foreign runs between the three; what earlier frames left in the queue runs before them, and belongs to nobody.
   */
  resumeAsync(control: ProcessControl, settle: (value: unknown) => void, value: unknown): void {
    this.#resumed = control;
    settled.then(this.#enterResumed);
    settle(value);
    settled.then(this.#run);
  }

  /**
   * Goes on with the run queue one microtask later.
   *
   * An async frame that has just ended is known to have ended only then, and its own end comes before what is in transit to it.
   */
  standBack(): void {
    settled.then(this.#run);
  }

  readonly #enterResumed = (): void => setCurrent(this.#resumed);

  #closeResumed(control: ProcessControl): void {
    this.#resumed = undefined;
    this.#workUnread += 2;
    if (this.#sinks.long !== undefined && this.#resumedMs > 0) this.#report(control, this.#clock.nowMs() - this.#resumedMs, control.body);
  }

  #turnIsOver(): boolean {
    const now = this.#clock.nowMs();
    const each = (now - this.#readMs) / this.#workUnread;
    const affordable = each > 0 ? readingMs / each : mostWorkUnread;
    this.#readAfter = Math.max(1, Math.min(mostWorkUnread, affordable, this.#readAfter * 2));
    this.#readMs = now;
    this.#workUnread = 0;
    return now >= this.#turnEndsMs;
  }

  #timed(control: ProcessControl): boolean {
    const startMs = this.#clock.nowMs();
    const { body } = control;
    const resumes = runSlice(control);
    if (resumes) this.#resumedMs = startMs;
    else this.#report(control, this.#clock.nowMs() - startMs, body);
    return resumes;
  }

  #report(control: ProcessControl, ms: number, body: Body | undefined): void {
    this.#resumedMs = 0;
    if (ms > this.longestSliceMs) this.longestSliceMs = ms;
    if (ms < this.#longSliceMs) return;
    const { className, method } = describeWhere(control, body);
    this.#sinks.long?.({ pid: control.pid, className, method, ms });
  }
}

const settled = Promise.resolve();
