import { expect } from 'chai';
import { BeamworkError } from '../../lib/kernel/beamwork-error.js';
import { compilePattern } from '../../lib/kernel/compile-pattern.js';
import { NO_MATCH } from '../../lib/kernel/match-pattern.js';
import { P } from '../../lib/kernel/pattern.js';
import { showTerm } from '../../lib/kernel/show-term.js';
import { oracle, otherPid, patterns, pid, values } from './pattern-samples.js';

const fails = (): never => {
  throw new Error('guard');
};

describe('compilePattern', () => {
  it('agrees with ts-pattern on every sample', () => {
    let selected = 0;
    for (const pattern of patterns) {
      const compiled = compilePattern(pattern);
      for (const value of values) {
        const expected = oracle(pattern, value);
        const title = `${showTerm(pattern)} on ${showTerm(value)}`;
        if (compiled.matches(value) !== (expected !== NO_MATCH)) expect.fail(title);
        if (expected === NO_MATCH) continue;
        const actual = compiled.argument === undefined ? value : compiled.argument(value);
        if (Object.is(expected, actual)) continue;
        expect(actual, title).to.deep.equal(expected);
        selected++;
      }
    }
    expect(selected).to.be.above(1_000);
  });

  it('reads the pattern once', () => {
    const pattern: unknown[] = ['add', 1];
    const compiled = compilePattern(pattern);
    pattern[1] = 2;
    expect([compiled.matches(['add', 1]), compiled.matches(['add', 2])]).to.deep.equal([true, false]);
  });

  it('compares a pinned pid by identity', () => {
    const compiled = compilePattern(['from', pid]);
    expect([pid, otherPid, {}].map((value) => compiled.matches(['from', value]))).to.deep.equal([true, false, false]);
  });

  describe('argument', () => {
    it('is undefined when the pattern selects nothing', () => {
      for (const pattern of ['stop', ['add', P.number], { a: P.number.gt(0) }, P.not(P.select()), P.union(1, 2), pid]) {
        expect(compilePattern(pattern).argument).to.equal(undefined);
      }
    });

    it('gives the selections of a message that matches', () => {
      expect(compilePattern(['add', P.select('by')]).argument?.(['add', 5])).to.deep.equal({ by: 5 });
    });

    it('gives the message when a guard changes its mind', () => {
      let asked = 0;
      const compiled = compilePattern([P.select(), P.when(() => asked++ === 0)]);
      const message = [1, 2];
      expect([compiled.matches(message), compiled.argument?.(message)]).to.deep.equal([true, message]);
    });
  });

  describe('tag', () => {
    const tags: readonly (readonly [title: string, pattern: unknown, place: string | undefined, tag: unknown])[] = [
      ['the first element of an array', ['add', P.number], 'first', 'add'],
      ['a number that stands first', [7], 'first', 7],
      ['what stands before a rest element', ['log', ...P.array()], 'first', 'log'],
      ['a literal as it is', 'stop', 'whole', 'stop'],
      ['null as it is', null, 'whole', null],
      ['the type of an object', { type: 'reset', to: P.number }, 'type', 'reset'],
      ['nothing for an object of any type', { type: P.string }, undefined, undefined],
      ['nothing for an array that begins with a word', [P.string, 1], undefined, undefined],
      ['nothing for an array that begins with a rest', [...P.array(), 'end'], undefined, undefined],
      ['nothing for an array that begins with a pid', [pid, 1], undefined, undefined],
      ['nothing for the empty array', [], undefined, undefined],
      ['nothing for undefined', undefined, undefined, undefined],
      ['nothing for a word of P', P.any, undefined, undefined],
      ['nothing for a union of literals', P.union('a', 'b'), undefined, undefined],
    ];

    for (const [title, pattern, place, tag] of tags) {
      it(`is ${title}`, () => {
        const compiled = compilePattern(pattern);
        expect([compiled.place, compiled.tag]).to.deep.equal([place, tag]);
      });
    }
  });

  context('with code of others (rule 18)', () => {
    it('counts a guard that throws as no match', () => {
      expect(compilePattern(['x', P.when(fails)]).matches(['x', 1])).to.equal(false);
    });

    it('counts a getter that throws as no match', () => {
      expect(compilePattern({ a: P.any }).matches({ get a() { return fails(); } })).to.equal(false);
      expect(compilePattern(['a', P.any]).matches(Object.defineProperty(['a', 1], 0, { get: fails }))).to.equal(false);
    });
  });

  context('with a pattern that cannot be tried', () => {
    const cyclic: unknown[] = ['a'];
    cyclic.push([cyclic]);
    const bad: readonly (readonly [title: string, pattern: unknown, problem: string])[] = [
      ['two rest elements', ['a', { b: [...P.array(), 1, ...P.array()] }], 'more than one rest element'],
      ['a pattern that contains itself', cyclic, 'contains itself'],
      ['a getter that throws', { get a() { return fails(); } }, 'cannot be read'],
      ['a matcher that throws', { [P.matcher]: fails }, 'cannot be read'],
      ['a matcher without a match function', [{ [P.matcher]: () => ({}) }], 'has no match function'],
    ];

    for (const [title, pattern, problem] of bad) {
      it(`refuses ${title}`, () => {
        expect(() => compilePattern(pattern)).to.throw(BeamworkError, problem).with.property('code', 'BEAMWORK_BAD_PATTERN');
      });
    }

    it('accepts one object in two places', () => {
      const point = [P.number, P.number];
      expect(compilePattern(['line', point, point]).matches(['line', [0, 0], [1, 1]])).to.equal(true);
    });
  });
});
