import { busy, waiting, type ProcessControl } from '../runtime/process-control.js';

/** Whether a process awaits a promise: what will settle it may be no part of the runtime. */
export function awaitsPromise({ alive, activity, receiving }: ProcessControl): boolean {
  return alive && (activity === busy || (activity === waiting && receiving?.awaited !== undefined));
}
