import type { Figure } from '../measure.js';
import { isRate, summarize } from './statistics.js';

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
  /** What may be chance. */
  readonly noise: number;
}

/** Less than this is never called a change: memory is laid out anew in each process. */
const leastNoise = 0.04;

/**
 * What changed in the figures that both trees have.
 *
 * A loss is the median over rounds of what the later tree lost in each; its noise is three times the typical distance of a
 * round from that median.
 */
export function changesOf(pairs: readonly Pair[]): Change[] {
  const names = new Map(pairs.flatMap(({ after }) => after.map(({ workload, unit }) => [workload, unit] as const)));
  return [...names].flatMap(([figure, unit]) => {
    const both = pairs.flatMap(({ before, after }) => {
      const [earlier, later] = [valueOf(before, figure), valueOf(after, figure)];
      return earlier === undefined || later === undefined ? [] : [[earlier, later] as const];
    });
    if (both.length === 0) return [];
    const { median, deviation } = summarize(both.map(([earlier, later]) => (isRate(unit) ? earlier / later : later / earlier)));
    return [{ figure, unit, before: summarize(both.map(([earlier]) => earlier)).median, after: summarize(both.map(([, later]) => later)).median, loss: median - 1, noise: Math.max(leastNoise, 3 * deviation) }];
  });
}

/** Whether a figure got worse, or better, by more than the noise; nothing when it may be chance. */
export function verdictOf({ loss, noise }: Pick<Change, 'loss' | 'noise'>): 'slower' | 'faster' | undefined {
  if (Math.abs(loss) <= noise) return undefined;
  return loss > 0 ? 'slower' : 'faster';
}

function valueOf(figures: readonly Figure[], name: string): number | undefined {
  return figures.find(({ workload }) => workload === name)?.value;
}
