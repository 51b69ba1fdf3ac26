import { badOption, checkFunction } from './bad-option.js';
import { checkOptions } from './check-options.js';
import { withHint } from './seed-hint.js';
import { TestRuntime } from './test-runtime.js';
import { runtimeOptionNames, type TestRuntimeOptions } from './test-runtime-options.js';

/** Under which seeds a test is run; all that `TestRuntime.start` may be told besides. */
export interface SeedOptions extends Omit<TestRuntimeOptions, 'seed'> {
  /** How many. Default: 20. */
  readonly count?: number;
  /** The first; the others follow by one. Default: 1. */
  readonly first?: number;
}

const optionNames = ['count', 'first', ...runtimeOptionNames.filter((name) => name !== 'seed')];

/**
 * Runs a test under many seeds, each time in a runtime of its own, which is stopped afterwards.
 *
 * @param test gets a runtime with a seed.
 * @param options see {@link SeedOptions}.
 * @throws what the test throws, with the seed in its message and how to run that one again; BeamworkError `BEAMWORK_BAD_OPTION`; both as rejections.
 * Cost: that of the test, as many times.
 * @see https://hexdocs.pm/ex_unit/ExUnit.html#configure/1 `seed`
 *
 * ```ts run
 * await underSeeds(async (runtime) => {
 *   const probe = runtime.probe();
 *   runtime.spawn(() => send(probe.pid, 'hello'));
 *   await probe.expectMessage('hello');
 * });
 * ```
 */
export async function underSeeds(test: (runtime: TestRuntime) => unknown, options: SeedOptions = {}): Promise<void> {
  checkFunction('underSeeds', 'a test', test);
  checkOptions(options, optionNames, 'underSeeds');
  const { count = 20, first = 1, ...others } = options;
  if (!Number.isSafeInteger(count) || count < 1) throw badOption('underSeeds', 'count', count, 'give a whole number above 0');
  // From NaN on there is no seed: the test would never run, and pass.
  if (!Number.isSafeInteger(first)) throw badOption('underSeeds', 'first', first, 'give a whole number');
  for (let seed = first; seed < first + count; seed++) {
    const runtime = await TestRuntime.start({ ...others, seed });
    try {
      await test(runtime);
    } catch (failure) {
      throw withHint(failure, `with seed ${seed}: run that one again by underSeeds(test, { first: ${seed}, count: 1 })`);
    } finally {
      await runtime.stop({ timeoutMs: 0 });
    }
  }
}
