import { expect } from 'chai';
import { BeamworkError } from '../../lib/kernel/beamwork-error.js';
import { DispatchTable } from '../../lib/kernel/dispatch-table.js';
import { NO_MATCH } from '../../lib/kernel/match-pattern.js';
import { P } from '../../lib/kernel/pattern.js';
import { showTerm } from '../../lib/kernel/show-term.js';
import { oracle, patterns, pid, values } from './pattern-samples.js';

// A table whose handlers are the positions of their patterns.
function tableOf(...list: readonly unknown[]): DispatchTable<number> {
  return new DispatchTable(list.map((pattern, handler) => ({ pattern, handler })));
}

const fails = (): never => {
  throw new Error('guard');
};

describe('DispatchTable', () => {
  it('finds the first of many sample patterns that matches', () => {
    let found = 0;
    for (let start = 0; start < 97; start++) {
      // A stride of 97 mixes all kinds of patterns in one table.
      const list = patterns.filter((_, i) => i % 97 === start);
      const table = tableOf(...list);
      for (const value of values) {
        const expected = list.findIndex((pattern) => oracle(pattern, value) !== NO_MATCH);
        const actual = table.find(value)?.handler ?? -1;
        if (actual !== expected) expect.fail(`table ${start} on ${showTerm(value)}: ${actual}, not ${expected}`);
        if (actual >= 0) found++;
      }
    }
    expect(found).to.be.above(5_000);
  });

  it('is empty without clauses', () => {
    for (const message of ['x', ['x'], { type: 'x' }, null, undefined]) expect(tableOf().find(message)).to.equal(undefined);
  });

  it('finds nothing for a message that no clause matches', () => {
    const table = tableOf(['add', P.number], { type: 'reset' }, 'stop');
    for (const message of [['add', 'x'], ['add'], ['sub', 1], { type: 'set' }, {}, 'go', 1, null, undefined, []]) {
      expect(table.find(message)).to.equal(undefined);
    }
  });

  it('keeps tags in different places apart', () => {
    const table = tableOf('a', ['a'], { type: 'a' });
    expect(['a', ['a'], { type: 'a' }].map((message) => table.find(message)?.handler)).to.deep.equal([0, 1, 2]);
  });

  it('tells a number from the string of its digits', () => {
    const table = tableOf(['1', P.any], [1, P.any], '1', 1);
    expect([['1', 0], [1, 0], '1', 1].map((message) => table.find(message)?.handler)).to.deep.equal([0, 1, 2, 3]);
  });

  it('tells 0 from -0', () => {
    const table = tableOf([-0], [0], -0, 0);
    expect([[0], [-0], 0, -0].map((message) => table.find(message)?.handler)).to.deep.equal([1, 0, 3, 2]);
  });

  it('takes tags that are names of object members', () => {
    const table = tableOf(['__proto__'], ['constructor'], P.any);
    expect([['__proto__'], ['constructor'], ['toString']].map((message) => table.find(message)?.handler)).to.deep.equal([0, 1, 2]);
  });

  it('gives the same answers whatever was asked before', () => {
    const table = tableOf(['a'], ['b', P.any], 'c');
    const messages = [['a'], ['x'], ['a'], ['b', 1], ['b'], ['a'], 'c', 'x', 'c', ['b', 2]];
    expect(messages.map((message) => table.find(message)?.handler)).to.deep.equal([0, undefined, 0, 1, undefined, 0, 2, undefined, 2, 1]);
  });

  context('with several clauses for one message', () => {
    it('prefers the one written first', () => {
      const table = tableOf(['add', P.number.gt(10)], ['add', P.number], ['add', P.any]);
      expect([['add', 11], ['add', 1], ['add', 'x']].map((message) => table.find(message)?.handler)).to.deep.equal([0, 1, 2]);
    });

    it('keeps the place of a clause without a tag', () => {
      const table = tableOf(['add', 1], [P.string, 2], ['add', P.number], P.any, ['add', P.any], 'stop');
      expect([['add', 1], ['add', 2], ['sub', 2], ['add', 3], ['add', 'x'], 'stop'].map((message) => table.find(message)?.handler)).to.deep.equal([0, 1, 1, 2, 3, 3]);
    });

    it('tries a typed object pattern on an array that has the type', () => {
      const message = Object.assign(['a'], { type: 'reset' });
      expect(tableOf(['b'], { type: 'reset' }, ['a']).find(message)?.handler).to.equal(1);
    });
  });

  context('with selections', () => {
    it('gives the argument of the found clause', () => {
      const entry = tableOf(['get', P.pid], ['add', P.select('by', P.number)]).find(['add', 5]);
      expect(entry?.argument?.(['add', 5])).to.deep.equal({ by: 5 });
    });

    it('has no argument function for a clause without selections', () => {
      const entry = tableOf(['get', P.pid]).find(['get', pid]);
      expect(entry).to.deep.equal({ handler: 0, argument: undefined });
    });
  });

  context('with code of others (rule 18)', () => {
    it('goes on after a guard that throws', () => {
      expect(tableOf(['x', P.when(fails)], ['x', P.any]).find(['x', 1])?.handler).to.equal(1);
    });

    it('goes on when the type of a message cannot be read', () => {
      expect(tableOf({ type: 'a' }, { to: 1 }).find({ get type() { return fails(); }, to: 1 })?.handler).to.equal(1);
    });
  });

  it('refuses a pattern that cannot be tried', () => {
    expect(() => tableOf(['a'], [...P.array(), ...P.array()])).to.throw(BeamworkError).with.property('code', 'BEAMWORK_BAD_PATTERN');
  });
});
