import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import type { Result } from '../kernel/protocol.js';
import { currentProcess, currentRuntime, runningProcess } from '../runtime/current.js';
import { linkNewborn } from '../runtime/links.js';
import { deliver } from '../runtime/router.js';
import { spawnProcess } from '../runtime/spawner.js';
import type { SpawnableBody } from '../verbs/spawn.js';
import { awaitMany, awaitTask, ignoreTask, yieldMany, yieldTask } from './task-await.js';
import { type CompletedTask, spawnTask, type Task as TaskHandle, taskPlan } from './task-handle.js';
import { shutdown } from './task-shutdown.js';
import { asyncStream } from './task-stream.js';

/**
 * Starts a process that does a piece of work, linked to the caller, and gives the right to its value.
 *
 * Its value comes as the message `[task.ref, value]`, which `Task.await` takes. When the task fails, so does a caller that does not trap exits.
 *
 * @param body a plain, generator or async function; what it captures is not copied.
 * @param args its arguments; copied for the task.
 * @returns the task: frozen, and it may travel in a message.
 * @throws as `spawn`; BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of processes: use `run` there.
 * Cost: that of `spawn`, a link, a monitor and a message.
 * @see https://hexdocs.pm/elixir/Task.html#async/1
 *
 * ```ts run
 * await run(async () => {
 *   const task = Task.async((a: number, b: number) => a + b, 1, 2);
 *   return await Task.await(task);
 * }); // => 3
 * ```
 */
export function async<A extends unknown[], R>(body: SpawnableBody<A, R>, ...args: A): TaskHandle<Result<R>> {
  const owner = runningProcess('Task.async');
  return spawnTask(owner, owner, body, args, true);
}

/**
 * A task whose value is there already: for a function that returns a task, and sometimes need not start one.
 *
 * @param value copied.
 * @returns a task without a process, for all verbs of `Task` but `shutdown`.
 * @throws BeamworkError `BEAMWORK_UNCOPYABLE`, `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: a message to oneself.
 * @see https://hexdocs.pm/elixir/Task.html#completed/1
 *
 * ```ts run
 * await run(function* () {
 *   return yield* Task.await(Task.completed('known'));
 * }); // => 'known'
 * ```
 */
export function completed<T>(value: T): CompletedTask<T> {
  const owner = runningProcess('Task.completed');
  const copy = copyTerm(value, 'copy the value of the task');
  const ref = owner.state.newReference(owner);
  deliver(owner, [ref, copy]);
  return Object.freeze({ pid: undefined, ref, owner: owner.pid });
}

/**
 * Starts a process for what it does and not for its value; nobody is linked to it.
 *
 * @param body a plain, generator or async function.
 * @param args its arguments; copied.
 * @returns the pid.
 * @throws as `spawn`.
 * Cost: that of `spawn`.
 * @see https://hexdocs.pm/elixir/Task.html#start/1
 *
 * ```ts run
 * isPid(Task.start(() => 'done')); // => true
 * ```
 */
export function start<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): Pid {
  const parent = currentProcess();
  const state = parent?.state ?? currentRuntime();
  const plan = taskPlan(parent?.scope ?? state.scope, body, args);
  return spawnProcess(state, parent, plan.body, plan.args).pid;
}

/**
 * As `Task.start`, and links the task to the caller: what a supervisor calls.
 *
 * @param body a plain, generator or async function.
 * @param args its arguments; copied.
 * @returns the pid.
 * @throws as `spawn`; BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: that of `spawnLink`.
 * @see https://hexdocs.pm/elixir/Task.html#start_link/1
 *
 * ```ts run
 * await run(() => isPid(Task.startLink(() => 'done'))); // => true
 * ```
 */
export function startLink<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): Pid {
  const parent = runningProcess('Task.startLink');
  const plan = taskPlan(parent.scope, body, args);
  return spawnProcess(parent.state, parent, plan.body, plan.args, { attend: (child) => linkNewborn(parent, child) }).pid;
}

const verbs = { async, asyncStream, await: awaitTask, awaitMany, completed, ignore: ignoreTask, shutdown, start, startLink, yield: yieldTask, yieldMany };

/**
 * One piece of work in a process of its own, and its value.
 *
 * `Task.async` and `Task.await` run something beside the caller; `Task.asyncStream` does so for many items. Linked: the task and its owner fail
 * together; `TaskSupervisor.asyncNolink` is for work whose failure the owner wants to survive.
 *
 * @see https://hexdocs.pm/elixir/Task.html
 *
 * ```ts run
 * const total = await run(function* () {
 *   const prices = [3, 4, 5].map((price) => Task.async(() => price * 2));
 *   const doubled = yield* Task.awaitMany(prices);
 *   return doubled.reduce((a, b) => a + b);
 * });
 * total; // => 24
 * ```
 */
export const Task: typeof verbs = verbs;

/** A running piece of work: made by `Task.async`. */
export type Task<T = unknown> = TaskHandle<T>;
