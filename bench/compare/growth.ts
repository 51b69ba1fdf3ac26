import { spawnSync } from 'node:child_process';
import { folders } from './contenders.js';
import type { Row } from './rows.js';
import { isRate } from './statistics.js';

/** A point of the plot: what one message, process or call of a figure costs on a side, at a size. */
export interface Point {
  readonly figure: string;
  readonly side: string;
  readonly size: number;
  readonly counts: string;
  readonly cost: number;
  /** What the cost is measured in. */
  readonly unit: 'ns' | 'B';
}

/** The workloads that are drawn: those whose cost may grow with the number of something. */
const drawn: readonly string[] = ['pingpong', 'spawn', 'call', 'handlers', 'idle', 'monitors', 'selective_ref', 'selective_noref'];

/** The points of the drawn workloads. */
export function pointsOf(rows: readonly Row[]): Point[] {
  return drawn.flatMap((figure) => rows.filter(({ figure: its, kind, median }) => its === figure && kind !== 'tuned' && median > 0)).map(({ figure, side, size, counts, median, unit }) => ({ figure, side, size, counts, ...costOf(median, unit, size) }));
}

/** Of one message, process or call: a rate turned over, a time shared by all, bytes as they are. */
function costOf(value: number, unit: string, size: number): Pick<Point, 'cost' | 'unit'> {
  if (isRate(unit)) return { cost: 1e9 / value, unit: 'ns' };
  return unit.startsWith('ms') ? { cost: (value * 1e6) / size, unit: 'ns' } : { cost: value, unit: 'B' };
}

/** The plot, as SVG: bench/plot draws it, a program of its own as its packages are those of bench. */
export function draw(points: readonly Point[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${folders.bench}/dist/plot/main.js`], { encoding: 'utf8', input: JSON.stringify(points) });
  if (status !== 0) throw new Error(`the plot was not drawn: ${stderr}`);
  return stdout;
}
