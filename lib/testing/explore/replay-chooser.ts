import type { Chooser } from './chooser.js';
import { notRepeatable } from './not-repeatable.js';
import type { Thread } from './threads.js';

/** Chooses by a list of indexes, and the first thread where the list says nothing. A list that does not fit is refused, or followed as far as it does. */
export class ReplayChooser implements Chooser {
  readonly watches = false;
  #step = 0;

  constructor(
    readonly schedule: readonly number[],
    readonly mustFit: boolean,
  ) {}

  begin(): void {
    this.#step = 0;
  }

  choose(threads: readonly Thread[]): number {
    const index = this.schedule[this.#step++] ?? 0;
    if (index < threads.length) return index;
    if (this.mustFit) throw notRepeatable(`at step ${this.#step} it chooses ${index}, and ${threads.length === 1 ? 'one can' : `${threads.length} can`} go on`);
    return 0;
  }

  /** The schedule has been run. @throws BeamworkError `BEAMWORK_NOT_REPEATABLE` when it had fewer steps than the list, which must fit. */
  checkUsedUp(): void {
    const { length } = this.schedule;
    if (this.mustFit && this.#step < length) throw notRepeatable(`it chooses at step ${length}, and the scenario has ended after ${this.#step}`);
  }

  stepped(): void {}

  end(): boolean {
    return false;
  }
}
