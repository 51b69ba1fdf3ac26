import { Call, DynamicSupervisor, Logger, Process, receive, Runtime, self, send, Supervisor, type Pid } from '../../lib/index.js';
import { residentBytes, type Workload } from '../measure.js';

@Process()
class Server {
  init(told?: Pid): void {
    if (told !== undefined) send(told, 'started');
  }

  @Call(['ping'])
  ping(_: ['ping']): string {
    return 'pong';
  }
}

/** Each restart is a line in the log, which is not what is measured. */
class Silence extends Logger {
  override warn(): void {}

  override crash(): void {}
}

/** Runs a body in a runtime of its own. */
async function measured<T>(body: () => Generator<unknown, T>): Promise<T> {
  const runtime = await Runtime.start({ logger: new Silence() });
  try {
    return await runtime.run(body);
  } finally {
    await runtime.stop();
  }
}

/** Children of one supervisor, killed one after the other and started again each time: one_for_one. */
export const restarts: Workload = {
  name: 'restarts',
  size: 10_000,
  async measure(count) {
    const children = 1_000;
    return measured(function* () {
      Process.flag('trapExit', true);
      const me = self();
      const specs = Array.from({ length: children }, (_, index) => ({ id: index, start: [Server, me] as const }));
      const supervisor = yield* Supervisor.startLink(specs, { maxRestarts: Infinity });
      for (let each = 0; each < children; each++) yield* receive('started');
      const pids = (yield* Supervisor.whichChildren(supervisor)).map(({ pid }) => pid);
      const start = process.hrtime.bigint();
      for (let done = 0; done < count; done += children) {
        const living = done === 0 ? pids : (yield* Supervisor.whichChildren(supervisor)).map(({ pid }) => pid);
        for (const pid of living) if (typeof pid === 'object') Process.exit(pid, 'kill');
        for (let each = 0; each < children; each++) yield* receive('started');
      }
      const wall = Number(process.hrtime.bigint() - start) / 1e9;
      yield* Supervisor.stop(supervisor);
      return [{ workload: 'restarts', value: count / wall, unit: 'restart/s', n: count, wall_s: wall }];
    });
  },
};

/** Children of one dynamic supervisor, started one after the other. */
export const dynamicChildren: Workload = {
  name: 'dynamic_children',
  size: 100_000,
  async measure(count) {
    return measured(function* () {
      const supervisor = yield* DynamicSupervisor.startLink();
      const start = process.hrtime.bigint();
      for (let each = 0; each < count; each++) yield* DynamicSupervisor.startChild(supervisor, Server);
      const wall = Number(process.hrtime.bigint() - start) / 1e9;
      yield* DynamicSupervisor.stop(supervisor);
      return [{ workload: 'dynamic_children', value: wall * 1e3, unit: 'ms', n: count }];
    });
  },
};

/** Resident memory of an idle server under a dynamic supervisor. */
export const idleSupervised: Workload = {
  name: 'idle_supervised',
  size: 100_000,
  cold: true,
  flags: ['--expose-gc'],
  async measure(count) {
    return measured(function* () {
      const supervisor = yield* DynamicSupervisor.startLink();
      for (let each = 0; each < 1_000; each++) yield* DynamicSupervisor.startChild(supervisor, Server);
      globalThis.gc?.();
      const before = residentBytes();
      for (let each = 0; each < count; each++) yield* DynamicSupervisor.startChild(supervisor, Server);
      globalThis.gc?.();
      return [{ workload: 'idle_supervised', value: (residentBytes() - before) / count, unit: 'B/process(rss)', n: count }];
    });
  },
};
