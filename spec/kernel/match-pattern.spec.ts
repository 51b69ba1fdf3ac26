import { expect } from 'chai';
import { BeamworkError } from '../../lib/kernel/beamwork-error.js';
import { matchArgument, matchPattern, NO_MATCH } from '../../lib/kernel/match-pattern.js';
import { P } from '../../lib/kernel/pattern.js';
import { showTerm } from '../../lib/kernel/show-term.js';
import { oracle, otherPid, otherRef, patterns, pid, ref, values } from './pattern-samples.js';

const fails = (): never => {
  throw new Error('guard');
};

describe('matchPattern', () => {
  it('agrees with ts-pattern on every sample', () => {
    let matched = 0;
    for (const pattern of patterns) {
      for (const value of values) {
        const expected = oracle(pattern, value) !== NO_MATCH;
        if (expected) matched++;
        if (matchPattern(pattern, value) !== expected) expect.fail(`${showTerm(pattern)} on ${showTerm(value)}: not ${expected}`);
      }
    }
    expect(patterns.length * values.length).to.be.above(100_000);
    expect(matched).to.be.above(10_000);
  });

  context('with literals', () => {
    it('tells 0 from -0', () => {
      expect([matchPattern(0, -0), matchPattern([0], [-0]), matchPattern(-0, -0)]).to.deep.equal([false, false, true]);
    });

    it('takes NaN for equal to itself', () => {
      expect([matchPattern(NaN, NaN), matchPattern(['x', NaN], ['x', NaN]), matchPattern(NaN, 0)]).to.deep.equal([true, true, false]);
    });

    it('compares a function by identity', () => {
      expect([matchPattern(fails, fails), matchPattern(fails, () => fails())]).to.deep.equal([true, false]);
    });
  });

  context('with pinned values', () => {
    it('matches a pid with itself only', () => {
      const found = [pid, otherPid, {}, '#PID<0.7.0>'].filter((value) => matchPattern(['from', pid], ['from', value]));
      expect(found).to.deep.equal([pid]);
    });

    it('matches a reference with itself only', () => {
      expect([ref, otherRef, {}].map((value) => matchPattern([ref, P.any], [value, 1]))).to.deep.equal([true, false, false]);
    });

    it('keeps a pid pinned inside a combinator', () => {
      expect([pid, otherPid, {}].map((value) => matchPattern(P.union(pid, 'nobody'), value))).to.deep.equal([true, false, false]);
    });
  });

  context('with code of others (rule 18)', () => {
    it('counts a guard that throws as no match', () => {
      expect(matchPattern(['x', P.when(fails)], ['x', 1])).to.equal(false);
    });

    it('counts a guard inside a combinator that throws as no match', () => {
      expect(matchPattern(P.union(P.when(fails), P.any), 1)).to.equal(false);
    });

    it('counts a getter that throws as no match', () => {
      expect(matchPattern({ a: P.any }, { get a() { return fails(); } })).to.equal(false);
    });

    it('counts an unreadable value as no match', () => {
      const { proxy, revoke } = Proxy.revocable<unknown[]>([], {});
      revoke();
      expect(matchPattern(['x', P.any], proxy)).to.equal(false);
    });

    it('asks a guard once for each element that it stands for', () => {
      const asked: unknown[] = [];
      const guard = P.when((value) => asked.push(value));
      matchPattern([guard, ...P.array(P.any)], [1, 2]);
      matchPattern([guard, ...P.array(P.any)], [3]);
      matchPattern([guard, 2], [4]);
      expect(asked).to.deep.equal([1, 3]);
    });
  });

  context('with a pattern that cannot be tried', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const unreadable = { get a() { return fails(); } };

    it('refuses two rest elements', () => {
      const attempt = () => matchPattern([...P.array(), ...P.array()], [1]);
      expect(attempt).to.throw(BeamworkError, 'more than one rest element').with.property('code', 'BEAMWORK_BAD_PATTERN');
    });

    it('refuses a pattern that contains itself', () => {
      expect(() => matchPattern(cyclic, cyclic)).to.throw(BeamworkError, 'contains itself').with.property('code', 'BEAMWORK_BAD_PATTERN');
    });

    it('refuses a pattern that throws while it is read', () => {
      expect(() => matchPattern(unreadable, { a: 1 })).to.throw(BeamworkError, 'cannot be read').with.property('code', 'BEAMWORK_BAD_PATTERN');
    });
  });
});

describe('matchArgument', () => {
  it('agrees with ts-pattern on every sample', () => {
    let selected = 0;
    for (const pattern of patterns) {
      for (const value of values) {
        const expected = oracle(pattern, value);
        const actual = matchArgument(pattern, value);
        if (Object.is(expected, actual)) continue;
        expect(actual, `${showTerm(pattern)} on ${showTerm(value)}`).to.deep.equal(expected);
        selected++;
      }
    }
    expect(selected).to.be.above(1_000);
  });

  it('gives the message itself without selections', () => {
    const message = ['add', 1];
    expect(matchArgument(['add', P.number], message)).to.equal(message);
  });

  it('gives what an anonymous selection picks', () => {
    expect(matchArgument(['add', P.select(P.number)], ['add', 5])).to.equal(5);
  });

  it('gives an object of what named selections pick', () => {
    expect(matchArgument({ by: P.select('by'), to: P.select('to', P.string) }, { by: 5, to: 'x' })).to.deep.equal({ by: 5, to: 'x' });
  });

  it('tells a selected undefined from no match', () => {
    expect(matchArgument([P.select()], [undefined])).to.equal(undefined);
    expect(matchArgument([P.select()], [])).to.equal(NO_MATCH);
  });

  it('keeps its selections when a guard matches by itself', () => {
    const nested = P.when((value) => matchArgument([P.select('inner')], value) !== NO_MATCH && matchPattern([P.select()], value));
    expect(matchArgument([P.select('outer'), nested], [1, [2]])).to.deep.equal({ outer: 1 });
  });

  it('forgets the selections of a failed match', () => {
    matchArgument([P.select('a'), P.when(fails)], [1, 2]);
    expect(matchArgument([P.select('b')], [3])).to.deep.equal({ b: 3 });
  });

  it('counts a guard that throws as no match (rule 18)', () => {
    expect(matchArgument(P.select(P.when(fails)), 1)).to.equal(NO_MATCH);
  });

  it('refuses a pattern that cannot be tried', () => {
    expect(() => matchArgument(['a', ...P.array(), ...P.array()], ['a'])).to.throw(BeamworkError).with.property('code', 'BEAMWORK_BAD_PATTERN');
  });
});
