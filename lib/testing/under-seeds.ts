import { showTerm } from '../kernel/show-term.js';
import { badOption } from './bad-option.js';
import { TestRuntime } from './test-runtime.js';
import type { TestRuntimeOptions } from './test-runtime-options.js';

/** Under which seeds a test is run; all that `TestRuntime.start` may be told besides. */
export interface SeedOptions extends Omit<TestRuntimeOptions, 'seed'> {
  /** How many. Default: 20. */
  readonly count?: number;
  /** The first; the others follow by one. Default: 1. */
  readonly first?: number;
}

/**
 * Runs a test under many seeds, each time in a runtime of its own, which is stopped afterwards.
 *
 * @param test gets a runtime with a seed.
 * @param options see {@link SeedOptions}.
 * @throws what the test throws, with the seed in its message and how to run that one again; BeamworkError `BEAMWORK_BAD_OPTION`; both as rejections.
 * Cost: that of the test, as many times.
 *
 * ```ts run
 * await underSeeds(async (runtime) => {
 *   const probe = runtime.probe();
 *   runtime.spawn(() => send(probe.pid, 'hello'));
 *   await probe.expectMessage('hello');
 * });
 * ```
 */
export async function underSeeds(test: (runtime: TestRuntime) => unknown, { count = 20, first = 1, ...options }: SeedOptions = {}): Promise<void> {
  if (!Number.isSafeInteger(count) || count < 1) throw badOption('underSeeds', 'count', count, 'give a whole number above 0');
  // From NaN on there is no seed: the test would never run, and pass.
  if (!Number.isSafeInteger(first)) throw badOption('underSeeds', 'first', first, 'give a whole number');
  for (let seed = first; seed < first + count; seed++) {
    const runtime = await TestRuntime.start({ ...options, seed });
    try {
      await test(runtime);
    } catch (failure) {
      throw withSeed(failure, seed);
    } finally {
      await runtime.stop({ timeoutMs: 0 });
    }
  }
}

function withSeed(failure: unknown, seed: number): unknown {
  const hint = `\n  → with seed ${seed}: run that one again by underSeeds(test, { first: ${seed}, count: 1 }), or in TestRuntime.start({ seed: ${seed} })`;
  if (!(failure instanceof Error)) return new Error(`the test threw ${showTerm(failure)}${hint}`, { cause: failure });
  try {
    failure.message += hint;
    return failure;
  } catch {
    // It cannot be written to.
    return new Error(`${failure.message}${hint}`, { cause: failure });
  }
}
