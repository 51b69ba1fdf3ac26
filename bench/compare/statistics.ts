/** The middle of some values, and how far apart they are. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** The typical distance of a value from the median, as a part of the median. */
  readonly deviation: number;
}

/** Sums up values of one figure; there must be one at least. */
export function summarize(values: readonly number[]): Summary {
  const median = middle(values);
  return { median, least: Math.min(...values), most: Math.max(...values), deviation: middle(values.map((value) => Math.abs(value - median))) / Math.abs(median) };
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below = NaN, above = below] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (below + above) / 2;
}

/** Whether more of a unit is better: rates are, times and bytes are not. */
export function isRate(unit: string): boolean {
  return unit.endsWith('/s');
}
