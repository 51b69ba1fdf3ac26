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

/**
 * How likely it is that values of one kind, dealt out by chance to two sides, leave the first as far below the second as
 * these, or further: the exact one-sided test of Mann and Whitney. Equal values count half for each side.
 */
export function chanceOfBelow(first: readonly number[], second: readonly number[]): number {
  let wrong = 0;
  for (const a of first) for (const b of second) wrong += a > b ? 1 : a === b ? 0.5 : 0;
  const orders = ordersByWrongPairs(first.length, second.length);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return sum(orders.slice(0, Math.ceil(wrong) + 1)) / sum(orders);
}

/** Of all orders of so many values of two sides: how many have 0, 1, 2, … pairs with the first side's value above. */
function ordersByWrongPairs(first: number, second: number): readonly number[] {
  // One entry for each number of values of the second side; at first there are none of the first.
  let bySecond: (readonly number[])[] = Array.from({ length: second + 1 }, () => [1]);
  for (let ofFirst = 1; ofFirst <= first; ofFirst++) {
    const more: (readonly number[])[] = [];
    for (const [ofSecond, oneLess] of bySecond.entries()) {
      const orders: number[] = new Array(ofFirst * ofSecond + 1).fill(0);
      // The largest of all is of the first side, and above all of the second; or of the second, and above none.
      oneLess.forEach((count, wrong) => (orders[wrong + ofSecond] = count));
      more.at(-1)?.forEach((count, wrong) => (orders[wrong] = (orders[wrong] ?? 0) + count));
      more.push(orders);
    }
    bySecond = more;
  }
  return bySecond.at(-1) ?? [];
}

/** Whether more of a unit is better: rates are, times and bytes are not. */
export function isRate(unit: string): boolean {
  return unit.endsWith('/s');
}
