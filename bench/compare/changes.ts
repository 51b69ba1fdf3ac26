import type { Figure } from '../measure.js';
import { chanceOfBelow, isRate, summarize } from './statistics.js';

/** What one round gave on both trees, which ran side by side. */
export interface Pair {
  readonly before: readonly Figure[];
  readonly after: readonly Figure[];
}

/** One figure before and after. */
export interface Change {
  readonly figure: string;
  readonly unit: string;
  /** Medians. */
  readonly before: number;
  readonly after: number;
  /** How much slower, or larger, it got: 0.1 is a tenth; below 0 it got better. */
  readonly loss: number;
  /** How far apart rounds are: the loss of a typical round is that far from the median. */
  readonly noise: number;
  /** How likely values of one kind would lie that far apart. */
  readonly chance: number;
}

/** Less than this is never called a change: memory is laid out anew in each process. */
const leastNoise = 0.04;
/** Of twenty figures that did not change, one in ten runs may call one slower. */
const mostChance = 0.005;

/** With fewer rounds, all of them together can still be chance. */
export const fewestRounds = 5;

/**
 * What changed in the figures that both trees have.
 *
 * A loss is the median over rounds of what the later tree lost in each, as both ran side by side.
 */
export function changesOf(pairs: readonly Pair[]): Change[] {
  const names = new Map(pairs.flatMap(({ after }) => after.map(({ workload, unit }) => [workload, unit] as const)));
  return [...names].flatMap(([figure, unit]) => {
    const both = pairs.flatMap(({ before, after }) => {
      const [earlier, later] = [valueOf(before, figure), valueOf(after, figure)];
      return earlier === undefined || later === undefined ? [] : [[earlier, later] as const];
    });
    if (both.length === 0) return [];
    const earlier = both.map(([value]) => value);
    const later = both.map(([, value]) => value);
    const { median, deviation } = summarize(both.map(([from, to]) => (isRate(unit) ? from / to : to / from)));
    return [
      {
        figure,
        unit,
        before: summarize(earlier).median,
        after: summarize(later).median,
        loss: median - 1,
        noise: Math.max(leastNoise, deviation),
        chance: Math.min(chanceOfBelow(earlier, later), chanceOfBelow(later, earlier)),
      },
    ];
  });
}

/** Whether a figure got worse, or better, by more than the noise; nothing when it may be chance. */
export function verdictOf({ loss, noise, chance }: Pick<Change, 'loss' | 'noise' | 'chance'>): 'slower' | 'faster' | undefined {
  if (Math.abs(loss) <= noise || chance > mostChance) return undefined;
  return loss > 0 ? 'slower' : 'faster';
}

function valueOf(figures: readonly Figure[], name: string): number | undefined {
  return figures.find(({ workload }) => workload === name)?.value;
}
