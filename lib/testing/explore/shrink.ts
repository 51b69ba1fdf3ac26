/**
 * Makes a schedule plainer that fails: as few steps as possible at which another than the first thread is chosen.
 *
 * Drops half of these choices, then quarters, then single ones, for as long as what is left still fails.
 *
 * @param fails runs a schedule, and says whether it fails in the same way.
 */
export async function shrink(schedule: readonly number[], fails: (schedule: readonly number[]) => Promise<boolean>): Promise<readonly number[]> {
  let best = trimmed(schedule);
  for (let size = Math.ceil(deviations(best).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < deviations(best).length; ) {
      const dropped = new Set(deviations(best).slice(from, from + size));
      const candidate = trimmed(best.map((choice, step) => (dropped.has(step) ? 0 : choice)));
      if (await fails(candidate)) best = candidate;
      else from += size;
    }
  }
  for (const step of deviations(best)) {
    for (let choice = 1; choice < (best[step] ?? 0); choice++) {
      const candidate = best.map((each, index) => (index === step ? choice : each));
      if (await fails(candidate)) {
        best = candidate;
        break;
      }
    }
  }
  return best;
}

/** The steps at which another than the first thread is chosen. */
function deviations(schedule: readonly number[]): number[] {
  return schedule.flatMap((choice, step) => (choice === 0 ? [] : [step]));
}

/** Behind its end, the first thread is chosen anyway. */
function trimmed(schedule: readonly number[]): readonly number[] {
  return schedule.slice(0, schedule.findLastIndex((choice) => choice !== 0) + 1);
}
