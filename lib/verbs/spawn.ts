import type { Pid } from '../kernel/pid.js';
import type { InitArgs, OpsOf, Result } from '../kernel/protocol.js';
import type { Reference } from '../kernel/reference.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { ProcessExit } from '../kernel/process-exit.js';
import { showTerm } from '../kernel/show-term.js';
import { processPriorities, type ProcessPriority } from '../metadata/process-metadata.js';
import { readOptions } from '../runtime/check-arguments.js';
import { currentProcess, currentRuntime, runningProcess } from '../runtime/current.js';
import { linkNewborn } from '../runtime/links.js';
import { listen, monitor, plainMonitor } from '../runtime/monitors.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { isPriority } from '../runtime/priorities.js';
import { spawnProcess } from '../runtime/spawner.js';

/** A process class, as `spawn` takes it. */
export type SpawnableClass<C extends object> = new (...services: any[]) => C;

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
 * It runs a function, an instance of a `@Process` class, or (spawn/3) a method of a module with a list of arguments. Its first
 * slice comes after the caller's. A function process ends when its function has returned.
 *
 * @param body a plain, generator or async function; a `@Process` class; or an object with methods, followed by the name of one and its arguments.
 * @param args copied for the new process: the arguments of the function, or of the class's `init`.
 * @returns the pid.
 * @throws BeamworkError `BEAMWORK_BAD_BODY`, `BEAMWORK_NOT_A_PROCESS_CLASS`, `BEAMWORK_METADATA_MISSING`, `BEAMWORK_NAME_TAKEN` (a class with a name),
 * `BEAMWORK_UNCOPYABLE`, `BEAMWORK_RUNTIME_STOPPED`; nothing has been started then.
 * Cost: about a microsecond; some 300 bytes for an idle class process.
 * @see https://hexdocs.pm/elixir/Kernel.html#spawn/1
 *
 * ```ts run
 * const pid = spawn((who) => console.log('hello', who), 'world');
 * Process.isAlive(pid); // => true
 * ```
 */
export function spawn<C extends object>(Class: SpawnableClass<C>, ...args: InitArgs<C>): Pid<OpsOf<C>>;
export function spawn(module: object, method: string, args: readonly unknown[]): Pid;
export function spawn<A extends unknown[]>(body: SpawnableBody<A>, ...args: A): Pid;
export function spawn(first: unknown, ...rest: unknown[]): Pid {
  return spawnProcess(currentRuntime(), currentProcess(), first, rest).pid;
}

/**
 * Starts a process that is linked to the caller before it runs: neither can miss the other's end.
 *
 * @returns the pid.
 * @throws as `spawn`, and BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes.
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
  const child = spawnProcess(parent.state, parent, first, rest);
  linkNewborn(parent, child);
  return child.pid;
}

/**
 * Starts a process that the caller monitors before it runs.
 *
 * @returns the pid and the reference of the monitor: `['DOWN', ref, 'process', pid, reason]` will come.
 * @throws as `spawn`, and BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes.
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
  const child = spawnProcess(parent.state, parent, first, rest);
  return [child.pid, monitor(parent, child.pid, plainMonitor)];
}

/**
 * Starts a process and gives its result to code outside of all processes.
 *
 * @param body a plain, generator or async function.
 * @param args copied for the new process.
 * @returns a promise of what the function returns.
 * @throws ProcessExit, as a rejection, with the exit reason when the process did not end normally; else as `spawn`.
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
 * @returns the pid; with `monitor` the pid and the reference.
 * @throws as `spawn`, and BeamworkError `BEAMWORK_BAD_OPTION`.
 * @see https://hexdocs.pm/elixir/Process.html#spawn/2
 */
export function spawnWith(body: SpawnableBody<[]> | SpawnableClass<object>, options: SpawnOptions & { readonly monitor: true }): [Pid, Reference];
export function spawnWith(body: SpawnableBody<[]> | SpawnableClass<object>, options?: SpawnOptions & { readonly monitor?: false }): Pid;
export function spawnWith(body: SpawnableBody<[]> | SpawnableClass<object>, options: readonly ('link' | 'monitor')[]): Pid | [Pid, Reference];
export function spawnWith(body: unknown, given?: unknown): Pid | [Pid, Reference] {
  const options = readOptions(given, ['link', 'monitor', 'priority'], 'Process.spawn');
  const parent: ProcessControl | undefined = options['link'] === true || options['monitor'] === true ? runningProcess('Process.spawn') : currentProcess();
  const { priority } = options;
  if (priority !== undefined && !isPriority(priority)) {
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_OPTION',
      problem: `Process.spawn was given priority: ${showTerm(priority)}`,
      remedy: `choose one of ${processPriorities.join(', ')}`,
    });
  }
  const child = spawnProcess(parent?.state ?? currentRuntime(), parent, body, [], priority);
  if (parent !== undefined && options['link'] === true) linkNewborn(parent, child);
  if (parent === undefined || options['monitor'] !== true) return child.pid;
  return [child.pid, monitor(parent, child.pid, plainMonitor)];
}
