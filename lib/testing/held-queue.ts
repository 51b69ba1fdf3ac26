import { RunQueue, type Priority, type ReadyQueue } from '../kernel/run-queue.js';
import type { ProcessControl } from '../runtime/process-control.js';

/** A queue that a test can hold: it gives out nobody while `held` says so, nor when it has given out as many as it may. */
export class HeldQueue implements ReadyQueue<ProcessControl> {
  /** Asked before each slice; `true` holds the queue. */
  held: (() => boolean) | undefined = undefined;
  /** How many slices may still be given out. */
  slicesLeft = Infinity;
  /** Hears who runs next. */
  onSlice: ((control: ProcessControl) => void) | undefined = undefined;
  #length = 0;
  readonly #inner: ReadyQueue<ProcessControl>;

  constructor(inner: ReadyQueue<ProcessControl> = new RunQueue<ProcessControl>()) {
    this.#inner = inner;
  }

  /** How many wait. */
  get length(): number {
    return this.#length;
  }

  lengthOf(priority: Priority): number {
    return this.#inner.lengthOf(priority);
  }

  push(control: ProcessControl, priority: Priority): void {
    this.#inner.push(control, priority);
    this.#length++;
  }

  shift(): ProcessControl | undefined {
    if (this.#length === 0 || this.slicesLeft <= 0 || this.held?.() === true) return undefined;
    this.#length--;
    this.slicesLeft--;
    const control = this.#inner.shift();
    if (control !== undefined) this.onSlice?.(control);
    return control;
  }
}
