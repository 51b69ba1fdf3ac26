import type { Host } from '../runtime/host.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { ExitSignal } from '../runtime/signals.js';
import { Alarm } from '../runtime/timer-driver.js';

/** So many processes are told in one turn of the event loop: a million at once would hold it for half a second. */
const toldPerTurn = 5_000;

/** Ends all processes of a runtime, the youngest first: asks, waits, kills. */
export async function stopProcesses(state: RuntimeState, host: Host, timeoutMs: number): Promise<void> {
  const late = new Deadline();
  if (timeoutMs !== Infinity) state.timers.start(late, timeoutMs);
  await tellAll(state, host, 'shutdown');
  await Promise.race([late.passed, empty(state)]);
  state.timers.stop(late);
  state.stopped = true;
  await tellAll(state, host, 'kill');
  await empty(state);
}

async function tellAll(state: RuntimeState, host: Host, reason: 'shutdown' | 'kill'): Promise<void> {
  const all: ProcessControl[] = state.table.toArray().reverse();
  for (const [index, control] of all.entries()) {
    if (control.alive) deliverSignal(control, new ExitSignal(state.outside, reason, false));
    if (index % toldPerTurn === toldPerTurn - 1) await new Promise<void>((resolve) => host.requestTurn(resolve));
  }
}

/** The moment at which a runtime has waited long enough. */
class Deadline extends Alarm {
  #pass = (): void => {};
  readonly passed = new Promise<void>((resolve) => {
    this.#pass = resolve;
  });

  override fire(): void {
    this.#pass();
  }
}

function empty(state: RuntimeState): Promise<void> {
  return new Promise((resolve) => state.table.onceEmpty(resolve));
}
