import { P, Process, Receive, send, spawn } from '../../lib/index.js';
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

/** A nested value of 10 × 10 fields, some 5 kB as JSON. */
function bigMessage(): object {
  return Object.fromEntries(Array.from({ length: 10 }, (_, group) => [`group_${group}`, Object.fromEntries(Array.from({ length: 10 }, (_each, field) => [`field_${field}`, fieldValue(group * 10 + field)]))]));
}

function fieldValue(index: number): unknown {
  switch (index % 5) {
    case 0:
      return index * 7_919;
    case 1:
      return `value number ${index} with some more text in it, so as to be long`;
    case 2:
      return index / 3;
    case 3:
      return [index, index + 1, index + 2, `tag_${index}`, 'another-tag'];
    default:
      return { ok: index % 2 === 0, at: 1_700_000_000 + index, note: `a note of some length ${index}` };
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
