import { scheduled, toContinue, toSettle, type ProcessControl, type Settled } from './process-control.js';
import { dropReceive } from './receive.js';

/** The result of an async clause; of no use to anybody when the frame has ended without it. */
export function clauseSettled(control: ProcessControl, frame: number, settled: Settled): void {
  if (control.receiving?.frame === frame) frameSettled(control, settled);
}

/** Called by a promise, outside of all slices: the process goes on in its next one. */
export function frameSettled(control: ProcessControl, settled: Settled): void {
  if (!control.alive) return;
  if (settled.resume === undefined) dropReceive(control);
  control.settled = settled;
  control.phase = settled.resume === undefined ? toSettle : toContinue;
  if (control.activity === scheduled) return;
  control.activity = scheduled;
  control.state.scheduler.enqueue(control);
}
