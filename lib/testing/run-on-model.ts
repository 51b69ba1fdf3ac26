import { badOption, checkFunction } from './bad-option.js';
import { checkOptions } from './check-options.js';
import { seedHint, withHint } from './seed-hint.js';
import { TestRuntime } from './test-runtime.js';
import { runtimeOptionNames, type TestRuntimeOptions } from './test-runtime-options.js';

/** Something that is done to a model, and to processes. The commands of fast-check (`fc.AsyncCommand`) are such. */
export interface ModelCommand<Model, Real> {
  /** Whether it makes sense as things stand; else it is left out. */
  check(model: Readonly<Model>): boolean | Promise<boolean>;
  /** Does it to both, and throws when they do not come to the same. */
  run(model: Model, real: Real): unknown;
}

/** What commands are run on; all that `TestRuntime.start` may be told besides. */
export interface ModelSetup<Model, Real> extends TestRuntimeOptions {
  /** Makes the model, anew each time. */
  readonly model: () => Model;
  /** Starts the processes, anew each time: what it gives is handed to the commands. */
  readonly real: (runtime: TestRuntime) => Real | Promise<Real>;
}

const optionNames = ['model', 'real', ...runtimeOptionNames];

/**
 * Runs commands on a model and on processes, in a runtime under test of their own; after each all run who can, and in the end the runtime is stopped.
 *
 * A command asks the processes by `runtime.run` or a probe, and changes the model by plain code. With fast-check (`fc.nat()` for the seed, `fc.commands`
 * for the commands) programs and schedules are random, and a failing program is made small.
 *
 * @param commands what is done, in order.
 * @param setup see {@link ModelSetup}.
 * @throws what a command throws, and what starting throws, with the seed in its message if there is one; BeamworkError `BEAMWORK_BAD_OPTION`; all as rejections.
 * Cost: that of the commands, and of `TestRuntime.start`.
 * @see https://fast-check.dev/docs/advanced/model-based-testing/
 *
 * ```ts run
 * class Stack {
 *   #items: number[] = [];
 *   @Cast(['push', P.number]) push([, item]: ['push', number]) { this.#items.push(item); }
 *   @Call(['pop']) pop(_: ['pop']) { return this.#items.pop(); }
 * }
 * Process()(Stack);
 * type Real = { runtime: TestRuntime; pid: Pid };
 * const push = (item: number): ModelCommand<number[], Real> => ({
 *   check: () => true,
 *   run: (model, { pid }) => { model.push(item); cast(pid, ['push', item]); },
 * });
 * const pop: ModelCommand<number[], Real> = {
 *   check: (model) => model.length > 0,
 *   run: async (model, { runtime, pid }) => {
 *     const popped = await runtime.run(() => call(pid, ['pop']));
 *     if (popped !== model.pop()) throw new Error(`popped ${popped}`);
 *   },
 * };
 * await runOnModel([push(1), push(2), pop, pop, pop], {
 *   seed: 7,
 *   model: () => [],
 *   real: (runtime) => ({ runtime, pid: runtime.spawn(Stack) }),
 * });
 * ```
 */
export async function runOnModel<Model, Real>(commands: Iterable<ModelCommand<Model, Real>>, setup: ModelSetup<Model, Real>): Promise<void> {
  if (typeof commands !== 'object' || commands === null || !(Symbol.iterator in commands)) throw badOption('runOnModel', 'commands', commands, 'give an array of them, or what fc.commands makes');
  checkOptions(setup ?? null, optionNames, 'runOnModel');
  const { model, real, ...options } = setup;
  checkFunction('runOnModel', 'model', model);
  checkFunction('runOnModel', 'real', real);
  const { seed } = options;
  const runtime = await TestRuntime.start(options);
  try {
    const sides = { model: model(), real: await real(runtime) };
    await runtime.settle();
    for (const command of commands) {
      if (!(await command.check(sides.model))) continue;
      await command.run(sides.model, sides.real);
      await runtime.settle();
    }
  } catch (failure) {
    throw seed === undefined || isTold(failure, seed) ? failure : withHint(failure, seedHint(seed));
  } finally {
    await runtime.stop({ timeoutMs: 0 });
  }
}

/** Whether the kit itself has found the failure, and named the seed. */
function isTold(failure: unknown, seed: number): boolean {
  return failure instanceof Error && failure.message.includes(seedHint(seed));
}
