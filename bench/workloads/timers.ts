import { Process, receive, run, self } from '../../lib/index.js';
import { cpuSeconds, type Workload } from '../measure.js';
import { delays } from '../random.js';

/** Timers made and cancelled long before their time, and timers that fire. */
export const timers: Workload = {
  name: 'timers',
  size: 100_000,
  async measure(count) {
    const nanoseconds = (ms: number): number => (ms * 1e6) / count;
    return run(function* () {
      const longDelays = delays(count, 60_000);
      const start = performance.now();
      const refs = longDelays.map((ms) => Process.sendAfter(self(), 'tick', ms));
      const made = performance.now();
      for (const ref of refs) Process.cancelTimer(ref);
      const cancelled = performance.now();
      for (const ms of delays(count, 0)) Process.sendAfter(self(), 'tick', ms);
      const cpu = cpuSeconds();
      for (let each = 0; each < count; each++) yield* receive('tick');
      const fire = ((cpuSeconds() - cpu) * 1e9) / count;
      return [
        { workload: 'timers_create', value: nanoseconds(made - start), unit: 'ns/timer', n: count },
        { workload: 'timers_cancel', value: nanoseconds(cancelled - made), unit: 'ns/timer', n: count },
        { workload: 'timers_fire_cpu', value: fire, unit: 'ns CPU/timer', n: count },
      ];
    });
  },
};
