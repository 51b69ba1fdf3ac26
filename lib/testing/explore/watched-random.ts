import { SeededRandom } from '../seeded-random.js';

/** Chance of which somebody hears that it was asked: who asks first gets what another would have got. */
export class WatchedRandom extends SeededRandom {
  readonly #hear: () => void;

  constructor(seed: number, hear: () => void) {
    super(seed);
    this.#hear = hear;
  }

  override next(): number {
    this.#hear();
    return super.next();
  }
}
