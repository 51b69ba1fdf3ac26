import { P, Process, Receive, receive, Runtime, self, send, spawn, type Pid } from '../../lib/index.js';
import type { ExploreOptions } from '../../lib/testing/index.js';
import { seconds, type Workload } from '../measure.js';

/** Loaded when it is needed: a revision without it runs all other workloads. */
const kit = (): Promise<typeof import('../../lib/testing/index.js')> => import('../../lib/testing/index.js');

@Process()
class Partner {
  #left = 0;

  init(rounds: number): void {
    this.#left = rounds;
  }

  @Receive(['ball', P.pid])
  play([, from]: ['ball', Pid]): void {
    if (--this.#left > 0) send(from, ['ball', self()]);
  }
}

/** Nanoseconds for each of `size` messages between two class processes. */
async function nanosecondsEach(runtime: Runtime, size: number): Promise<number> {
  const [one, two] = [runtime.spawn(Partner, size), runtime.spawn(Partner, size)];
  const wall = await seconds(() => runtime.run(function* () {
    send(one, ['ball', two]);
    while ((Process.info(one, 'reductions') ?? 0) < size / 2) yield;
  }));
  return (wall * 1e9) / size;
}

/** What a step costs under a seed, beyond what it costs in production: the same two processes on both. */
export const seededSteps: Workload = {
  name: 'seeded',
  size: 1_000_000,
  async measure(size) {
    const { TestRuntime } = await kit();
    const production = await Runtime.start();
    const seeded = await TestRuntime.start({ seed: 1, maxSlices: Infinity });
    const [plain, tested] = [await nanosecondsEach(production, size), await nanosecondsEach(seeded, size)];
    await production.stop();
    return [{ workload: 'seeded', value: tested - plain, unit: 'ns/step(more than in production)', n: size, seeded_ns: tested, production_ns: plain }];
  },
};

/** Two processes that race for the mailbox of a third. */
function* race(): Generator<unknown, unknown> {
  const me = self();
  spawn(() => send(me, 'a'));
  spawn(() => send(me, 'b'));
  return yield* receive(P.string);
}

function explored(name: string, options: ExploreOptions): Workload {
  return {
    name,
    size: 20_000,
    async measure(size) {
      const { outcomes } = await kit();
      let schedules = 0;
      const wall = await seconds(async () => {
        while (schedules < size) schedules += (await outcomes(race, { ...options, schedules: size })).schedules;
      });
      return [{ workload: name, value: schedules / wall, unit: 'schedules/s', n: schedules, wall_s: wall }];
    },
  };
}

/** How many schedules of a race between two processes are explored in a second. */
export const exploredSchedules: readonly Workload[] = [explored('explore', {}), explored('explore_random', { strategy: 'random' }), explored('explore_instant', { delivery: 'instant', strategy: 'random' })];
