import fc from 'fast-check';
import { TestRuntime } from '../../../lib/testing/index.js';
import { programs } from './commands.js';
import { Mismatch, Program } from './program.js';
import type { RealVerbs } from './real-verbs.js';
import { World } from './world.js';

/** The longest program, in commands. */
const maxCommands = 100;

/** How programs were run, and how the suite runs one of them again. */
export interface Verdict {
  /** Commands that were run; those of shrunk programs are not among them. */
  readonly commands: number;
  /** What is wrong, with the smallest program that shows it; nothing when all was right. */
  readonly failure: string | undefined;
  /** Arguments that run just that one again. */
  readonly again: readonly string[];
}

/** What to run. */
export interface Selection {
  readonly seed: number;
  readonly programs: number;
  /** From a verdict: which of the programs, and which of its commands. */
  readonly path?: string | undefined;
  readonly replay?: string | undefined;
  /** Whether the smallest program is looked for that fails. Default: `true`. */
  readonly isShrunk?: boolean;
}

/** Runs random programs on the model and on the runtime, until one is not as the model says. */
export async function checkModel(verbs: RealVerbs, { seed, programs: numRuns, path, replay, isShrunk = true }: Selection): Promise<Verdict> {
  let commands = 0;
  let hasFailed = false;
  const property = fc.asyncProperty(fc.nat(999_999), programs(maxCommands, replay), async (schedule, program) => {
    const run = await runProgram(verbs, schedule, program);
    if (!hasFailed) commands += run.deeds;
    hasFailed ||= run.failure !== undefined;
    if (run.failure !== undefined) throw run.failure;
  });
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, { seed, numRuns, ...(path === undefined ? {} : { path }), endOnFailure: path !== undefined || !isShrunk });
  if (!failed) return { commands, failure: undefined, again: [] };
  const replayPath = /replayPath="(.*)"/.exec(String(counterexample?.[1]))?.[1] ?? '';
  return { commands, failure: String(errorInstance), again: ['--seed', String(seed), '--path', counterexamplePath ?? '', '--replay', replayPath] };
}

/** One program, in a runtime of its own; every fourth in the order of production. */
async function runProgram(verbs: RealVerbs, schedule: number, commands: Iterable<fc.AsyncCommand<Program, World>>): Promise<{ deeds: number; failure: unknown }> {
  const runtime = await TestRuntime.start(schedule % 4 === 0 ? {} : { seed: schedule });
  const program = new Program();
  try {
    const world = new World(runtime, verbs);
    program.populate(world);
    await fc.asyncModelRun(() => ({ model: program, real: world }), commands);
    await program.play(world, 0);
    return { deeds: program.deeds, failure: undefined };
  } catch (failure) {
    return { deeds: program.deeds, failure: failure instanceof Mismatch ? failure.message : failure };
  } finally {
    await runtime.stop({ timeoutMs: 0 });
  }
}
