import { expect } from 'chai';
import type { Compared } from './dsl.js';
import { page, type Result } from './report.js';
import { judge } from './verdict.js';

const scenario: Compared = { name: 'group.one', elixir: ':boom', run: () => 'boom' };
const kindOf = (...args: Parameters<typeof judge>): string => judge(...args).kind;

describe('judge', () => {
  it('finds both sides equal when they do the same', () => {
    expect(judge(scenario, [':boom'], ['boom'])).to.deep.equal({ kind: 'equal', text: '' });
  });

  it('explains nothing that is different without a reason', () => {
    expect(judge(scenario, [':boom'], ['bang'])).to.deep.equal({ kind: 'unexplained', text: 'beamwork did something else\n    seen: "bang"\n    expected: "boom"' });
  });

  it('wants an outcome of either side', () => {
    expect([kindOf(scenario, [], ['boom']), kindOf(scenario, [':boom'], [])]).to.deep.equal(['unexplained', 'unexplained']);
  });

  it('wants the same outcome in all runs', () => {
    expect([kindOf(scenario, [':boom', ':bang'], ['boom']), kindOf(scenario, [':boom'], ['boom', 'bang'])]).to.deep.equal(['unexplained', 'unexplained']);
  });

  it('keeps both sides inside what is allowed', () => {
    const race: Compared = { ...scenario, outcomes: [':a', ':b'] };
    expect([kindOf(race, [':a'], ['b', 'a']), kindOf(race, [':a', ':c'], ['a']), kindOf(race, [':a'], ['c'])]).to.deep.equal(['equal', 'unexplained', 'unexplained']);
  });

  it('compares with the documentation where no node can tell', () => {
    const young: Compared = { ...scenario, documented: ':boom' };
    expect([kindOf(young, [], ['boom']), kindOf(young, [], ['bang'])]).to.deep.equal(['documented', 'unexplained']);
  });

  it('takes a difference with a reason, as long as it is that one', () => {
    const other: Compared = { ...scenario, differs: { here: ':bang', because: 'we are louder' } };
    expect(judge(other, [':boom'], ['bang'])).to.deep.equal({ kind: 'different', text: 'we are louder' });
    expect([kindOf(other, [':boom'], ['boom']), kindOf(other, [':bang'], ['bang'])]).to.deep.equal(['unexplained', 'unexplained']);
  });

  it('leaves out what is not applicable', () => {
    expect(judge({ name: 'group.two', elixir: ':boom', notApplicable: 'no bombs' }, [':boom'], [])).to.deep.equal({ kind: 'not applicable', text: 'no bombs' });
  });
});

describe('page', () => {
  const results: Result[] = [
    { scenario: { ...scenario, rules: [2] }, verdict: { kind: 'equal', text: '' } },
    { scenario: { ...scenario, name: 'group.two', outcomes: [1, 2] }, verdict: { kind: 'unexplained', text: 'a | b\n  c' } },
  ];
  const text = page(results, { node: { otp: '25', elixir: '1.14' }, beamwork: '1.0', host: '20', runs: { one: 5, several: 25 }, rules: [1, 2, 3] });

  it('has a line for each group, scenario and failure', () => {
    expect(text.split('\n')).to.include.members([
      '| group | 2 | 1 | 0 | 0 | 0 | 1 |',
      '| `one` | 2 | equal |',
      '| `two` | | unexplained, one of 2 allowed |',
      '| `group.two` | a \\| b; c |',
    ]);
  });

  it('counts the rules that have a scenario', () => {
    expect(text).to.include('Of the 3 rules of [semantics.md](semantics.md), 1 have a scenario. Those without a scenario:\n1, 3.');
  });
});
