import { P, Process, Receive, send, spawn, type Pid } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';

const messages = 100_000;
/** So many messages are sent before the sender gives way. */
const turn = 100;

/** A class with so many handlers, each for a tag of its own. */
function classWith(handlers: number): new () => { init(count: number, done: () => void): void } {
  @Process()
  class Many {
    left = 0;
    done = (): void => {};

    init(count: number, done: () => void): void {
      this.left = count;
      this.done = done;
    }
  }
  for (let index = 0; index < handlers; index++) {
    const method = function (this: Many, [, by]: [string, number]): void {
      this.left -= by;
      if (this.left === 0) this.done();
    };
    const descriptor = { value: method, writable: true, configurable: true };
    Object.defineProperty(Many.prototype, `handle_${index}`, descriptor);
    Receive([`tag_${index}`, P.number])(Many.prototype, `handle_${index}`, descriptor);
  }
  return Many;
}

function* pour(tags: readonly string[], receiver: Pid): Generator<unknown, void> {
  for (let each = 0; each < messages; each++) {
    send(receiver, [tags[each % tags.length], 1]);
    if (each % turn === 0) yield;
  }
}

/** Messages to a class with so many handlers, all of them in turn: finding the handler shall not cost more the more there are. */
export const handlers: Workload = {
  name: 'handlers',
  size: 8,
  async measure(count) {
    const tags = Array.from({ length: count }, (_, index) => `tag_${index}`);
    const { promise, resolve } = deferred();
    const receiver = spawn(classWith(count), messages, resolve);
    const wall = await seconds(() => {
      spawn(pour, tags, receiver);
      return promise;
    });
    return [{ workload: 'handlers', value: messages / wall, unit: 'msg/s', n: count, wall_s: wall }];
  },
};
