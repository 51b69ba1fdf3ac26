import { BeamworkError } from '../kernel/beamwork-error.js';
import { isPid, type Pid } from '../kernel/pid.js';
import type { Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { checkPid, readOptions } from '../runtime/check-arguments.js';
import { currentRuntime, runningProcess } from '../runtime/current.js';
import { controlOf } from '../runtime/process-control.js';
import { type Server, stateOf } from '../verbs/call.js';
import type { Receiving } from '../verbs/receive.js';
import type { SpawnableBody } from '../verbs/spawn.js';
import { start as startServer, startLink as startLinkServer, type StartOptions } from '../verbs/start.js';
import type { ChildSpecObject } from './child-spec.js';
import { spawnTask, type Task, taskPlan } from './task-handle.js';
import { makeStream, type TaskStream } from './task-stream.js';
import type { StreamOptions } from './task-stream-options.js';
import { askTasks, supervisorOf } from './task-supervisor-ask.js';
import { type TaskRestart, type TaskSupervisorLimits, TaskSupervisorServer } from './task-supervisor-server.js';

/** What `TaskSupervisor.startLink` may be told. */
export interface TaskSupervisorOptions extends StartOptions, Partial<TaskSupervisorLimits> {
  /** How many restarts within `maxSeconds` are too many: then the supervisor ends. Default: 3. */
  readonly maxRestarts?: number;
  /** In seconds. Default: 5. */
  readonly maxSeconds?: number;
}

/** What `TaskSupervisor.startChild` may be told. */
export interface StartChildOptions {
  /** The arguments of the function; copied. Default: none. */
  readonly args?: readonly unknown[];
  /** When the task runs again after it has ended. Default: `'temporary'`: never. */
  readonly restart?: TaskRestart;
}

/**
 * Starts a supervisor for tasks, linked to the caller.
 *
 * When it ends, its tasks end: each gets the exit signal `'shutdown'`, and is killed when it still runs after 5 seconds.
 *
 * @param options those of `startLink`, and `maxRestarts`, `maxSeconds`.
 * @returns the pid of the supervisor. Taken with `yield*` or `await`.
 * @throws as `startLink`.
 * Cost: that of `startLink`.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#start_link/1
 *
 * ```ts run
 * const value = await run(function* () {
 *   const supervisor = yield* TaskSupervisor.startLink();
 *   const task = TaskSupervisor.async(supervisor, () => 42);
 *   return yield* Task.await(task);
 * });
 * value; // => 42
 * ```
 */
export function startLink(options?: TaskSupervisorOptions): Receiving<Pid>;
export function startLink(options?: TaskSupervisorOptions): unknown {
  const { limits, start } = readSupervisorOptions(options);
  return startLinkServer(TaskSupervisorServer, [limits], start);
}

/**
 * Starts a supervisor for tasks that nobody is linked to; otherwise as `TaskSupervisor.startLink`, and outside of processes too.
 *
 * @param options those of `start`, and `maxRestarts`, `maxSeconds`.
 * @returns the pid of the supervisor.
 * @throws as `start`.
 * Cost: that of `start`.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#start_link/1
 *
 * ```ts run
 * isPid(await TaskSupervisor.start({ name: 'downloads' })); // => true
 * ```
 */
export function start(options?: TaskSupervisorOptions): Receiving<Pid>;
export function start(options?: TaskSupervisorOptions): unknown {
  const { limits, start } = readSupervisorOptions(options);
  return startServer(TaskSupervisorServer, [limits], start);
}

/**
 * As `Task.async`, but the task runs under a supervisor too.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param body a plain, generator or async function.
 * @param args its arguments; copied.
 * @returns the task, at once.
 * @throws as `Task.async`; ProcessExit `['noproc', ['TaskSupervisor.async', supervisor]]` when there is no such supervisor, or it ends; BeamworkError
 * `BEAMWORK_BAD_DESTINATION` for another process.
 * Cost: that of `Task.async`, and a link.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#async/3
 */
export function async<A extends unknown[], R>(supervisor: Server, body: SpawnableBody<A, R>, ...args: A): Task<Result<R>> {
  const owner = runningProcess('TaskSupervisor.async');
  return spawnTask(owner, supervisorOf(owner, supervisor, 'TaskSupervisor.async'), body, args, true);
}

/**
 * Starts a task under a supervisor that is not linked to the caller: its failure is a result, and ends nobody.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param body a plain, generator or async function.
 * @param args its arguments; copied.
 * @returns the task, at once. `Task.yield` gives `['exit', reason]` when it has failed.
 * @throws as `TaskSupervisor.async`.
 * Cost: that of `Task.async`.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#async_nolink/3
 *
 * ```ts run
 * const result = await run(function* () {
 *   const supervisor = yield* TaskSupervisor.startLink();
 *   return yield* Task.yield(TaskSupervisor.asyncNolink(supervisor, () => exit('oops')));
 * });
 * result; // => ['exit', 'oops']
 * ```
 */
export function asyncNolink<A extends unknown[], R>(supervisor: Server, body: SpawnableBody<A, R>, ...args: A): Task<Result<R>> {
  const owner = runningProcess('TaskSupervisor.asyncNolink');
  return spawnTask(owner, supervisorOf(owner, supervisor, 'TaskSupervisor.asyncNolink'), body, args, false);
}

/**
 * As `Task.asyncStream`, but the tasks run under a supervisor too.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param items any iterable; it is iterated in the caller.
 * @param f gets a copy of an item.
 * @param options see `Task.asyncStream`.
 * @returns as `Task.asyncStream`.
 * @throws as `Task.asyncStream` and `TaskSupervisor.async`.
 * Cost: that of a task for each item.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#async_stream/4
 */
export function asyncStream<I, R>(supervisor: Server, items: Iterable<I>, f: (item: I) => R, options?: StreamOptions): TaskStream<Result<R>>;
export function asyncStream(supervisor: Server, items: Iterable<unknown>, f: (item: never) => unknown, options?: StreamOptions): unknown {
  return streamUnder('TaskSupervisor.asyncStream', supervisor, items, f, options, true);
}

/**
 * Runs a function for each of many items in tasks that are not linked to the caller: one that fails is a result, `['exit', reason]`.
 *
 * The tasks end with the stream. When the caller is killed in the middle of it, those that run go on to their end, or that of the supervisor.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param items any iterable; it is iterated in the caller.
 * @param f gets a copy of an item.
 * @param options see `Task.asyncStream`.
 * @returns as `Task.asyncStream`.
 * @throws as `Task.asyncStream` and `TaskSupervisor.async`.
 * Cost: that of a task for each item.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#async_stream_nolink/4
 *
 * ```ts run
 * const supervisor = await TaskSupervisor.start();
 * const half = (n: number) => (n % 2 === 0 ? n / 2 : exit('odd'));
 * await TaskSupervisor.asyncStreamNolink(supervisor, [4, 5], half); // => [['ok', 2], ['exit', 'odd']]
 * ```
 */
export function asyncStreamNolink<I, R>(supervisor: Server, items: Iterable<I>, f: (item: I) => R, options?: StreamOptions): TaskStream<Result<R>>;
export function asyncStreamNolink(supervisor: Server, items: Iterable<unknown>, f: (item: never) => unknown, options?: StreamOptions): unknown {
  return streamUnder('TaskSupervisor.asyncStreamNolink', supervisor, items, f, options, false);
}

/**
 * Starts a task for what it does and not for its value, under a supervisor.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param body a plain, generator or async function.
 * @param options see {@link StartChildOptions}.
 * @returns the pid.
 * @throws as `call`; BeamworkError `BEAMWORK_BAD_BODY`, `BEAMWORK_BAD_OPTION`; `BEAMWORK_BAD_DESTINATION` for another process.
 * Cost: that of `call` and `spawn`.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#start_child/3
 *
 * ```ts run
 * const supervisor = await TaskSupervisor.start();
 * isPid(await TaskSupervisor.startChild(supervisor, () => 'done', { restart: 'transient' })); // => true
 * ```
 */
export function startChild(supervisor: Server, body: (...args: never[]) => unknown, options?: StartChildOptions): Receiving<Pid>;
export function startChild(supervisor: Server, body: unknown, options?: StartChildOptions): unknown {
  const { args = [], restart = 'temporary' } = readOptions(options, ['args', 'restart'], 'TaskSupervisor.startChild');
  if (typeof body !== 'function') throw new BeamworkError({ code: 'BEAMWORK_BAD_BODY', problem: `TaskSupervisor.startChild was given ${showTerm(body)}`, remedy: 'give a function' });
  if (restart !== 'temporary' && restart !== 'transient' && restart !== 'permanent') throw badValue('TaskSupervisor.startChild', 'restart', restart, "choose 'temporary', 'transient' or 'permanent'");
  if (!Array.isArray(args)) throw badValue('TaskSupervisor.startChild', 'args', args, 'give an array');
  taskPlan(stateOf(supervisor).scope, body, args);
  return askTasks('TaskSupervisor.startChild', supervisor, ['startChild', body, args, restart]);
}

/**
 * Lists the tasks that run under a supervisor.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @returns the pids.
 * @throws as `call`; BeamworkError `BEAMWORK_BAD_DESTINATION` for another process.
 * Cost: that of `call`, and O(tasks).
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#children/1
 *
 * ```ts run
 * await TaskSupervisor.children(await TaskSupervisor.start()); // => []
 * ```
 */
export function children(supervisor: Server): Receiving<Pid[]>;
export function children(supervisor: Server): unknown {
  return askTasks('TaskSupervisor.children', supervisor, ['children']);
}

/**
 * Ends a task of a supervisor, and waits until it has ended: the exit signal `'shutdown'`, and after 5 seconds `'kill'`. It is not restarted.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param pid the task.
 * @returns `'ok'`; `'not_found'` when the supervisor has no such child.
 * @throws as `call`; BeamworkError `BEAMWORK_BAD_PID`, `BEAMWORK_BAD_DESTINATION` for another process.
 * Cost: that of `call`; the supervisor does nothing else meanwhile.
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#terminate_child/2
 *
 * ```ts run
 * const supervisor = await TaskSupervisor.start();
 * const pid = await TaskSupervisor.startChild(supervisor, () => Process.sleep(Infinity));
 * await TaskSupervisor.terminateChild(supervisor, pid); // => 'ok'
 * ```
 */
export function terminateChild(supervisor: Server, pid: Pid): Receiving<'ok' | 'not_found'>;
export function terminateChild(supervisor: Server, pid: Pid): unknown {
  checkPid(pid, 'TaskSupervisor.terminateChild');
  return askTasks('TaskSupervisor.terminateChild', supervisor, ['terminateChild', pid]);
}

/**
 * The child spec of a task supervisor: so that `[TaskSupervisor, { name: 'downloads' }]` is a child.
 *
 * @param options as those of `TaskSupervisor.startLink`; the name becomes the id.
 * @returns the spec.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION`, when it is started.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html#module-name-registration
 *
 * ```ts run
 * TaskSupervisor.childSpec({ name: 'downloads' }).id; // => 'downloads'
 * ```
 */
export function childSpec(options: TaskSupervisorOptions = {}): ChildSpecObject {
  return { id: options.name ?? 'TaskSupervisor', start: () => startLink(options), type: 'supervisor' };
}

const verbs = { async, asyncNolink, asyncStream, asyncStreamNolink, children, childSpec, start, startChild, startLink, terminateChild };

/**
 * A process under which tasks run: they can be listed and ended, and they end with it.
 *
 * @see https://hexdocs.pm/elixir/Task.Supervisor.html
 *
 * ```ts run
 * const supervisor = await TaskSupervisor.start();
 * await TaskSupervisor.startChild(supervisor, () => Process.sleep(Infinity));
 * (await TaskSupervisor.children(supervisor)).length; // => 1
 * ```
 */
export const TaskSupervisor: typeof verbs = verbs;

function streamUnder(verb: string, supervisor: Server, items: Iterable<unknown>, f: (item: never) => unknown, options: StreamOptions | undefined, linked: boolean): TaskStream<unknown> {
  return makeStream(verb, items, f, options, (owner, item) => spawnTask(owner, supervisorOf(owner, supervisor, verb), f, [item], linked), () => (isPid(supervisor) ? controlOf(supervisor).state : currentRuntime()));
}

function readSupervisorOptions(options: TaskSupervisorOptions | undefined): { readonly limits: TaskSupervisorLimits; readonly start: object } {
  const { maxRestarts = 3, maxSeconds = 5, ...start } = readOptions(options, ['maxRestarts', 'maxSeconds', 'name', 'via', 'timeoutMs'], 'TaskSupervisor.startLink');
  return { limits: { maxRestarts: checkLimit(maxRestarts, 'maxRestarts'), maxSeconds: checkLimit(maxSeconds, 'maxSeconds') }, start };
}

function checkLimit(value: unknown, name: string): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw badValue('TaskSupervisor.startLink', name, value, 'give a number of 0 or more');
}

function badValue(verb: string, name: string, value: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${name}: ${showTerm(value)}`, remedy });
}
