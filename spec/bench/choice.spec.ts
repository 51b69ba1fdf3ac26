import { expect } from 'chai';
import { chooseWorkloads } from '../../bench/compare/choice.js';
import { beamContenders, nodeContenders } from '../../bench/compare/contenders.js';
import { goals } from '../../bench/compare/goals.js';

describe('The compared workloads', () => {
  const all = chooseWorkloads(undefined, false);

  it('have two sizes each at least, and among them the one that goals are set for', () => {
    expect(all.filter(({ workload, sizes }) => sizes.length < 2 || !sizes.includes(workload.size)).map(({ workload }) => workload.name)).to.deep.equal([]);
  });

  it('have a figure on each side, or a reason why not', () => {
    const names = all.map(({ workload }) => workload.name);
    const sides = [...nodeContenders(names), ...beamContenders(names, { seed: 1, warmMs: 1 })];
    const unclear = sides.flatMap(({ name: side, can, cannot }) => names.filter((name) => (can[name] === undefined) === (cannot[name] === undefined)).map((name) => `${side}: ${name}`));
    expect(unclear).to.deep.equal([]);
  });

  it('cover each goal', () => {
    const names = all.map(({ workload }) => workload.name);
    const several = /^(timers|fairness)_/;
    expect(goals.filter(({ figure }) => !names.includes(several.exec(figure)?.[1] ?? figure))).to.deep.equal([]);
  });

  it('can be chosen by name, or by the beginning of it', () => {
    const namesOf = (only: string): string[] => chooseWorkloads(only, false).map(({ workload }) => workload.name);
    expect(namesOf('spawn')).to.deep.equal(['spawn']);
    expect(namesOf('selective,ring')).to.deep.equal(['ring', 'selective_ref', 'selective_noref']);
    expect(() => namesOf('rnig')).to.throw(/no workload is called rnig; there are pingpong, /);
  });

  it('are done at their smallest size in a quick run', () => {
    expect(chooseWorkloads('handlers', true).map(({ sizes }) => sizes)).to.deep.equal([[1]]);
  });
});
