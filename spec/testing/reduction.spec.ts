import { expect } from 'chai';
import { outcomes, type ExploreOptions } from '../../lib/testing/index.js';
import { randomProgram, scenarioOf } from './random-program.js';

const programs = 30;
const most = 2_000;

describe('Leaving orders out', () => {
  for (const [title, options] of Object.entries<ExploreOptions>({
    'with delays': {},
    'without delays': { delivery: 'instant' },
    'with a kill': { chaos: { kill: 1 } },
  })) {
    it(`loses no result of a random program, ${title}`, async () => {
      let [complete, all, reduced] = [0, 0, 0];
      for (let seed = 1; seed <= programs; seed++) {
        const scenario = scenarioOf(randomProgram(seed));
        const some = await outcomes(scenario, { ...options, schedules: 20_000 });
        const every = await outcomes(scenario, { ...options, schedules: most, reduction: false });
        expect(some.isComplete, `seed ${seed}`).to.equal(true);
        expect([...some.outcomes.keys()], `seed ${seed}`).to.include.members([...every.outcomes.keys()]);
        if (!every.isComplete) continue;
        expect(every.outcomes.size, `seed ${seed}`).to.equal(some.outcomes.size);
        complete++;
        all += every.schedules;
        reduced += some.schedules;
      }
      expect(complete).to.be.above(0);
      expect(all).to.be.above(reduced * 2);
    }).timeout(60_000);
  }
});
