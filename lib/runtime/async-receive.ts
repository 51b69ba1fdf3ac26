import { isThenable } from './frames.js';
import { busy, toAwait, type ProcessControl } from './process-control.js';
import { nothing } from './receiving.js';
import { giveWay, pause, rest } from './resting.js';
import { clauseSettled } from './settled.js';

/**
 * Looks for the message that an async frame awaits, and hands it over.
 *
 * @returns `true` when the frame goes on in the next microtasks.
 */
export function continueReceive(control: ProcessControl): boolean {
  const { receiving } = control;
  if (receiving === undefined || receiving.resolve === undefined || receiving.reject === undefined) return false;
  const { resolve, reject } = receiving;
  // The clause may receive too.
  receiving.resolve = receiving.reject = undefined;
  let value: unknown;
  let settle = resolve;
  try {
    value = receiving.attempt();
  } catch (thrown) {
    value = thrown;
    settle = reject;
    // A body that awaits something else first has not seen this promise yet; for the program that is no unhandled rejection.
    receiving.promise?.then(undefined, () => {});
  }
  if (!control.alive) return false;
  if (value === nothing) {
    receiving.resolve = resolve;
    receiving.reject = reject;
    receiving.arm();
    // A guard may have brought messages in.
    return control.scan < control.tail ? giveWay(control) : rest(control);
  }
  if (settle === reject || typeof value !== 'object' || value === null || !isThenable(value)) return resume(control, settle, value);
  const { frame } = receiving;
  Promise.resolve(value).then(
    (result) => clauseSettled(control, frame, { ok: true, value: result, resume: resolve }),
    (reason: unknown) => clauseSettled(control, frame, { ok: false, value: reason, resume: reject }),
  );
  if (receiving.resolve !== undefined) return continueReceive(control);
  control.phase = toAwait;
  return pause(control, busy);
}

function resume(control: ProcessControl, settle: (value: unknown) => void, value: unknown): boolean {
  control.phase = toAwait;
  pause(control, busy);
  control.state.scheduler.resumeAsync(control, settle, value);
  return true;
}

/** Hands the result of an async clause to the frame that awaits it. */
export function resumeClause(control: ProcessControl): boolean {
  const { settled } = control;
  control.settled = undefined;
  return settled?.resume === undefined ? false : resume(control, settled.resume, settled.value);
}
