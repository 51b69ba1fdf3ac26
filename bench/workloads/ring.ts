import { P, Process, Receive, send, spawn, type Pid } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';

@Process()
class Member {
  #next: Pid | undefined;
  #done = (): void => {};

  init(done: () => void): void {
    this.#done = done;
  }

  @Receive(['next', P.pid])
  next([, next]: ['next', Pid]): void {
    this.#next = next;
  }

  @Receive(['token', P.number])
  token([, hops]: ['token', number]): void {
    if (hops === 0) this.#done();
    else if (this.#next !== undefined) send(this.#next, ['token', hops - 1]);
  }
}

const members = 1_000;

export const ring: Workload = {
  name: 'ring',
  size: 1_000_000,
  async measure(hops) {
    const { promise, resolve } = deferred();
    const pids = Array.from({ length: members }, () => spawn(Member, resolve));
    pids.forEach((pid, index) => send(pid, ['next', pids[(index + 1) % members] ?? pid]));
    const wall = await seconds(() => {
      if (pids[0] !== undefined) send(pids[0], ['token', hops]);
      return promise;
    });
    for (const pid of pids) Process.exit(pid, 'kill');
    return [{ workload: 'ring', value: hops / wall, unit: 'hop/s', n: hops, wall_s: wall }];
  },
};
