import { expect } from 'chai';
import { outcomes, type ExploreOptions } from '../../../lib/testing/index.js';

/** Operations that race, and all that may come of it: no less, no more. */
export interface Race {
  readonly scenario: () => unknown;
  /** The results, as text. */
  readonly allows: readonly string[];
  readonly options?: ExploreOptions;
}

/** So many orders are run one by one, to see that leaving some out loses no result. */
const unreducedLimit = 4_000;
const most = 40_000;

const totals = { races: 0, schedules: 0, pruned: 0, unreduced: 0 };

/** A spec for each race: every order that may differ is run, and all results come that may, and no other. */
export function describeRaces(title: string, races: Readonly<Record<string, Race>>): void {
  describe(`Races: ${title}`, () => {
    for (const [name, { scenario, allows, options }] of Object.entries(races)) {
      it(`${name}: ${allows.join(' or ')}`, async () => {
        const reduced = await outcomes(scenario, { schedules: most, ...options });
        expect([...reduced.outcomes.keys()].sort()).to.deep.equal([...allows].sort());
        expect(reduced.isComplete, 'all schedules were run').to.equal(true);

        const all = await outcomes(scenario, { schedules: unreducedLimit, reduction: false, ...options });
        expect(allows).to.include.members([...all.outcomes.keys()]);
        expect(all.schedules, 'something can come in another order').to.be.above(1);
        if (all.isComplete) expect(all.outcomes.size).to.equal(allows.length);
        totals.races++;
        totals.schedules += reduced.schedules;
        totals.pruned += reduced.pruned;
        totals.unreduced += all.schedules;
      }).timeout(30_000);
    }

    after(() => {
      const { races: count, schedules, pruned, unreduced } = totals;
      console.log(`      ${count} races so far: ${schedules.toLocaleString('en')} schedules run, ${pruned.toLocaleString('en')} pruned; ${unreduced.toLocaleString('en')} without reduction`);
    });
  });
}
