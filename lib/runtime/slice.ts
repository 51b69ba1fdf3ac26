import { continueReceive, resumeClause } from './async-receive.js';
import { setCurrent } from './current.js';
import {
  busy,
  stillborn,
  toContinue,
  toHandle,
  toProceed,
  toReceiveAsync,
  toResumeGenerator,
  toSettle,
  toStart,
  type ProcessControl,
} from './process-control.js';
import { drive, failSafely, handleMessages, proceed, settle, start } from './progress.js';
import { receiveSignals } from './signal-reception.js';
import { grantSlice } from './slice-budget.js';
import { bury } from './stillborn.js';

/**
 * What a process does in one turn of the scheduler: receives signals, then goes on where it stood.
 *
 * @returns `true` when an async frame goes on in the next microtasks; the scheduler must then stand back until they have run.
 */
export function runSlice(control: ProcessControl): boolean {
  if (!control.alive) {
    if (control.phase === stillborn) bury(control);
    return false;
  }
  setCurrent(control);
  grantSlice();
  try {
    // A frame that has ended on its own ended before what is still in transit.
    if (control.signalCount !== 0 && control.phase !== toSettle && !receiveSignals(control)) return false;
    const { context } = control.state;
    return context === undefined ? advance(control) : context.run(control, () => advance(control));
  } catch (thrown) {
    return failSafely(control, thrown);
  }
}

function advance(control: ProcessControl): boolean {
  switch (control.phase) {
    case toHandle:
      return handleMessages(control);
    case toResumeGenerator:
      return drive(control);
    case toReceiveAsync:
      return continueReceive(control);
    case toStart:
      return start(control);
    case toSettle:
      return settle(control);
    case toContinue:
      return resumeClause(control);
    case toProceed:
      return proceed(control);
    default:
      control.activity = busy;
      return false;
  }
}
