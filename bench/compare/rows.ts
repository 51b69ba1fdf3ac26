import type { Kind } from './contenders.js';
import type { Outcome } from './rounds.js';
import { isRate, summarize, type Summary } from './statistics.js';

/** One figure of one side at one size, summed up. */
export interface Row extends Summary {
  readonly figure: string;
  readonly size: number;
  /** What the size is a number of. */
  readonly counts: string;
  /** The size for which goals are set. */
  readonly isGoalSize: boolean;
  readonly side: string;
  readonly kind: Kind;
  readonly unit: string;
}

/** All figures that were measured. The BEAM has one kind of body: its figure stands under the name of each of ours. */
export function rowsOf(outcomes: readonly Outcome[]): Row[] {
  return outcomes.flatMap(({ compared: { workload, counts }, size, contender, series }) =>
    series.map(({ figure, unit, values }): Row => ({
      figure: series.length === 1 ? workload.name : figure,
      size,
      counts,
      isGoalSize: size === workload.size,
      side: contender.name,
      kind: contender.kind,
      unit,
      ...summarize(values),
    })),
  );
}

/** The row of a side for the same figure and size. */
export function beside(row: Row, rows: readonly Row[], side: string): Row | undefined {
  return rows.find((each) => each.figure === row.figure && each.size === row.size && each.side === side);
}

/** The best of the peers for the same figure and size. */
export function bestPeer(row: Row, rows: readonly Row[]): Row | undefined {
  const peers = rows.filter(({ figure, size, kind }) => figure === row.figure && size === row.size && kind === 'peer').toSorted((a, b) => a.median - b.median);
  return isRate(row.unit) ? peers.at(-1) : peers[0];
}

/** How many times the other's median this one is. */
export function ratio(row: Row, other: Row | undefined): string {
  return other === undefined ? '–' : (row.median / other.median).toFixed(2);
}
