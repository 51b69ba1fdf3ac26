import { P, Process, Receive, receive, send, spawn, type Pid } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';

@Process()
class Counter {
  #left = 0;
  #done = (): void => {};

  init(count: number, done: () => void): void {
    this.#left = count;
    this.#done = done;
  }

  @Receive(['inc', P.number])
  increment([, by]: ['inc', number]): void {
    this.#left -= by;
    if (this.#left === 0) this.#done();
  }
}

const producers = 1_000;

function* produce(count: number, counter: Pid): Generator<unknown, void> {
  yield* receive('go');
  for (let each = 0; each < count; each++) send(counter, ['inc', 1]);
}

export const fanIn: Workload = {
  name: 'fanin',
  size: 1_000_000,
  async measure(total) {
    const each = total / producers;
    const { promise, resolve } = deferred();
    const counter = spawn(Counter, total, resolve);
    const pids = Array.from({ length: producers }, () => spawn(produce, each, counter));
    const wall = await seconds(() => {
      for (const pid of pids) send(pid, 'go');
      return promise;
    });
    return [{ workload: 'fanin', value: total / wall, unit: 'msg/s', n: total, wall_s: wall }];
  },
};
