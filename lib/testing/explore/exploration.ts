/** What an exploration has shown. */
export interface Exploration {
  /** The results of the scenario as text, each with how often it came: of `'exhaustive'`, in how many schedules that differ. What is no result is told as `'failed: …'`, `'deadlock'`, `'livelock'`, `'foreign'`. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** How many schedules were run to their ends. */
  readonly schedules: number;
  /** How many were given up, as they would have shown nothing new. */
  readonly pruned: number;
  /** How many steps they had, together. */
  readonly steps: number;
  /** Whether these were all schedules that may differ: of `'exhaustive'` when neither it nor one of its schedules has come to its limit. */
  readonly isComplete: boolean;
}

/** A schedule of the scenario went wrong. */
export class ExplorationFailure extends Error {
  /** @internal */
  constructor(
    /** What went wrong: `'failed: …'`, `'deadlock'`, `'livelock'` or `'foreign'`. */
    readonly outcome: string,
    /** Give it to `explore` as `replay`, and it goes wrong again. */
    readonly replay: string,
    /** The steps of the plainest such schedule that was found, a line each: the one that differs in the fewest steps from what a runtime without the kit would do. */
    readonly trace: string,
    /** What had been run until then. */
    readonly exploration: Exploration,
    details: string,
    options?: ErrorOptions,
  ) {
    super(details, options);
    this.name = 'ExplorationFailure';
  }
}
