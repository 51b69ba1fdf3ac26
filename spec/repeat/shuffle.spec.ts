import { expect } from 'chai';
import { SeededRandom } from '../../lib/testing/seeded-random.js';
import { shuffled } from './shuffle.js';

const files = Array.from({ length: 50 }, (_, index) => `file ${index}`);

describe('The order of a round', () => {
  it('has everything once', () => {
    expect(shuffled(files, new SeededRandom(3)).sort()).to.deep.equal([...files].sort());
  });

  it('is the same for the same seed, and another for another', () => {
    expect(shuffled(files, new SeededRandom(3))).to.deep.equal(shuffled(files, new SeededRandom(3)));
    expect(shuffled(files, new SeededRandom(3))).not.to.deep.equal(shuffled(files, new SeededRandom(4)));
  });
});
