import { badOption } from './bad-option.js';
import { HeldQueue } from './held-queue.js';
import { LogKeeper } from './log-keeper.js';
import { SeededQueue } from './seeded-queue.js';
import { SeededRandom } from './seeded-random.js';
import { TestHost } from './test-host.js';
import { VirtualTime } from './virtual-time.js';

/** What is put in place of the program around a runtime. */
export class Surroundings {
  readonly time = new VirtualTime();
  readonly queue: HeldQueue;
  readonly host: TestHost;
  readonly log = new LogKeeper();

  constructor(seed: number | undefined) {
    if (seed !== undefined && !Number.isSafeInteger(seed)) throw badOption('TestRuntime.start', 'seed', seed, 'give a whole number, or none for the order of production');
    const random = new SeededRandom(seed ?? 1);
    this.queue = new HeldQueue(seed === undefined ? undefined : new SeededQueue(random));
    this.host = new TestHost(this.time, random, this.queue, seed === undefined ? undefined : 1);
  }
}
