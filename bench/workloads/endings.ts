import { P, Process, receive, self, send, spawn, spawnLink, type Pid } from '../../lib/index.js';
import { deferred, type Workload } from '../measure.js';

function* idle(): Generator<unknown, void> {
  yield* receive('never');
}

/** One process monitors all others, kills them, and waits for the last DOWN. */
export const monitors: Workload = {
  name: 'monitors',
  size: 100_000,
  async measure(count) {
    const pids = Array.from({ length: count }, () => spawn(idle));
    const { promise, resolve } = deferred();
    let createMs = 0;
    let ms = 0;
    spawn(function* () {
      const start = performance.now();
      for (const pid of pids) Process.monitor(pid);
      createMs = performance.now() - start;
      const killed = performance.now();
      for (const pid of pids) Process.exit(pid, 'kill');
      for (let each = 0; each < count; each++) yield* receive(['DOWN', P.any, 'process', P.any, 'killed']);
      ms = performance.now() - killed;
      resolve();
    });
    await promise;
    return [{ workload: 'monitors', value: ms, unit: 'ms(kill to last DOWN)', n: count, create_ms: createMs }];
  },
};

function* member(left: number, boss: Pid): Generator<unknown, void> {
  if (left === 0) send(boss, ['last', self()]);
  else spawnLink(member, left - 1, boss);
  yield* receive('never');
}

function chain(name: string, size: number): Workload {
  return {
    name,
    size,
    async measure(count) {
      const { promise, resolve } = deferred();
      let ms = 0;
      spawn(function* () {
        const first = spawn(member, count - 1, self());
        const [, last] = yield* receive(['last', P.pid]);
        const ref = Process.monitor(last);
        const start = performance.now();
        Process.exit(first, 'boom');
        yield* receive(['DOWN', ref, 'process', last, 'boom']);
        ms = performance.now() - start;
        resolve();
      });
      await promise;
      return [{ workload: name, value: ms, unit: 'ms(kill to last dead)', n: count }];
    },
  };
}

export const linkChains: readonly Workload[] = [chain('links', 10_000), chain('links_100k', 100_000)];
