import { reportGrowth } from './mailbox-growth.js';
import { waiting, type ProcessControl } from './process-control.js';

/** Goes to the end of the run queue. */
export function giveWay(control: ProcessControl): false {
  control.state.scheduler.enqueue(control);
  return false;
}

/** Waits for the next message. */
export function rest(control: ProcessControl): false {
  if (control.tail - control.head > control.state.mailboxLimit) reportGrowth(control);
  return pause(control, waiting);
}

/** Leaves the run queue, unless a signal has come in the meantime. */
export function pause(control: ProcessControl, activity: number): false {
  if (control.signalCount !== 0) return giveWay(control);
  control.activity = activity;
  return false;
}
