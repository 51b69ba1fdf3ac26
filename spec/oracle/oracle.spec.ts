import { expect } from 'chai';
import { Logger, Runtime, self } from '../../lib/index.js';
import { evaluate, label, labelOf, type Scenario } from './dsl.js';
import { expectedOf, observedOf } from './mapping.js';
import { recorded } from './recorded.js';
import { notApplicable, scenarios } from './scenarios/all.js';

/** Crashes are what many scenarios are about: nobody needs to read of them. */
class SilentLogger extends Logger {
  override crash(): void {}
  override warn(): void {}
}

/** Runs a scenario in a process of a runtime of its own. */
async function observe({ run }: Scenario): Promise<unknown> {
  const runtime = await Runtime.start({ logger: new SilentLogger() });
  try {
    return await runtime.run(function* () {
      label(self(), 'self');
      return observedOf(yield* evaluate(run), labelOf);
    });
  } finally {
    await runtime.stop({ timeoutMs: 0 });
  }
}

const recordedNames = recorded.map(({ name }) => name);
const writtenNames = scenarios.map(({ name }) => name);

describe('what a BEAM node did', () => {
  for (const { name, observed } of recorded) {
    if (notApplicable.has(name)) continue;
    it(`oracle: ${name}`, async () => {
      const scenario = scenarios.find((each) => each.name === name);
      if (scenario === undefined) throw new Error('this recording has no scenario in TypeScript');
      expect(await observe(scenario)).to.deep.equal(expectedOf(observed));
    });
  }

  it('is written down once for each scenario', () => {
    expect(new Set(recordedNames).size).to.equal(recordedNames.length);
    expect(new Set(writtenNames).size).to.equal(writtenNames.length);
  });

  it('was recorded for all that is compared or left out', () => {
    const known = [...writtenNames, ...notApplicable.keys()];
    expect(known.filter((name) => !recordedNames.includes(name))).to.deep.equal([]);
  });

  it('is not left out where it is compared', () => {
    expect(writtenNames.filter((name) => notApplicable.has(name))).to.deep.equal([]);
  });
});
