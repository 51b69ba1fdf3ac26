import { isDeepStrictEqual } from 'node:util';
import { Logger, Runtime, type RuntimeOptions, self } from '../../lib/index.js';
import { type Compared, evaluate, label, labelOf } from './dsl.js';
import { observedOf } from './mapping.js';

/** Crashes are what many scenarios are about: nobody needs to read of them. */
class SilentLogger extends Logger {
  override crash(): void {}
  override warn(): void {}
}

/** A kind of runtime: that of production, or the one whose time is virtual. */
interface RuntimeKind {
  start(options: RuntimeOptions): Promise<Runtime>;
}

/** Runs a scenario once, in a process of a runtime of its own. */
async function observe({ run }: Compared, kind: RuntimeKind): Promise<unknown> {
  const runtime = await kind.start({ logger: new SilentLogger() });
  try {
    return await runtime.run(function* () {
      label(self(), 'self');
      return observedOf(yield* evaluate(run), labelOf);
    });
  } catch (thrown) {
    return { died: String(thrown) };
  } finally {
    await runtime.stop({ timeoutMs: 0 });
  }
}

/** Runs a scenario several times, and gives its outcomes, each once. */
export async function runHere(scenario: Compared, runs: number, kind: RuntimeKind = Runtime): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for (let run = 0; run < runs; run++) {
    const outcome = await observe(scenario, kind);
    if (!seen.some((each) => isDeepStrictEqual(each, outcome))) seen.push(outcome);
  }
  return seen;
}

/** Runs scenarios side by side, and gives the outcomes of each by its name. */
export async function runAllHere(scenarios: readonly Compared[], runs: (scenario: Compared) => number): Promise<Map<string, readonly unknown[]>> {
  const outcomes = new Map<string, readonly unknown[]>();
  const waiting = scenarios[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (const scenario of waiting) outcomes.set(scenario.name, await runHere(scenario, runs(scenario)));
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return outcomes;
}
