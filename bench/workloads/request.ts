import { Call, call, P, Process, Receive, receive, self, send, spawn, makeRef, type Pid, type Reference } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';

@Process()
class Adder {
  #sum = 0;

  @Call(['add', P.number])
  add([, by]: ['add', number]): number {
    this.#sum += by;
    return this.#sum;
  }

  @Receive(['request', P.reference, P.pid])
  request([, ref, from]: ['request', Reference, Pid]): void {
    send(from, [ref, 'ok']);
  }
}

export const calls: Workload = {
  name: 'call',
  size: 200_000,
  async measure(count) {
    const server = spawn(Adder);
    const { promise, resolve } = deferred();
    const wall = await seconds(() => {
      spawn(function* () {
        let sum: unknown;
        for (let each = 0; each < count; each++) sum = yield* call(server, ['add', 1]);
        if (sum === count) resolve();
      });
      return promise;
    });
    return [{ workload: 'call', value: count / wall, unit: 'call/s', n: count, wall_s: wall }];
  },
};

/** So many requests that a receive which looks at the whole mailbox each time is done within seconds. */
function requestsPast(waiting: number): number {
  return Math.min(5_000, Math.ceil(5e7 / Math.max(1, waiting)));
}

/** Request and reply past a mailbox with so many other messages; with a fresh reference in the pattern, or without. */
function selective(name: string, size: number, fresh: boolean): Workload {
  return {
    name,
    size,
    async measure(waiting) {
      const count = fresh ? 100_000 : requestsPast(waiting);
      const server = spawn(Adder);
      const { promise, resolve } = deferred();
      let wall = 0;
      spawn(function* () {
        for (let each = 0; each < waiting; each++) send(self(), ['junk', each]);
        const early = makeRef();
        const start = process.hrtime.bigint();
        for (let each = 0; each < count; each++) {
          const ref = fresh ? makeRef() : early;
          send(server, ['request', ref, self()]);
          if (fresh) yield* receive([ref, P.any]);
          else yield* receive([P.reference, P.any]);
        }
        wall = Number(process.hrtime.bigint() - start) / 1e9;
        resolve();
      });
      await promise;
      return [{ workload: name, value: (2 * count) / wall, unit: 'msg/s', n: waiting, wall_s: wall, requests: count }];
    },
  };
}

export const selectiveWorkloads: readonly Workload[] = [
  selective('selective_ref', 10_000, true),
  selective('selective_ref_100k_waiting', 100_000, true),
  selective('selective_noref', 10_000, false),
];
