import { expect } from 'chai';
import { changesOf, verdictOf, type Pair } from '../../bench/compare/changes.js';

/** Numbers between 0 and 1 that are the same in each run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Rounds of a rate on two trees; `jitter` is how far a round may be from the tree's own rate. */
function roundsOf(random: () => number, before: number, after: number, jitter: number, rounds = 7): Pair[] {
  const figure = (value: number) => [{ workload: 'ring', value: value * (1 + jitter * (2 * random() - 1)), unit: 'hop/s' }];
  return Array.from({ length: rounds }, () => ({ before: figure(before), after: figure(after) }));
}

function verdicts(before: number, after: number, jitter: number, rounds = 7): string[] {
  const random = randomFrom(before + rounds);
  return Array.from({ length: 300 }, () => changesOf(roundsOf(random, before, after, jitter, rounds)).map((change) => verdictOf(change) ?? 'same')).flat();
}

describe('The comparison of two revisions', () => {
  it('seldom names a workload that did not change', () => {
    expect(verdicts(100, 100, 0.2).filter((verdict) => verdict !== 'same')).to.have.length.below(6);
  });

  it('names a loss of a fifth among rounds that differ by a tenth', () => {
    expect(verdicts(100, 80, 0.1).filter((verdict) => verdict === 'slower')).to.have.length.above(285);
  });

  it('names a gain', () => {
    expect(verdicts(100, 140, 0.1).filter((verdict) => verdict === 'faster')).to.have.length.above(285);
  });

  it('names nothing after fewer than five rounds', () => {
    expect(new Set(verdicts(100, 50, 0.01, 4))).to.deep.equal(new Set(['same']));
    expect(new Set(verdicts(100, 50, 0.01, 5))).to.deep.equal(new Set(['slower']));
  });

  it('names no loss below four percent', () => {
    expect(new Set(verdicts(100, 97, 0.001))).to.deep.equal(new Set(['same']));
  });

  it('takes more of a time or of bytes for a loss', () => {
    const pairs = Array.from({ length: 5 }, (_, round) => ({
      before: [{ workload: 'links', value: 10 + round / 100, unit: 'ms' }],
      after: [{ workload: 'links', value: 15 + round / 100, unit: 'ms' }],
    }));
    expect(changesOf(pairs).map((change) => [change.figure, Math.round(change.loss * 100), verdictOf(change)])).to.deep.equal([['links', 50, 'slower']]);
  });

  it('leaves out what only one tree has', () => {
    const figure = { workload: 'ring', value: 1, unit: 'hop/s' };
    expect(changesOf([{ before: [], after: [figure] }])).to.deep.equal([]);
  });
});
