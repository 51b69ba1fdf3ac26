import { expect } from 'chai';
import { isMatching, match, P as vocabulary } from 'ts-pattern';
import { type AnyPattern, P } from '../../lib/kernel/pattern.js';
import type { Pid } from '../../lib/kernel/pid.js';
import type { Reference } from '../../lib/kernel/reference.js';
import { otherPid, otherRef, pid, ref } from './pattern-samples.js';

describe('P', () => {
  it('has every word of ts-pattern, unchanged', () => {
    expect({ ...P }).to.include({ ...vocabulary });
  });

  it('cannot be changed', () => {
    expect(P).to.be.frozen;
  });

  it('is a namespace of types as well', () => {
    const pattern = ['get', P.pid, P.reference] as const;
    const found: P.infer<typeof pattern> = ['get', pid, ref];
    const wider: AnyPattern = pattern;
    const numbers: P.Pattern<number> = P.number.gt(0);
    const text: P.narrow<string | number, typeof P.string> = 'text';
    expect([isMatching(pattern, found), wider, isMatching(numbers, 1), text]).to.deep.equal([true, pattern, true, 'text']);
  });

  describe('pid', () => {
    it('matches a pid in the matcher of ts-pattern', () => {
      expect(isMatching(['get', P.pid], ['get', pid])).to.equal(true);
    });

    it('does not match what only prints as a pid', () => {
      for (const value of ['#PID<0.7.0>', 7, { number: 7 }, null, undefined, ref]) expect(isMatching(P.pid, value)).to.equal(false);
    });

    it('gives its handler a pid', () => {
      const from = match<unknown, Pid | undefined>(['get', pid])
        .with(['get', P.pid.select('from')], ({ from: caller }) => caller)
        .otherwise(() => undefined);
      expect(from).to.equal(pid);
    });

    it('may be optional', () => {
      expect([{ from: pid }, {}, { from: 'me' }].map(isMatching({ from: P.pid.optional() }))).to.deep.equal([true, true, false]);
    });
  });

  describe('reference', () => {
    it('matches a reference and nothing else', () => {
      expect([ref, pid, '#Reference<0.0.0.7>', {}, null].map(isMatching(P.reference))).to.deep.equal([true, false, false, false, false]);
    });

    it('gives its handler a reference', () => {
      const found = match<unknown, Reference | undefined>([ref])
        .with([P.reference], ([it]) => it)
        .otherwise(() => undefined);
      expect(found).to.equal(ref);
    });
  });

  describe('a pid or a reference inside a pattern', () => {
    it('matches itself only, in ts-pattern too', () => {
      expect([pid, otherPid, ref, {}].map(isMatching(pid))).to.deep.equal([true, false, false, false]);
      expect([ref, otherRef, pid, {}].map(isMatching(ref))).to.deep.equal([true, false, false, false]);
    });

    it('matches itself only inside a combinator', () => {
      expect([pid, otherPid, ref, {}].map(isMatching(P.union(pid, ref)))).to.deep.equal([true, false, true, false]);
      expect([pid, otherPid].map(isMatching(P.not(pid)))).to.deep.equal([false, true]);
    });

    it('keeps its type in what the pattern infers', () => {
      const pattern = ['DOWN', ref, 'process', pid, P.string] as const;
      const message: P.infer<typeof pattern> = ['DOWN', ref, 'process', pid, 'normal'];
      const down: ['DOWN', Reference, 'process', Pid, string] = message;
      expect(isMatching(pattern, down)).to.equal(true);
    });
  });
});
