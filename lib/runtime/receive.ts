import { BeamworkError } from '../kernel/beamwork-error.js';
import type { PendingCall } from './calls.js';
import { AfterClause, OnClause } from './clauses.js';
import { busy, scheduled, toReceiveAsync, waiting, type ProcessControl } from './process-control.js';
import { Receiving } from './receiving.js';

let resolvePromise: (value: unknown) => void = () => {};
let rejectPromise: (reason: unknown) => void = () => {};

/** One executor for all promises: a closure each would be the largest part of an async receive. */
function capture(resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
  resolvePromise = resolve;
  rejectPromise = reject;
}

/** Starts a receive of one pattern, in the form that the frame can wait for: an iterator for a generator, else a promise. */
export function receivePattern(control: ProcessControl, pattern: unknown): Receiving | Promise<unknown> {
  const receiving = receivingOf(control);
  receiving.beginPattern(pattern, undefined);
  return startWait(control, receiving);
}

/** Starts to wait for the answer to a call. */
export function receiveAnswer(control: ProcessControl, call: PendingCall): Receiving | Promise<unknown> {
  const receiving = receivingOf(control);
  receiving.beginCall(call);
  return startWait(control, receiving);
}

/** Refuses a second receive while one waits. @throws BeamworkError `BEAMWORK_BAD_RECEIVE`. */
export function checkFree(control: ProcessControl): void {
  receivingOf(control);
}

/** Starts a receive of whatever else may be written; `this` is the process. */
export function receiveClauses(this: ProcessControl, ...all: readonly unknown[]): Receiving | Promise<unknown> {
  const receiving = receivingOf(this);
  const [first, second] = all;
  const isPattern = !(first instanceof OnClause || first instanceof AfterClause);
  if (isPattern && all.length === 1) receiving.beginPattern(first, undefined);
  else {
    if (isPattern && all.length === 2 && second instanceof AfterClause) receiving.beginPattern(first, second);
    else beginClauses(receiving, all);
    this.state.sinks.asked?.(this, 'timeout');
  }
  return startWait(this, receiving);
}

function receivingOf(control: ProcessControl): Receiving {
  const receiving = (control.receiving ??= new Receiving(control));
  if (receiving.resolve !== undefined || receiving.untaken) throw concurrent(control);
  return receiving;
}

function startWait(control: ProcessControl, receiving: Receiving): Receiving | Promise<unknown> {
  if (control.generator === undefined) return startAsync(control, receiving);
  receiving.untaken = true;
  return receiving;
}

function beginClauses(receiving: Receiving, all: readonly unknown[]): void {
  const clauses: OnClause[] = [];
  let after: AfterClause | undefined;
  for (const clause of all) {
    if (clause instanceof OnClause && after === undefined) clauses.push(clause);
    else if (clause instanceof AfterClause && after === undefined) after = clause;
    else throw malformed();
  }
  if (clauses.length === 0 && after === undefined) throw malformed();
  receiving.beginClauses(clauses, after);
}

/**
 * Gives a promise, and leaves the search to the process's next slice.
 *
 * Even when a message is already there the frame must go through the scheduler: only then does the runtime know whose code runs
 * after the await.
 */
function startAsync(control: ProcessControl, receiving: Receiving): Promise<unknown> {
  const promise = new Promise<unknown>(capture);
  receiving.resolve = resolvePromise;
  receiving.reject = rejectPromise;
  receiving.promise = promise;
  control.phase = toReceiveAsync;
  if (control.activity !== scheduled) settleDown(control, receiving);
  return promise;
}

/** Between two slices: back into the run queue when there is something to look at, else to wait. */
function settleDown(control: ProcessControl, receiving: Receiving): void {
  if (receiving.promising) {
    control.activity = scheduled;
    control.state.scheduler.enqueue(control);
  } else {
    receiving.arm();
    control.activity = waiting;
  }
}

/** Forgets a receive that nobody waits for: its frame has ended without it. */
export function dropReceive(control: ProcessControl): void {
  const { receiving } = control;
  if (receiving === undefined) return;
  receiving.drop();
  if (control.activity === waiting) control.activity = busy;
}

function malformed(): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_RECEIVE',
    problem: 'receive was given arguments in a form that it does not know',
    remedy: 'write receive(pattern), receive(pattern, after(ms, f)), or receive(on(pattern, f), …, after(ms, f)) with one after, and that last',
  });
}

/** Whether an error says that a process waits already. */
export function isSecondWait(error: unknown, control: ProcessControl): boolean {
  return error instanceof BeamworkError && error.problem === secondWait(control);
}

function secondWait({ pid }: ProcessControl): string {
  return `${pid} began to wait while an earlier wait of its own goes on, or was never taken`;
}

function concurrent(control: ProcessControl): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_RECEIVE',
    problem: secondWait(control),
    remedy:
      'take what each of receive, call, start, and of every verb that asks a process, such as Supervisor.whichChildren, gives with yield* or await before the next; to wait for several kinds of message at once, give one receive several on(…) clauses',
  });
}

/** A generator wrote `yield` where `yield*` is meant. */
export function yieldedReceive(control: ProcessControl): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_RECEIVE',
    problem: `${control.pid} wrote yield receive(…), which waits for nothing`,
    remedy: 'write yield* receive(…) in a generator, await receive(…) in an async function',
  });
}
