import { setImmediate } from 'node:timers/promises';
import { Process, Receive, receive, spawn, type Pid } from '../../lib/index.js';
import { residentBytes, seconds, type Workload } from '../measure.js';

@Process()
class Idle {
  readonly count = 0;

  @Receive('go')
  go(_: 'go'): void {}
}

function* idle(): Generator<unknown, void> {
  yield* receive('go');
}

function collectGarbage(): void {
  globalThis.gc?.();
  globalThis.gc?.();
}

/** Memory that a process at rest takes, and how long a million of them take to start. */
function measured(name: string, start: () => Pid): Workload {
  return {
    name,
    size: 1_000_000,
    cold: true,
    flags: ['--expose-gc'],
    async measure(count) {
      for (let each = 0; each < 1_000; each++) start();
      await setImmediate();
      collectGarbage();
      const residentBefore = residentBytes();
      const heapBefore = process.memoryUsage().heapUsed;
      const wall = await seconds(async () => {
        for (let each = 0; each < count; each++) start();
        await allAtRest();
      });
      collectGarbage();
      const resident = (residentBytes() - residentBefore) / count;
      const heap = (process.memoryUsage().heapUsed - heapBefore) / count;
      return [{ workload: name, value: resident, unit: 'B/process(rss)', n: count, bytes_heap: heap, wall_s: wall }];
    },
  };
}

async function allAtRest(): Promise<void> {
  const pid = Process.list().at(-1);
  while (pid !== undefined && Process.info(pid, 'status') !== 'waiting') await setImmediate();
}

export const idleWorkloads: readonly Workload[] = [measured('idle', () => spawn(Idle)), measured('idle_generator', () => spawn(idle))];
