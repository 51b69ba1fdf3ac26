import { SeededRandom } from '../../lib/testing/seeded-random.js';

/** The same things in another order, which the seed decides. */
export function shuffled<T>(things: readonly T[], random: SeededRandom): T[] {
  const left = [...things];
  return things.flatMap(() => left.splice(random.below(left.length), 1));
}
