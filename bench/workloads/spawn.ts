import { exit, P, Process, Receive, receive, send, spawn, type Pid } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';

@Process()
class Collector {
  #left = 0;
  #done = (): void => {};

  init(count: number, done: () => void): void {
    this.#left = count;
    this.#done = done;
  }

  @Receive('done')
  one(_: 'done'): void {
    if (--this.#left === 0) this.#done();
  }
}

@Process()
class Once {
  @Receive(['go', P.pid])
  go([, collector]: ['go', Pid]): void {
    send(collector, 'done');
    exit('normal');
  }
}

function* once(): Generator<unknown, void> {
  const [, collector] = yield* receive(['go', P.pid]);
  send(collector, 'done');
}

/** The young generation that a program with many short-lived processes should be given; see docs/performance.md. */
export const recommended = ['--max-semi-space-size=64', '--min-semi-space-size=64'];

function measured(name: string, start: () => Pid, flags: readonly string[]): Workload {
  return {
    name,
    size: 100_000,
    flags,
    async measure(count) {
      const { promise, resolve } = deferred();
      const collector = spawn(Collector, count, resolve);
      const wall = await seconds(() => {
        for (let each = 0; each < count; each++) send(start(), ['go', collector]);
        return promise;
      });
      return [{ workload: name, value: count / wall, unit: 'spawn/s', n: count, wall_s: wall }];
    },
  };
}

export const spawnClass = measured('spawn', () => spawn(Once), []);
export const spawnClassRecommended = measured('spawn_recommended', () => spawn(Once), recommended);
export const spawnGenerator = measured('spawn_generator', () => spawn(once), []);
export const spawnGeneratorRecommended = measured('spawn_generator_recommended', () => spawn(once), recommended);
