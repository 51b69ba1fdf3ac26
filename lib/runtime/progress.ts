import { type NextStep, Outcome } from '../kernel/outcome.js';
import { Unwind } from '../kernel/process-exit.js';
import { continueReceive } from './async-receive.js';
import type { ClassModule, Timeout } from './class-module.js';
import { reportOf } from './crash-report.js';
import { endProcess } from './exit.js';
import { isGenerator, isThenable, nativeGenerator, nextStep } from './frames.js';
import {
  busy,
  inBody,
  inHandler,
  inInit,
  inTerminate,
  toAwait,
  toHandle,
  toProceed,
  toReceiveAsync,
  toResumeGenerator,
  type ProcessControl,
} from './process-control.js';
import { dropReceive, yieldedReceive } from './receive.js';
import { awaitMessage, Receiving } from './receiving.js';
import { giveWay, pause, rest } from './resting.js';
import { frameSettled } from './settled.js';
import { answerInHand, continuationFor, handlerFor, startIdling } from './serving.js';
import { receiveSignals } from './signal-reception.js';
import { spendReduction } from './slice-budget.js';
import { reasonOf } from './thrown-reason.js';
import { leaveUnmatched } from './unmatched.js';
import { isDue, stopWaiting } from './wake-timer.js';

/*
 * How a process goes on: its start, its handlers and frames, its end from within. Only this file, `frames.ts` for it, and the clauses of a receive, call user
 * code.
 */

export function start(control: ProcessControl): boolean {
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
export function handleMessages(control: ProcessControl): boolean {
  const { module, instance } = control;
  if (module === undefined || instance === undefined) return false;
  control.stage = inHandler;
  control.phase = toHandle;
  for (;;) {
    while (control.cursor < control.tail) {
      if (!spendReduction()) return giveWay(control);
      const message = control.items?.[control.cursor];
      const { shifts } = control;
      const entry = module.table.find(message);
      // A guard may have ended the process.
      if (!control.alive) return false;
      // Or it may have moved this message, or taken it away.
      if (control.shifts !== shifts && !control.isAt(control.cursor, message)) {
        if (control.signalCount !== 0 && !receiveSignals(control)) return false;
        continue;
      }
      if (entry === undefined) {
        if (!leaveUnmatched(control, module, message)) return end(control, control.extra.endReason);
      } else {
        control.removeAt(control.cursor);
        if (control.wakeTimer !== undefined) stopWaiting(control);
        control.reductions++;
        const { handler } = entry;
        if (typeof handler === 'string') {
          control.inHand = message;
          const left = serve(control, module, instance, handler, message);
          if (left !== undefined) return left;
        } else {
          control.handler = handler;
          let result: unknown;
          try {
            result = handler.method.call(instance, entry.argument === undefined ? message : entry.argument(message));
          } catch (thrown) {
            control.inHand = message;
            return failSafely(control, thrown);
          }
          if (result !== undefined || control.phase !== toHandle) {
            control.inHand = message;
            return follow(control, result);
          }
        }
      }
      if (control.signalCount !== 0 && !receiveSignals(control)) return false;
      if (!control.alive) return false;
    }
    if (control.extras?.idleMs !== undefined) {
      if (!isDue(control, control.extras.idleMs)) return rest(control);
      control.extras.idleMs = undefined;
      control.append('timeout');
      continue;
    }
    if (module.after === undefined || !isDue(control, module.after.ms)) return rest(control);
    if (!spendReduction()) return giveWay(control);
    const result = timeOut(control, instance, module.after);
    if (result !== undefined || control.phase !== toHandle) return follow(control, result);
    if (control.signalCount !== 0 && !receiveSignals(control)) return false;
    if (!control.alive) return false;
  }
}

/**
 * A message of the protocol of servers: a call or a cast runs its handler, a stop ends the process.
 *
 * @returns `undefined` when the process goes on with its next message, else what the slice returns.
 */
function serve(control: ProcessControl, module: ClassModule, instance: object, row: 'call' | 'cast' | 'stop', message: unknown): boolean | undefined {
  if (!Array.isArray(message)) return undefined;
  if (row === 'stop') return end(control, message[1]);
  const request: unknown = message[message.length - 1];
  const { handler, argument } = handlerFor(control, module, row, request);
  control.handler = handler;
  const result = handler.method.call(instance, argument === undefined ? request : argument(request), row === 'call' ? message[1] : undefined);
  if ((typeof result === 'object' && result !== null) || control.phase !== toHandle) return follow(control, result);
  return conclude(control, result);
}

/** The `@Continue` handler that was asked for: before any message. */
export function proceed(control: ProcessControl): boolean {
  const { module, instance, extras } = control;
  if (module === undefined || instance === undefined || extras?.continuation === undefined) return false;
  const { argument } = extras.continuation;
  extras.continuation = undefined;
  control.phase = toHandle;
  const { handler, argument: select } = continuationFor(control, module, argument);
  control.handler = handler;
  return follow(control, handler.method.call(instance, select === undefined ? argument : select(argument)));
}

/** Answers where somebody waits for an answer; `undefined` when the process goes on with its next message. */
function conclude(control: ProcessControl, value: unknown): boolean | undefined {
  if (!control.alive) return false;
  const next = answerInHand(control, value);
  control.inHand = undefined;
  return next === undefined ? undefined : takeStep(control, next);
}

/** `init` has returned: whoever started the process hears of it. */
function begin(control: ProcessControl, value: unknown): boolean | undefined {
  const next = value instanceof Outcome ? value.next : undefined;
  if (next?.type === 'stop') return end(control, next.reason);
  control.starter?.(next?.type === 'ignore' ? 'ignored' : 'started');
  control.starter = undefined;
  if (next?.type === 'ignore') return end(control, 'normal');
  control.stage = inHandler;
  return next === undefined ? undefined : takeStep(control, next);
}

function takeStep(control: ProcessControl, next: NextStep): boolean | undefined {
  switch (next.type) {
    case 'stop':
      return end(control, next.reason);
    case 'idle':
      startIdling(control, next.ms);
      return undefined;
    case 'continue':
      control.extra.continuation = next;
      control.phase = toProceed;
      return giveWay(control);
    default:
      return undefined;
  }
}

function timeOut(control: ProcessControl, instance: object, { handler }: Timeout): unknown {
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

export function drive(control: ProcessControl): boolean {
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

export function settle(control: ProcessControl): boolean {
  const { settled } = control;
  control.settled = undefined;
  if (settled === undefined) return false;
  if (!settled.ok) throw settled.value;
  return frameDone(control, settled.value);
}

function frameDone(control: ProcessControl, value: unknown): boolean {
  if (control.phase === toReceiveAsync || control.receiving?.untaken === true) dropReceive(control);
  if (control.signalCount !== 0 && control.stage !== inBody && !receiveSignals(control)) return false;
  if (control.stage === inBody) endProcess(control, 'normal', value);
  else if (control.stage === inTerminate) endProcess(control, control.extra.endReason);
  else return (control.stage === inInit ? begin(control, value) : conclude(control, value)) ?? handleMessages(control);
  return false;
}

/** Whatever was thrown, the process ends and the runtime goes on, even when reading it throws again. */
export function failSafely(control: ProcessControl, thrown: unknown): boolean {
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
  if (control.phase === toReceiveAsync || control.receiving?.untaken === true) dropReceive(control);
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
