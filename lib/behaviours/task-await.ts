import { BeamworkError } from '../kernel/beamwork-error.js';
import { P } from '../kernel/pattern.js';
import { isReference, type Reference } from '../kernel/reference.js';
import { newExit } from '../kernel/process-exit.js';
import { showTerm } from '../kernel/show-term.js';
import { AfterClause, checkTimeout, OnClause } from '../runtime/clauses.js';
import { runningProcess } from '../runtime/current.js';
import { unlink } from '../runtime/links.js';
import { demonitor } from '../runtime/monitors.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import type { Receiving } from '../verbs/receive.js';
import { checkOwner, type CompletedTask } from './task-handle.js';
import { receiveIn, type Steps, takeSteps } from './task-steps.js';

/** What a task came to: its value, or the reason for which it ended. */
export type TaskResult<T> = readonly ['ok', T] | readonly ['exit', unknown];

/** The values of several tasks, in their order. */
export type TaskValues<Tasks extends readonly CompletedTask[]> = { -readonly [K in keyof Tasks]: Tasks[K] extends CompletedTask<infer T> ? T : never };

/** Several tasks, each with what it came to, in their order. */
export type TaskPairs<Tasks extends readonly CompletedTask[]> = {
  -readonly [K in keyof Tasks]: [task: Tasks[K], result: (Tasks[K] extends CompletedTask<infer T> ? TaskResult<T> : never) | undefined];
};

/**
 * Waits for the value of a task, and takes it. A task is awaited once.
 *
 * Taken with `yield*` in a generator body, with `await` in an async one. While it waits, other messages stay in the mailbox.
 *
 * @param task what `Task.async` returned, to the caller.
 * @param timeoutMs milliseconds; default 5,000, `Infinity` for ever.
 * @returns the value.
 * @throws ProcessExit with `[reason, ['Task.await', task, timeoutMs]]`: `'timeout'`, or the reason for which the task ended; a linked task that
 * fails ends an owner that does not trap exits before that. A value that comes after the timeout goes nowhere. BeamworkError
 * `BEAMWORK_NOT_THE_OWNER`, `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: that of a receive.
 * @see https://hexdocs.pm/elixir/Task.html#await/2
 *
 * ```ts run
 * const sum = await run(function* () {
 *   const one = Task.async(() => 1);
 *   const two = Task.async(async () => 2);
 *   return (yield* Task.await(one)) + (yield* Task.await(two));
 * });
 * sum; // => 3
 * ```
 */
export function awaitTask<T>(task: CompletedTask<T>, timeoutMs?: number): Receiving<T>;
export function awaitTask(task: CompletedTask, timeoutMs = 5_000): unknown {
  checkTimeout(timeoutMs, 'Task.await', true);
  const owner = checkOwner(task, 'Task.await');
  const { ref } = task;
  const fail = (reason: unknown): never => {
    forget(owner, ref);
    throw newExit([reason, ['Task.await', task, timeoutMs]]);
  };
  return receiveIn(
    owner,
    answered(ref, (value) => {
      forget(owner, ref);
      return value;
    }),
    ended(ref, fail),
    new AfterClause(timeoutMs, () => fail('timeout')),
  );
}

/**
 * Waits for the values of several tasks; otherwise as `Task.await`.
 *
 * @param tasks what `Task.async` returned, to the caller.
 * @param timeoutMs milliseconds for all of them together; default 5,000.
 * @returns the values, in the order of the tasks.
 * @throws ProcessExit with `[reason, ['Task.awaitMany', tasks, timeoutMs]]`: `'timeout'`, or the reason of the first task that fails, whatever the
 * others do. Otherwise as `Task.await`.
 * Cost: a receive each, which looks through the mailbox.
 * @see https://hexdocs.pm/elixir/Task.html#await_many/2
 *
 * ```ts run
 * await run(function* () {
 *   return yield* Task.awaitMany([Task.async(() => 1), Task.async(() => 'two')]);
 * }); // => [1, 'two']
 * ```
 */
export function awaitMany<const Tasks extends readonly CompletedTask[]>(tasks: Tasks, timeoutMs?: number): Receiving<TaskValues<Tasks>>;
export function awaitMany(tasks: readonly CompletedTask[], timeoutMs = 5_000): unknown {
  const owner = checkMany(tasks, timeoutMs, 'Task.awaitMany');
  return takeSteps(owner, () => awaitEach(owner, tasks, timeoutMs));
}

function* awaitEach(owner: ProcessControl, tasks: readonly CompletedTask[], timeoutMs: number): Steps<unknown[]> {
  const values = new Map<Reference, unknown>();
  const waiting = new Set(tasks.map(({ ref }) => ref));
  const remainingMs = deadline(owner, timeoutMs);
  let failure: { readonly reason: unknown } | undefined;
  const note = (message: unknown): void => {
    if (!isAbout(waiting, message)) return;
    if (message.length === 5) {
      failure = { reason: message[4] };
    } else {
      forget(owner, message[0]);
      waiting.delete(message[0]);
      values.set(message[0], message[1]);
    }
  };
  const late = new AfterClause(0, () => void (failure = { reason: 'timeout' }));
  while (waiting.size > 0) {
    const clause = new OnClause(P.when((message: unknown) => isAbout(waiting, message)), note);
    yield () => receiveIn(owner, clause, new AfterClause(remainingMs(), late.handler));
    if (failure === undefined) continue;
    for (const ref of waiting) forgetAll(owner, ref);
    throw newExit([failure.reason, ['Task.awaitMany', tasks, timeoutMs]]);
  }
  return tasks.map(({ ref }) => values.get(ref));
}

/** Whether a message is the answer of one of several tasks, or its DOWN. */
export function isAbout(refs: { has(ref: Reference): boolean }, message: unknown): message is [Reference, unknown] | ['DOWN', Reference, 'process', unknown, unknown] {
  if (!Array.isArray(message)) return false;
  const ref: unknown = message.length === 2 ? message[0] : message.length === 5 && message[0] === 'DOWN' ? message[1] : undefined;
  return isReference(ref) && refs.has(ref);
}

/**
 * Waits for a task, and gives up for the moment when it takes too long: it may be asked again.
 *
 * @param task what `Task.async` returned, to the caller.
 * @param timeoutMs milliseconds; default 5,000, 0 for a look.
 * @returns `['ok', value]`; `['exit', reason]` when the task has failed; `undefined` when it still runs.
 * @throws BeamworkError `BEAMWORK_NOT_THE_OWNER`, `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: that of a receive.
 * @see https://hexdocs.pm/elixir/Task.html#yield/2
 *
 * ```ts run
 * const results = await run(async () => {
 *   const task = Task.async(() => Process.sleep(20));
 *   return [await Task.yield(task, 0), await Task.yield(task)];
 * });
 * results; // => [undefined, ['ok', 'ok']]
 * ```
 */
export function yieldTask<T>(task: CompletedTask<T>, timeoutMs?: number): Receiving<TaskResult<T> | undefined>;
export function yieldTask(task: CompletedTask, timeoutMs = 5_000): unknown {
  checkTimeout(timeoutMs, 'Task.yield', true);
  return receiveResult(checkOwner(task, 'Task.yield'), task, new AfterClause(timeoutMs, () => undefined));
}

/**
 * Waits for several tasks, and gives up for the moment when they take too long.
 *
 * @param tasks what `Task.async` returned, to the caller.
 * @param timeoutMs milliseconds for all of them together; default 5,000.
 * @returns a pair of each task and what `Task.yield` gives for it, in their order.
 * @throws as `Task.yield`.
 * Cost: a receive each.
 * @see https://hexdocs.pm/elixir/Task.html#yield_many/2
 *
 * ```ts run
 * const results = await run(function* () {
 *   const tasks = [Task.async(() => 1), Task.async(() => Process.sleep(Infinity))];
 *   const pairs = yield* Task.yieldMany(tasks, 20);
 *   return pairs.map(([, result]) => result);
 * });
 * results; // => [['ok', 1], undefined]
 * ```
 */
export function yieldMany<const Tasks extends readonly CompletedTask[]>(tasks: Tasks, timeoutMs?: number): Receiving<TaskPairs<Tasks>>;
export function yieldMany(tasks: readonly CompletedTask[], timeoutMs = 5_000): unknown {
  const owner = checkMany(tasks, timeoutMs, 'Task.yieldMany');
  return takeSteps(owner, () => yieldEach(owner, tasks, timeoutMs));
}

function* yieldEach(owner: ProcessControl, tasks: readonly CompletedTask[], timeoutMs: number): Steps<unknown[]> {
  const remainingMs = deadline(owner, timeoutMs);
  const pairs: unknown[] = [];
  for (const task of tasks) {
    let result: TaskResult<unknown> | undefined;
    yield () => receiveResult(owner, task, new AfterClause(remainingMs(), () => undefined), (found) => (result = found));
    pairs.push([task, result]);
  }
  return pairs;
}

/**
 * Lets a task go: it runs on, nobody waits for it, and its end no longer concerns the caller.
 *
 * @param task what `Task.async` returned, to the caller.
 * @returns `['ok', value]` or `['exit', reason]` when it has ended already, else `undefined`.
 * @throws BeamworkError `BEAMWORK_NOT_THE_OWNER`, `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: that of a receive.
 * @see https://hexdocs.pm/elixir/Task.html#ignore/1
 *
 * ```ts run
 * await run(function* () {
 *   return yield* Task.ignore(Task.async(() => Process.sleep(20)));
 * }); // => undefined
 * ```
 */
export function ignoreTask<T>(task: CompletedTask<T>): Receiving<TaskResult<T> | undefined>;
export function ignoreTask(task: CompletedTask): unknown {
  const owner = checkOwner(task, 'Task.ignore');
  const letGo = (): void => {
    if (task.pid !== undefined) unlink(owner, controlOf(task.pid));
    forget(owner, task.ref);
  };
  return receiveResult(owner, task, new AfterClause(0, letGo), (found) => {
    letGo();
    return found;
  });
}

/** One receive of what a task came to, whatever it was. */
export function receiveResult(owner: ProcessControl, { ref }: CompletedTask, after: AfterClause, keep: (result: TaskResult<unknown>) => unknown = (found) => found): Receiving<unknown> {
  const take = (found: TaskResult<unknown>): unknown => {
    forget(owner, ref);
    return keep(found);
  };
  return receiveIn(owner, answered(ref, (value) => take(['ok', value])), ended(ref, (reason) => take(['exit', reason])), after);
}

/** Calls off the monitor of a task, and with it the address of the answer; a DOWN that is there already goes too. */
export function forget(owner: ProcessControl, ref: Reference): void {
  demonitor(owner, ref, { flush: true, info: false });
}

/** As {@link forget}, for a task that nobody has an answer of: one that is there already goes too. */
export function forgetAll(owner: ProcessControl, ref: Reference): void {
  forget(owner, ref);
  removeMessage(owner, (message) => message.length === 2 && message[0] === ref);
}

/** Takes the first message that fits out of a mailbox. */
export function removeMessage(owner: ProcessControl, fits: (message: readonly unknown[]) => boolean): void {
  for (let index = owner.head; index < owner.tail; index++) {
    const message = owner.items?.[index];
    if (!Array.isArray(message) || !fits(message)) continue;
    owner.dropAt(index);
    return;
  }
}

function answered(ref: Reference, handle: (value: unknown) => unknown): OnClause {
  return new OnClause([ref, P.any], (message: readonly [Reference, unknown]) => handle(message[1]));
}

function ended(ref: Reference, handle: (reason: unknown) => unknown): OnClause {
  return new OnClause(['DOWN', ref, 'process', P.any, P.any], (message: readonly [string, Reference, string, unknown, unknown]) => handle(message[4]));
}

function checkMany(tasks: readonly CompletedTask[], timeoutMs: number, verb: string): ProcessControl {
  checkTimeout(timeoutMs, verb, true);
  if (!Array.isArray(tasks)) {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_REFERENCE', problem: `${verb} was given ${showTerm(tasks)}, which is no array of tasks`, remedy: 'give an array of what Task.async returned' });
  }
  const [owner] = tasks.map((task) => checkOwner(task, verb));
  return owner ?? runningProcess(verb);
}

/** How many milliseconds are left, each time it is asked. */
export function deadline({ state }: ProcessControl, timeoutMs: number): () => number {
  const endMs = state.clock.nowMs() + timeoutMs;
  return () => Math.max(0, endMs - state.clock.nowMs());
}
