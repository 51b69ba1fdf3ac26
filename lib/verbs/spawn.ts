import type { Pid } from '../kernel/pid.js';
import type { InitArgs, OpsOf, Result } from '../kernel/protocol.js';
import type { Reference } from '../kernel/reference.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { ProcessExit } from '../kernel/process-exit.js';
import { showTerm } from '../kernel/show-term.js';
import { processPriorities, type ProcessPriority } from '../metadata/process-metadata.js';
import { readOptions, switchOf } from '../runtime/check-arguments.js';
import { currentProcess, currentRuntime, runningProcess } from '../runtime/current.js';
import { linkNewborn } from '../runtime/links.js';
import { listen, monitorAtOnce } from '../runtime/monitors.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { isPriority } from '../runtime/priorities.js';
import { spawnProcess } from '../runtime/spawner.js';

/** A process class, as `spawn` takes it. */
export type SpawnableClass<C extends object> = new (...services: never[]) => C;

/** A function that can be the body of a process: plain, generator or async. */
export type SpawnableBody<A extends unknown[], R = unknown> = (...args: A) => R;

/** What `Process.spawn` may be told. */
export interface SpawnOptions {
  /** Link the new process to the caller. Default: `false`. */
  readonly link?: boolean;
  /** Monitor the new process from the caller. Default: `false`. */
  readonly monitor?: boolean;
  /** Run-queue priority. Default: that of the class, else `'normal'`. */
  readonly priority?: ProcessPriority;
}

/**
 * Starts a process.
 *
 * It runs an instance of a `@Process` class, a function, or (spawn/3) a method of a module with a list of arguments. Its first
 * slice comes after the caller's. A class process lives until something ends it; a function process ends when its function has returned.
 *
 * @param Class a `@Process` class; the container makes the instance, in the new process.
 * @param args the arguments of the class's `init`; copied for the new process.
 * @returns the pid.
 * @throws BeamworkError `BEAMWORK_BAD_BODY` for what is neither class nor function; `BEAMWORK_NOT_A_PROCESS_CLASS`; `BEAMWORK_METADATA_MISSING`;
 * at the first spawn of a class `BEAMWORK_BAD_PATTERN` and `BEAMWORK_NOT_A_METHOD` for its handlers; `BEAMWORK_NAME_TAKEN` for a class with a name;
 * `BEAMWORK_UNCOPYABLE` for an argument; `BEAMWORK_RUNTIME_STOPPED`. Nothing has been started then. What the constructor, its services or `init`
 * throw ends the new process, in its first slice.
 * Cost: about a microsecond; some 400 bytes for an idle class process.
 * @see https://hexdocs.pm/elixir/Kernel.html#spawn/1
 *
 * ```ts run
 * const pid = spawn((who) => console.log('hello', who), 'world');
 * Process.isAlive(pid); // => true
 * ```
 */
export function spawn<C extends object>(Class: SpawnableClass<C>, ...args: InitArgs<C>): Pid<OpsOf<C>>;
/**
 * Starts a process that calls a method of a module, looked up in the new process; otherwise as with a class.
 *
 * @param module an object, or a class for its static methods.
 * @param method the name of the method; when there is none, the process ends with `BEAMWORK_UNDEFINED_FUNCTION`.
 * @param args the list of its arguments; copied for the new process.
 * @returns the pid.
 * @throws BeamworkError `BEAMWORK_BAD_BODY`; `BEAMWORK_UNCOPYABLE`; `BEAMWORK_RUNTIME_STOPPED`.
 * Cost: about a microsecond.
 * @see https://hexdocs.pm/elixir/Kernel.html#spawn/3
 *
 * ```ts run
 * isPid(spawn(console, 'log', ['hello', 'world'])); // => true
 * ```
 */
export function spawn(module: object, method: string, args: readonly unknown[]): Pid;
/**
 * Starts a process that runs a function, and ends when it has returned; otherwise as with a class.
 *
 * @param body a plain, generator or async function.
 * @param args its arguments; copied for the new process.
 * @returns the pid.
 * @throws BeamworkError `BEAMWORK_BAD_BODY` for an async generator; `BEAMWORK_UNCOPYABLE`; `BEAMWORK_RUNTIME_STOPPED`.
 * Cost: about a microsecond.
 * @see https://hexdocs.pm/elixir/Kernel.html#spawn/1
 *
 * ```ts run
 * isPid(spawn(() => 'done')); // => true
 * ```
 */
export function spawn<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): Pid;
export function spawn(first: unknown, ...rest: unknown[]): Pid {
  return spawnProcess(currentRuntime(), currentProcess(), first, rest).pid;
}

/**
 * Starts a process that is linked to the caller before it runs: neither can miss the other's end.
 *
 * Takes the same arguments as `spawn`: a class, a function, or a module with a method and a list of arguments.
 *
 * @returns the pid.
 * @throws as `spawn`, and BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes.
 * Cost: that of `spawn`, and O(1) for the link.
 * @see https://hexdocs.pm/elixir/Kernel.html#spawn_link/1
 *
 * ```ts run
 * const reason = await run(function* () {
 *   Process.flag('trapExit', true);
 *   const child = spawnLink(() => exit('oops'));
 *   const [, , reason] = yield* receive(['EXIT', child, P.any]);
 *   return reason;
 * });
 * reason; // => 'oops'
 * ```
 */
export function spawnLink<C extends object>(Class: SpawnableClass<C>, ...args: InitArgs<C>): Pid<OpsOf<C>>;
export function spawnLink(module: object, method: string, args: readonly unknown[]): Pid;
export function spawnLink<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): Pid;
export function spawnLink(first: unknown, ...rest: unknown[]): Pid {
  const parent = runningProcess('spawnLink');
  return spawnProcess(parent.state, parent, first, rest, { attend: (child) => linkNewborn(parent, child) }).pid;
}

/**
 * Starts a process that the caller monitors before it runs.
 *
 * Takes the same arguments as `spawn`: a class, a function, or a module with a method and a list of arguments.
 *
 * @returns the pid and the reference of the monitor: `['DOWN', ref, 'process', pid, reason]` will come.
 * @throws as `spawn`, and BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes.
 * Cost: that of `spawn`, and O(1) for the monitor.
 * @see https://hexdocs.pm/elixir/Kernel.html#spawn_monitor/1
 *
 * ```ts run
 * const reason = await run(function* () {
 *   const [pid, ref] = spawnMonitor(() => exit('oops'));
 *   const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
 *   return reason;
 * });
 * reason; // => 'oops'
 * ```
 */
export function spawnMonitor<C extends object>(Class: SpawnableClass<C>, ...args: InitArgs<C>): [Pid<OpsOf<C>>, Reference];
export function spawnMonitor(module: object, method: string, args: readonly unknown[]): [Pid, Reference];
export function spawnMonitor<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): [Pid, Reference];
export function spawnMonitor(first: unknown, ...rest: unknown[]): [Pid, Reference] {
  const parent = runningProcess('spawnMonitor');
  const ref = parent.state.newReference(parent);
  const { pid } = spawnProcess(parent.state, parent, first, rest, { attend: (child) => monitorAtOnce(ref, parent, child, undefined) });
  return [pid, ref];
}

/**
 * Starts a process and gives its result to code outside of all processes.
 *
 * @param body a plain, generator or async function.
 * @param args copied for the new process.
 * @returns a promise of what the function returns.
 * @throws ProcessExit, as a rejection, with the exit reason when the process did not end normally; also as rejections the errors of `spawn`.
 * Cost: that of `spawn`, a monitor and a promise.
 * @see https://hexdocs.pm/elixir/Task.html#async/1
 *
 * ```ts run
 * await run(async (a, b) => a + b, 1, 2); // => 3
 * ```
 */
export function run<A extends unknown[], R>(body: SpawnableBody<A, R>, ...args: A): Promise<Result<R>> {
  return runIn(currentRuntime(), body, args);
}

/** As {@link run}, in a given runtime. */
export function runIn<A extends unknown[], R>(state: RuntimeState, body: SpawnableBody<A, R>, args: A): Promise<Result<R>> {
  return new Promise((resolve, reject) => {
    const control = spawnProcess(state, undefined, body, args);
    listen(state, control, (_ref, reason, value) => {
      if (reason === 'normal') resolve(value as Result<R>);
      else reject(new ProcessExit(reason));
    });
  });
}

/**
 * Starts a process with options: linked, monitored, at a priority; the Process module's own spawn.
 *
 * @param body a function without parameters, or a process class whose `init` needs none.
 * @param options see {@link SpawnOptions}; also as a list: `['link', 'monitor']`.
 * @returns the pid; with `monitor` the pid and the reference.
 * @throws as `spawn`, and BeamworkError `BEAMWORK_BAD_OPTION`; `BEAMWORK_OUTSIDE_PROCESS` for `link` or `monitor` outside of all processes.
 * Cost: that of `spawn`; O(1) for a link or a monitor.
 * @see https://hexdocs.pm/elixir/Process.html#spawn/2
 *
 * ```ts run
 * const pid = Process.spawn(() => receive('stop'), { priority: 'high' });
 * Process.info(pid, 'priority'); // => 'high'
 * ```
 */
export function spawnWith(body: SpawnableBody<[]> | SpawnableClass<object>, options: SpawnOptions & { readonly monitor: true }): [Pid, Reference];
export function spawnWith(body: SpawnableBody<[]> | SpawnableClass<object>, options?: SpawnOptions & { readonly monitor?: false }): Pid;
export function spawnWith(body: SpawnableBody<[]> | SpawnableClass<object>, options: readonly ('link' | 'monitor')[]): Pid | [Pid, Reference];
export function spawnWith(body: unknown, given?: unknown): Pid | [Pid, Reference] {
  const options = readOptions(given, ['link', 'monitor', 'priority'], 'Process.spawn');
  const [isLinked, isMonitored] = ['link', 'monitor'].map((name) => switchOf(options[name], name, 'Process.spawn') === true);
  const parent: ProcessControl | undefined = isLinked || isMonitored ? runningProcess('Process.spawn') : currentProcess();
  const { priority } = options;
  if (priority !== undefined && !isPriority(priority)) {
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_OPTION',
      problem: `Process.spawn was given priority: ${showTerm(priority)}`,
      remedy: `choose one of ${processPriorities.join(', ')}`,
    });
  }
  const attend = (child: ProcessControl): void => {
    if (parent === undefined) return;
    if (isLinked) linkNewborn(parent, child);
    if (ref !== undefined) monitorAtOnce(ref, parent, child, undefined);
  };
  const ref = isMonitored ? parent?.state.newReference(parent) : undefined;
  const { pid } = spawnProcess(parent?.state ?? currentRuntime(), parent, body, [], { priority, attend });
  return ref === undefined ? pid : [pid, ref];
}
