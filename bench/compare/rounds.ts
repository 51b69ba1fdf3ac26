import { spawnSync } from 'node:child_process';
import type { Figure, Workload } from '../measure.js';
import type { Command, Conditions, Contender } from './contenders.js';

/** All that was measured of one figure on one side. */
export interface Series {
  readonly figure: string;
  readonly unit: string;
  readonly n: number | string;
  readonly values: number[];
}

/** One side of one workload: its figures, or why there are none. */
export interface Outcome {
  readonly workload: string;
  readonly contender: Contender;
  readonly series: Series[];
  failure?: string;
}

/** How a run of the comparison is shaped. */
export interface Plan extends Conditions {
  readonly rounds: number;
  readonly sizeOf: (workload: Workload) => number;
  /** A processor that each side is kept on, all but the BEAM with its default schedulers. */
  readonly pin: string | undefined;
}

const timeoutMs = 180_000;

/**
 * Runs one workload on all sides that can do it, in turns: each round has every side once, each in a fresh process, and
 * begins with another side. A side that fails is not asked again.
 */
export function playRounds(workload: Workload, contenders: readonly Contender[], plan: Plan): Outcome[] {
  const outcomes = contenders.flatMap((contender): Outcome[] => {
    const failure = contender.cannot?.[workload.name];
    if (failure !== undefined) return [{ workload: workload.name, contender, series: [], failure }];
    return contender.can[workload.name] ? [{ workload: workload.name, contender, series: [] }] : [];
  });
  for (let round = 0; round < plan.rounds; round++) {
    const first = round % outcomes.length;
    for (const outcome of [...outcomes.slice(first), ...outcomes.slice(0, first)]) {
      if (outcome.failure === undefined) playOnce(workload, outcome, plan);
    }
  }
  return outcomes;
}

function playOnce(workload: Workload, outcome: Outcome, plan: Plan): void {
  const { contender, series } = outcome;
  const limit = contender.can[workload.name];
  const size = Math.min(plan.sizeOf(workload), typeof limit === 'number' ? limit : Infinity);
  const figures = runCommand(pinned(contender, contender.command(workload, size), plan.pin), plan);
  if (typeof figures === 'string') {
    outcome.failure = figures;
    console.log(`${workload.name} · ${contender.name}: ${figures}`);
    return;
  }
  for (const { workload: figure, value, unit } of figures) {
    const known = series.find((each) => each.figure === figure);
    if (known === undefined) series.push({ figure, unit, n: size, values: [value] });
    else known.values.push(value);
    console.log(`${workload.name} · ${contender.name}: ${figure} ${value} ${unit}`);
  }
}

function pinned(contender: Contender, command: Command, pin: string | undefined): Command {
  if (pin === undefined || contender.name === 'BEAM, default') return command;
  return { program: 'taskset', args: ['-c', pin, command.program, ...command.args] };
}

/** Runs a program that prints a line of JSON per figure; a text says why it has none. */
export function runCommand({ program, args }: Command, { seed, warmMs }: Conditions, cwd?: string): Figure[] | string {
  const env = { ...process.env, BENCH_SEED: String(seed), BENCH_WARM_MS: String(warmMs) };
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: timeoutMs, env, ...(cwd !== undefined && { cwd }) });
  const lines = (stdout ?? '').split('\n').filter((line) => line.startsWith('{'));
  if (status === 0 && lines.length > 0) return lines.map((line): Figure => JSON.parse(line));
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return `not complete after ${timeoutMs / 1_000} s`;
  const reason = (stderr ?? '').split('\n').find((line) => /Error|FATAL|terminating|exited/.test(line)) ?? error?.message ?? '';
  return `ends with ${signal ?? `code ${status}`}: ${reason.trim().slice(0, 120)}`;
}
