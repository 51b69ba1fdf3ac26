import type { Priority, ReadyQueue } from '../kernel/run-queue.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { SeededRandom } from './seeded-random.js';

/** Who runs next is left to chance, within what priorities allow: max before high before all others. */
export class SeededQueue implements ReadyQueue<ProcessControl> {
  readonly #random: SeededRandom;
  readonly #others: ProcessControl[] = [];
  readonly #high: ProcessControl[] = [];
  readonly #max: ProcessControl[] = [];

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  lengthOf(priority: Priority): number {
    return this.#lineOf(priority).filter((each) => each.priority === priority).length;
  }

  push(control: ProcessControl, priority: Priority): void {
    this.#lineOf(priority).push(control);
  }

  shift(): ProcessControl | undefined {
    const line = this.#max.length > 0 ? this.#max : this.#high.length > 0 ? this.#high : this.#others;
    const last = line.pop();
    if (last === undefined) return undefined;
    const index = this.#random.below(line.length + 1);
    const chosen = line[index];
    if (chosen === undefined) return last;
    line[index] = last;
    return chosen;
  }

  #lineOf(priority: Priority): ProcessControl[] {
    if (priority === 3) return this.#max;
    return priority === 2 ? this.#high : this.#others;
  }
}
