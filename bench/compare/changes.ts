import { join } from 'node:path';
import type { Figure, Workload } from '../measure.js';
import { folders, type Command } from './contenders.js';
import { runCommand, type Plan } from './rounds.js';
import { isRate, summarize } from './statistics.js';

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
 * Runs one workload on two trees in turns, and tells what changed.
 *
 * A loss is the median over rounds of what the later tree lost in each, as both ran side by side; its noise is three times
 * the typical distance of a round from that median.
 *
 * @param before the folder of the other tree, compiled.
 */
export function changes(workload: Workload, before: string, plan: Plan): Change[] {
  const pairs: [Figure[], Figure[]][] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const trees = [before, folders.repository];
    const ran = new Map((round % 2 === 0 ? trees : trees.toReversed()).map((tree) => [tree, figuresOf(workload, tree, plan)]));
    pairs.push([ran.get(before) ?? [], ran.get(folders.repository) ?? []]);
  }
  const shared = (pairs[0]?.[1] ?? []).filter(({ workload: figure }) => pairs[0]?.[0].some((other) => other.workload === figure));
  return shared.map(({ workload: figure, unit }) => changeOf(figure, unit, pairs));
}

function changeOf(figure: string, unit: string, pairs: readonly (readonly [Figure[], Figure[]])[]): Change {
  const valuesOf = (side: 0 | 1): number[] => pairs.flatMap((pair) => pair[side].filter(({ workload }) => workload === figure).map(({ value }) => value));
  const [before, after] = [valuesOf(0), valuesOf(1)];
  const kept = after.map((value, round) => (isRate(unit) ? (before[round] ?? NaN) / value : value / (before[round] ?? NaN)));
  const { median, deviation } = summarize(kept);
  return { figure, unit, before: summarize(before).median, after: summarize(after).median, loss: median - 1, noise: Math.max(leastNoise, 3 * deviation) };
}

/** The tree's own benchmark program measures it; a workload that it does not have gives nothing. */
function figuresOf(workload: Workload, tree: string, plan: Plan): Figure[] {
  const { name, flags = [] } = workload;
  const size = plan.sizeOf(workload);
  const plain: Command = { program: process.execPath, args: [...flags, join(tree, 'dist/bench/run-one.js'), name, String(size)] };
  const command = plan.pin === undefined ? plain : { program: 'taskset', args: ['-c', plan.pin, plain.program, ...plain.args] };
  const figures = runCommand(command, plan);
  if (typeof figures !== 'string') return figures;
  console.log(`${name} in ${tree}: ${figures}`);
  return [];
}
