import { exit, type NoReply, P, Process, Receive, receive, send, spawn, stopWith, type Pid } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';
import { youngGeneration } from '../recommended-flags.js';

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

/** Its handler says by what it returns that this was the end, as a function on the BEAM ends by returning. */
@Process()
class Once {
  @Receive(['go', P.pid])
  go([, collector]: ['go', Pid]): NoReply {
    send(collector, 'done');
    return stopWith();
  }
}

/** The same with a throw. */
@Process()
class OnceAndExit {
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

/** So many spawns are one turn of the spawner; a BEAM process is made to give way at about that rate. */
const turn = 50;

/** A spawner that is a process and gives way, as on the BEAM: those it started run and end meanwhile. */
function* spawnInTurns(count: number, start: () => Pid, collector: Pid): Generator<unknown, void> {
  for (let each = 0; each < count; each++) {
    send(start(), ['go', collector]);
    if (each % turn === 0) yield;
  }
}

/** A spawner that never gives way: all live at once before the first has run, and the collector of garbage has to move them. */
function spawnInBurst(count: number, start: () => Pid, collector: Pid): void {
  for (let each = 0; each < count; each++) send(start(), ['go', collector]);
}

function measured(name: string, spawner: typeof spawnInTurns | typeof spawnInBurst, start: () => Pid, flags: readonly string[] = []): Workload {
  return {
    name,
    size: 100_000,
    flags,
    async measure(count) {
      const { promise, resolve } = deferred();
      const collector = spawn(Collector, count, resolve);
      const wall = await seconds(() => {
        spawn(spawner, count, start, collector);
        return promise;
      });
      return [{ workload: name, value: count / wall, unit: 'spawn/s', n: count, wall_s: wall }];
    },
  };
}

const startClass = (): Pid => spawn(Once);
const startExiting = (): Pid => spawn(OnceAndExit);
const startGenerator = (): Pid => spawn(once);

export const spawnWorkloads: readonly Workload[] = [
  measured('spawn', spawnInTurns, startClass),
  measured('spawn_exit', spawnInTurns, startExiting),
  measured('spawn_generator', spawnInTurns, startGenerator),
  measured('spawn_burst', spawnInBurst, startClass),
  measured('spawn_burst_recommended', spawnInBurst, startClass, youngGeneration),
  measured('spawn_generator_burst', spawnInBurst, startGenerator),
  measured('spawn_generator_burst_recommended', spawnInBurst, startGenerator, youngGeneration),
];
