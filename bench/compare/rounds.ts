import { spawnSync } from 'node:child_process';
import type { Figure, Workload } from '../measure.js';
import type { Compared } from './choice.js';
import type { Command, Conditions, Contender } from './contenders.js';

/** All that was measured of one figure on one side. */
export interface Series {
  readonly figure: string;
  readonly unit: string;
  readonly values: number[];
}

/** One side of one workload at one size: its figures, or why there are none. */
export interface Outcome {
  readonly compared: Compared;
  readonly size: number;
  readonly contender: Contender;
  readonly series: Series[];
  failure?: string;
}

/** How a run of the comparison is shaped. */
export interface Plan extends Conditions {
  readonly rounds: number;
  /** A processor that each side is kept on, all but the BEAM with its default schedulers. */
  readonly pin: number | undefined;
}

const timeoutMs = 120_000;

/**
 * Runs one workload at all its sizes on all sides that can do it, in turns: each round has every side once at each size, each
 * in a fresh process, and begins with another side. A side that fails at a size is not asked for that size again.
 */
export function playRounds(compared: Compared, contenders: readonly Contender[], plan: Plan): Outcome[] {
  const { workload, sizes } = compared;
  const able = contenders.filter(({ can }) => can[workload.name] !== undefined);
  const outcomes = sizes.flatMap((size) => able.map((contender): Outcome => ({ compared, size, contender, series: [], ...tooLarge(contender, workload, size) })));
  for (let round = 0; round < plan.rounds; round++) {
    console.log(`${workload.name}, round ${round + 1} of ${plan.rounds}`);
    const first = round % outcomes.length;
    for (const outcome of [...outcomes.slice(first), ...outcomes.slice(0, first)]) {
      if (outcome.failure === undefined) playOnce(workload, outcome, plan);
    }
  }
  return outcomes;
}

function tooLarge({ can }: Contender, { name }: Workload, size: number): { failure?: string } {
  const limit = can[name] ?? Infinity;
  return size > limit ? { failure: `measured up to ${limit.toLocaleString('en')}: more would take minutes, or does not fit` } : {};
}

function playOnce(workload: Workload, outcome: Outcome, plan: Plan): void {
  const { contender, series, size } = outcome;
  const figures = runCommand(pinned(contender.command(workload, size), contender.name === 'BEAM, default' ? undefined : plan.pin), plan);
  if (typeof figures === 'string') {
    outcome.failure = figures;
    // The median of some rounds beside those of all is no comparison.
    series.length = 0;
    console.log(`  ${contender.name}, ${size}: ${figures}`);
    return;
  }
  for (const { workload: figure, value, unit } of figures) {
    const known = series.find((each) => each.figure === figure);
    if (known === undefined) series.push({ figure, unit, values: [value] });
    else known.values.push(value);
    console.log(`  ${contender.name}, ${size}: ${figure} ${value} ${unit}`);
  }
}

/** The command on one processor, where one is told. */
export function pinned(command: Command, pin: number | undefined): Command {
  return pin === undefined ? command : { program: 'taskset', args: ['-c', String(pin), command.program, ...command.args] };
}

/** Runs a program that prints a line of JSON per figure; a text says why it has none. */
export function runCommand({ program, args }: Command, { seed, warmMs }: Conditions): Figure[] | string {
  const env = { ...process.env, BENCH_SEED: String(seed), BENCH_WARM_MS: String(warmMs) };
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: timeoutMs, killSignal: 'SIGKILL', env });
  const lines = (stdout ?? '').split('\n').filter((line) => line.startsWith('{'));
  if (status === 0 && lines.length > 0) return lines.map((line): Figure => JSON.parse(line));
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return `not complete after ${timeoutMs / 1_000} s`;
  const reason = (stderr ?? '').split('\n').find((line) => /Error|FATAL|terminating|exited/.test(line)) ?? error?.message ?? '';
  return `ends with ${signal ?? `code ${status}`}: ${withoutPaths(reason.trim()).slice(0, 120)}`;
}

/** Without the folders of this machine. */
function withoutPaths(text: string): string {
  return text.replaceAll(/(?:file:\/\/)?(?:\/[^\s/:()'"]+){2,}/g, (path) => path.slice(path.lastIndexOf('/') + 1));
}
