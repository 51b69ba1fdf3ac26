import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Runtime } from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import { readRecording } from './recorded.js';
import { runHere } from './run-here.js';
import { scenarios } from './scenarios/all.js';
import { judge } from './verdict.js';

const recording = readRecording();

describe('Conformance with a BEAM node', () => {
  for (const scenario of scenarios) {
    if ('notApplicable' in scenario) continue;
    it(`does the same in ${scenario.name}`, async () => {
      const { kind, text } = judge(scenario, recording.outcomes.get(scenario.name) ?? [], await runHere(scenario, 1, scenario.isReal === true ? Runtime : TestRuntime));
      expect(kind, text).to.not.equal('unexplained');
    });
  }
});

describe('The scenarios', () => {
  const names = scenarios.map(({ name }) => name);

  it('have names of their own, in groups', () => {
    expect(new Set(names).size).to.equal(names.length);
    expect(names.filter((name) => !/^[a-z]+\.\w+$/.test(name))).to.deep.equal([]);
  });

  it('have been recorded, and nothing else has', () => {
    const recordable = scenarios.filter((scenario) => !('documented' in scenario)).map(({ name }) => name);
    expect([...recording.outcomes.keys()].sort()).to.deep.equal(recordable.sort());
  });

  it('are all on the page', () => {
    const page = readFileSync(new URL('../../../docs/conformance.md', import.meta.url), 'utf8');
    const shown = [...page.matchAll(/^(?:### (?<group>\w+)$|\| `(?<rest>\w+)` \|)/gm)].reduce(
      ({ group, found }, { groups }) => (groups?.['rest'] === undefined ? { group: groups?.['group'] ?? '', found } : { group, found: [...found, `${group}.${groups['rest']}`] }),
      { group: '', found: [] as string[] },
    );
    expect(shown.found.sort()).to.deep.equal([...names].sort());
  });
});
