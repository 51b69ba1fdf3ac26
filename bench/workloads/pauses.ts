import { monitorEventLoopDelay } from 'node:perf_hooks';
import { receive, Runtime } from '../../lib/index.js';
import type { Workload } from '../measure.js';

function* idle(): Generator<unknown, void> {
  yield* receive('never');
}

/** How long the event loop stands still at most while a runtime with so many processes at rest starts them, and stops. */
export const pauses: Workload = {
  name: 'pauses',
  size: 1_000_000,
  cold: true,
  async measure(count) {
    const runtime = await Runtime.start();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await runtime.run(function* () {
      for (let each = 0; each < count; each++) {
        runtime.spawn(idle);
        if (each % 100 === 0) yield;
      }
    });
    const starting = delay.max / 1e6;
    delay.reset();
    await runtime.stop({ timeoutMs: 60_000 });
    const ending = delay.max / 1e6;
    delay.disable();
    return [
      { workload: 'pauses_starting', value: starting, unit: 'ms(longest pause)', n: count },
      { workload: 'pauses_ending', value: ending, unit: 'ms(longest pause)', n: count },
    ];
  },
};
