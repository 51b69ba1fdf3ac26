import { P, Process, Receive, send, spawn } from '../../lib/index.js';
import { bigMessage } from '../big-value.js';
import { deferred, seconds, type Workload } from '../measure.js';

@Process()
class Sink {
  #left = 0;
  #done = (): void => {};

  init(count: number, done: () => void): void {
    this.#left = count;
    this.#done = done;
  }

  @Receive(P.any)
  take(_message: unknown): void {
    if (--this.#left === 0) this.#done();
  }
}

/** So many messages are sent before the sender gives way: without it, all copies would be alive at once. */
const turn = 100;

export const bigMessages: Workload = {
  name: 'bigmsg_5k',
  size: 100_000,
  async measure(count) {
    const { promise, resolve } = deferred();
    const message = bigMessage();
    const sink = spawn(Sink, count, resolve);
    const wall = await seconds(() => {
      spawn(function* () {
        for (let each = 0; each < count; each++) {
          send(sink, message);
          if (each % turn === 0) yield;
        }
      });
      return promise;
    });
    return [{ workload: 'bigmsg_5k', value: count / wall, unit: 'msg/s', n: count, wall_s: wall }];
  },
};
