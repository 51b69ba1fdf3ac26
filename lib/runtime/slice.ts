import { Unwind } from '../kernel/process-exit.js';
import type { ClassModule } from './class-module.js';
import { reportOf } from './crash-report.js';
import { setCurrent } from './current.js';
import { endProcess } from './exit.js';
import { isGenerator, isThenable, nativeGenerator, nextStep } from './frames.js';
import {
  busy,
  inBody,
  inHandler,
  inInit,
  inTerminate,
  toAwait,
  toContinue,
  toHandle,
  toReceiveAsync,
  toResumeGenerator,
  toSettle,
  toStart,
  type ProcessControl,
} from './process-control.js';
import { dropReceive, yieldedReceive } from './receive.js';
import { awaitMessage, nothing, Receiving } from './receiving.js';
import { giveWay, pause, rest } from './resting.js';
import { clauseSettled, frameSettled } from './settled.js';
import { receiveSignals } from './signal-reception.js';
import { grantSlice, spendReduction } from './slice-budget.js';
import { reasonOf } from './thrown-reason.js';
import { leaveUnmatched } from './unmatched.js';
import { isDue, stopWakeTimer } from './wake-timer.js';

/**
 * What a process does in one turn of the scheduler: receives signals, then goes on where it stood.
 *
 * Only this file calls user code.
 *
 * @returns `true` when an async frame goes on in the next microtasks; the scheduler must then stand back until they have run.
 */
export function runSlice(control: ProcessControl): boolean {
  if (!control.alive) return false;
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
    default:
      control.activity = busy;
      return false;
  }
}

function start(control: ProcessControl): boolean {
  const { module, args = [] } = control;
  control.args = undefined;
  if (module === undefined) {
    const result = control.body?.(...args);
    return follow(control, result);
  }
  control.instance = module.newInstance();
  control.stage = inInit;
  return follow(control, module.init?.method.call(control.instance, ...args));
}

/**
 * The loop of a class process: a receive whose clauses are the handlers.
 *
 * What no handler wants stays, below `cursor`, and is not looked at again: patterns are written once per class, so the answer would be
 * the same.
 */
function handleMessages(control: ProcessControl): boolean {
  const { module, instance } = control;
  if (module === undefined || instance === undefined) return false;
  control.stage = inHandler;
  control.phase = toHandle;
  for (;;) {
    while (control.cursor < control.tail) {
      if (!spendReduction()) return giveWay(control);
      const message = control.items?.[control.cursor];
      const entry = module.table.find(message);
      // A guard may have ended the process.
      if (!control.alive) return false;
      if (entry === undefined) {
        if (!leaveUnmatched(control, module, message)) return end(control, control.extra.endReason);
      } else {
        control.removeAt(control.cursor);
        if (module.after !== undefined) stopWakeTimer(control);
        control.reductions++;
        control.handler = entry.handler;
        let result: unknown;
        try {
          result = entry.handler.method.call(instance, entry.argument === undefined ? message : entry.argument(message));
        } catch (thrown) {
          control.inHand = message;
          return failSafely(control, thrown);
        }
        if (result !== undefined || control.phase !== toHandle) {
          control.inHand = message;
          return follow(control, result);
        }
      }
      if (control.signalCount !== 0 && !receiveSignals(control)) return false;
      if (!control.alive) return false;
    }
    if (module.after === undefined || !isDue(control, module.after.ms)) return rest(control);
    if (!spendReduction()) return giveWay(control);
    const result = timeOut(control, instance, module.after);
    if (result !== undefined || control.phase !== toHandle) return follow(control, result);
    if (control.signalCount !== 0 && !receiveSignals(control)) return false;
    if (!control.alive) return false;
  }
}

function timeOut(control: ProcessControl, instance: object, { handler }: NonNullable<ClassModule['after']>): unknown {
  control.handler = handler;
  return handler.method.call(instance);
}

/** What a piece of user code gave: a frame to go on with, or a value that ends the present one. */
function follow(control: ProcessControl, result: unknown): boolean {
  if (typeof result === 'object' && result !== null) {
    if (isGenerator(result)) {
      control.generator = nativeGenerator(result);
      control.receiving?.startFrame();
      return drive(control);
    }
    if (isThenable(result)) {
      Promise.resolve(result).then(
        (value) => frameSettled(control, { ok: true, value, resume: undefined }),
        (reason: unknown) => frameSettled(control, { ok: false, value: reason, resume: undefined }),
      );
      if (control.phase === toReceiveAsync) return continueReceive(control);
      control.phase = toAwait;
      if (control.signalCount === 0) return pause(control, busy);
      giveWay(control);
      control.state.scheduler.standBack();
      return true;
    }
  }
  return frameDone(control, result);
}

function drive(control: ProcessControl): boolean {
  const { generator } = control;
  if (generator === undefined) return false;
  control.phase = toResumeGenerator;
  const step = nextStep(generator);
  if (!control.alive) return false;
  if (step.done === true) {
    control.generator = undefined;
    return frameDone(control, step.value);
  }
  if (step.value === awaitMessage) return rest(control);
  if (step.value instanceof Receiving) throw yieldedReceive(control);
  control.reductions++;
  return giveWay(control);
}

function continueReceive(control: ProcessControl): boolean {
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
    return rest(control);
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

function resumeClause(control: ProcessControl): boolean {
  const { settled } = control;
  control.settled = undefined;
  return settled?.resume === undefined ? false : resume(control, settled.resume, settled.value);
}

function settle(control: ProcessControl): boolean {
  const { settled } = control;
  control.settled = undefined;
  if (settled === undefined) return false;
  if (!settled.ok) throw settled.value;
  return frameDone(control, settled.value);
}

function frameDone(control: ProcessControl, value: unknown): boolean {
  if (control.phase === toReceiveAsync) dropReceive(control);
  if (control.signalCount !== 0 && control.stage !== inBody && !receiveSignals(control)) return false;
  if (control.stage === inBody) endProcess(control, 'normal', value);
  else if (control.stage === inTerminate) endProcess(control, control.extra.endReason);
  else {
    control.inHand = undefined;
    return handleMessages(control);
  }
  return false;
}

/** Whatever was thrown, the process ends and the runtime goes on, even when reading it throws again. */
function failSafely(control: ProcessControl, thrown: unknown): boolean {
  try {
    return fail(control, thrown);
  } catch {
    endProcess(control, new Error('the process failed in a way that cannot be read'));
    return false;
  }
}

/** Something was thrown: by `exit`, or by a mistake. */
function fail(control: ProcessControl, thrown: unknown): boolean {
  if (!control.alive || thrown === Unwind.token) return false;
  control.generator = undefined;
  if (control.phase === toReceiveAsync) dropReceive(control);
  const { reason, isCrash } = reasonOf(thrown);
  if (isCrash) control.extra.crash = reportOf(control, reason);
  return end(control, reason);
}

/** Ends a process from within: by way of `terminate`, where the class has one and `init` has run. */
function end(control: ProcessControl, reason: unknown): boolean {
  const terminate = control.module?.terminate;
  if (terminate === undefined || control.stage !== inHandler) {
    endProcess(control, reason);
    return false;
  }
  const { instance, extra } = control;
  extra.endReason = reason;
  control.stage = inTerminate;
  control.phase = toAwait;
  try {
    return follow(control, terminate.method.call(instance ?? {}, reason));
  } catch (thrown) {
    return fail(control, thrown);
  }
}
