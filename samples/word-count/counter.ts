import { P, Process, Receive, self, send } from '../../lib/index.js';
import { type Chunk, chunkPattern, type TallyTaker } from './messages.js';
import { Tally } from './tally.js';
import { wordsOf } from './words.js';

/** A worker of the pool: counts the words of one chunk at a time. */
@Process({ label: 'counter' })
export class Counter {
  #pool!: TallyTaker;

  init(pool: TallyTaker): void {
    this.#pool = pool;
  }

  /** @param message the chunk, and whether it kills this worker when half of it is counted. */
  @Receive(['count', chunkPattern, P.boolean])
  count([, { text }, deadly]: ['count', Chunk, deadly: boolean]): void {
    const words = wordsOf(text);
    const middle = words.length / 2;
    const tally = new Tally();
    tally.add(words.slice(0, middle));
    if (deadly) Process.exit(self(), 'kill');
    tally.add(words.slice(middle));
    send(this.#pool, ['counted', self(), tally]);
  }
}
