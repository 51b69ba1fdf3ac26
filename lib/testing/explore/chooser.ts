import type { Footprint } from './footprint.js';
import type { Thread } from './threads.js';

/** Decides which schedules are run. */
export interface Chooser {
  /** Whether it wants the footprints of steps, which cost time. */
  readonly watches: boolean;
  /** A schedule begins. */
  begin(): void;
  /**
   * Picks who makes the next step.
   *
   * @param threads all that can, one at least; the first is what a runtime without a kit would do, the ends of processes come last.
   * @returns an index, or -1 when this schedule would show nothing new.
   */
  choose(threads: readonly Thread[]): number;
  /**
   * What has come of the step that was chosen last.
   *
   * @param footprint what it has looked at and changed.
   * @param causes the steps without which it could not have been.
   * @param visible where nothing has come of it: what little others can see of it.
   */
  stepped(footprint: Footprint, causes: readonly number[], visible: Footprint | undefined): void;
  /** The schedule is over. @returns whether another one is wanted. */
  end(): boolean;
}
