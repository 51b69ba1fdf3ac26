import { SeededRandom } from '../../lib/testing/seeded-random.js';
import { shuffled } from './shuffle.js';

// Loaded before the specs of a round: changes the order within files, too, when all files have been read.
const seed = Number(process.env['SPEC_SEED']);
const random = new SeededRandom(seed);

before(function () {
  const root = this.test?.parent;
  if (root === undefined) throw new Error('a hook of no suite');
  shuffleSuite(root);
});

function shuffleSuite(suite: Mocha.Suite): void {
  suite.tests = shuffled(suite.tests, random);
  suite.suites = shuffled(suite.suites, random);
  suite.suites.forEach(shuffleSuite);
}
