import type { ProcessControl } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { ExitSignal } from '../runtime/signals.js';
import { Alarm } from '../runtime/timer-driver.js';

/** Ends all processes of a runtime, the youngest first: asks, waits, kills. */
export async function stopProcesses(state: RuntimeState, timeoutMs: number): Promise<void> {
  const asked = tellAll(state, 'shutdown');
  if (asked.length > 0) await emptyOrLate(state, timeoutMs);
  state.stopped = true;
  if (tellAll(state, 'kill').length > 0) await emptyOrLate(state, Infinity);
}

function tellAll(state: RuntimeState, reason: 'shutdown' | 'kill'): ProcessControl[] {
  const all = state.table.toArray().reverse();
  for (const control of all) deliverSignal(control, new ExitSignal(state.outside, reason, false));
  return all;
}

class Deadline extends Alarm {
  constructor(override readonly fire: () => void) {
    super();
  }
}

function emptyOrLate(state: RuntimeState, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = new Deadline(resolve);
    if (timeoutMs !== Infinity) state.timers.start(deadline, timeoutMs);
    state.table.onceEmpty(() => {
      state.timers.stop(deadline);
      resolve();
    });
  });
}
