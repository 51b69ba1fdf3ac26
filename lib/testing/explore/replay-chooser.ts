import type { Chooser } from './chooser.js';
import type { Thread } from './threads.js';

/** Chooses by a list of indexes, and the first thread where the list says nothing. */
export class ReplayChooser implements Chooser {
  readonly watches = false;
  #step = 0;

  constructor(readonly schedule: readonly number[]) {}

  begin(): void {
    this.#step = 0;
  }

  choose(threads: readonly Thread[]): number {
    const index = this.schedule[this.#step++] ?? 0;
    return index < threads.length ? index : 0;
  }

  stepped(): void {}

  end(): boolean {
    return false;
  }
}
