import { expect } from 'chai';
import { chanceOfBelow, isRate, summarize } from '../../bench/compare/statistics.js';

describe('The statistics of the benchmarks', () => {
  it('sum up values by their median and their spread', () => {
    expect(summarize([30, 10, 20, 100, 20])).to.deep.equal({ median: 20, least: 10, most: 100, deviation: 0.5 });
    expect(summarize([1, 3]).median).to.equal(2);
  });

  it('give the exact chance that one side lies below the other', () => {
    expect(chanceOfBelow([1, 2, 3], [4, 5, 6])).to.equal(1 / 20);
    expect(chanceOfBelow([1, 2, 4], [3, 5, 6])).to.equal(2 / 20);
    expect(chanceOfBelow([4, 5, 6], [1, 2, 3])).to.equal(1);
    expect(chanceOfBelow([1, 2, 3, 4, 5, 6, 7], [8, 9, 10, 11, 12, 13, 14])).to.be.closeTo(1 / 3_432, 1e-12);
  });

  it('weigh forty rounds as they weigh three', () => {
    const rounds = Array.from({ length: 40 }, (_, n) => n);
    expect(chanceOfBelow(rounds, rounds)).to.be.closeTo(0.5, 0.01);
    expect(chanceOfBelow(rounds, rounds.map((n) => n + 10))).to.be.closeTo(0.000_31, 0.000_01);
    expect(chanceOfBelow(rounds.map((n) => n + 10), rounds)).to.be.closeTo(0.999_7, 0.000_01);
  });

  it('count equal values half for each side', () => {
    expect(chanceOfBelow([1, 1], [1, 1])).to.equal(4 / 6);
    expect(chanceOfBelow([1, 2], [2, 3])).to.equal(chanceOfBelow([1, 3], [2, 4]));
  });

  it('know rates from costs by their unit', () => {
    expect(['msg/s', 'ms(kill to last DOWN)', 'ns/timer', 'B/process(rss)'].map(isRate)).to.deep.equal([true, false, false, false]);
  });
});
