import type { Pid } from '../kernel/pid.js';
import { checkPid } from '../runtime/check-arguments.js';
import { currentRuntime } from '../runtime/current.js';
import { registerName, unregisterName, checkName } from '../runtime/names.js';
import { controlOf } from '../runtime/process-control.js';

/**
 * Gives a name to a process, until it ends or the name is taken away.
 *
 * @param pid a living process that has no name.
 * @param name a string that is not empty.
 * @returns `true`.
 * @throws BeamworkError `BEAMWORK_NAME_TAKEN`; `BEAMWORK_ALREADY_NAMED`; `BEAMWORK_NOPROC`; `BEAMWORK_BAD_PID`, also for a process of another
 * runtime; `BEAMWORK_BAD_NAME`; nothing is registered then.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#register/2
 *
 * ```ts run
 * const pid = spawn(() => receive('stop'));
 * Process.register(pid, 'worker'); // => true
 * Process.whereis('worker') === pid; // => true
 * ```
 */
export function register(pid: Pid, name: string): true {
  checkPid(pid, 'Process.register');
  registerName(currentRuntime(), controlOf(pid), name);
  return true;
}

/**
 * Takes a name from its process, which lives on.
 *
 * @param name a name that a process has.
 * @returns `true`.
 * @throws BeamworkError `BEAMWORK_NAME_NOT_REGISTERED`; `BEAMWORK_BAD_NAME`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#unregister/1
 *
 * ```ts run
 * Process.register(spawn(() => receive('stop')), 'worker');
 * Process.unregister('worker'); // => true
 * Process.whereis('worker'); // => undefined
 * ```
 */
export function unregister(name: string): true {
  unregisterName(currentRuntime(), name);
  return true;
}

/**
 * Looks a name up.
 *
 * @param name a string that is not empty.
 * @returns the pid, or `undefined` when nobody has the name.
 * @throws BeamworkError `BEAMWORK_BAD_NAME`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#whereis/1
 *
 * ```ts run
 * Process.whereis('nobody'); // => undefined
 * ```
 */
export function whereis(name: string): Pid | undefined {
  checkName(name);
  return currentRuntime().names.get(name)?.pid;
}

/**
 * Lists all names.
 *
 * @returns the names, in the order in which they were registered.
 * Cost: O(names).
 * @see https://hexdocs.pm/elixir/Process.html#registered/0
 *
 * ```ts run
 * Process.register(spawn(() => receive('stop')), 'worker');
 * Process.registered(); // => ['worker']
 * ```
 */
export function registered(): string[] {
  return [...currentRuntime().names.keys()];
}
