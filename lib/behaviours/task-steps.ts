import { AfterClause } from '../runtime/clauses.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { receiveClauses } from '../runtime/receive.js';
import type { Receiving } from '../verbs/receive.js';

/** One receive of several: begun when its turn comes; its handlers keep what they find, and do not throw. */
export type Step = () => Receiving<unknown>;
/** A piece of work that receives several times, written once for every kind of frame. A receive that fails, fails it. */
export type Steps<T> = Generator<Step, T, void>;

/** A receive of a process, whoever runs at the moment. */
export function receiveIn(control: ProcessControl, ...clauses: readonly unknown[]): Receiving<unknown>;
export function receiveIn(control: ProcessControl, ...clauses: readonly unknown[]): unknown {
  return Reflect.apply(receiveClauses, control, clauses);
}

/** Takes the steps in the form that the frame of a process can wait for. */
export function takeSteps<T>(control: ProcessControl, steps: () => Steps<T>): Receiving<T>;
export function takeSteps<T>(control: ProcessControl, steps: () => Steps<T>): unknown {
  if (control.generator !== undefined) return follow(steps());
  // The clause of a receive may receive too, and the frame goes on when its promise has settled.
  return receiveIn(control, new AfterClause(0, () => followAsync(steps())));
}

/** Takes the steps in a generator. */
export function* follow<T>(steps: Steps<T>): Generator<unknown, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    try {
      yield* step.value();
    } catch (thrown) {
      steps.throw(thrown);
    }
  }
}

async function followAsync<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    try {
      await step.value();
    } catch (thrown) {
      steps.throw(thrown);
    }
  }
}
