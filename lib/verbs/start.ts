import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Ignore } from '../kernel/outcome.js';
import type { Pid } from '../kernel/pid.js';
import type { InitArgs, OpsOf, Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { Address } from '../runtime/address.js';
import { readOptions } from '../runtime/check-arguments.js';
import { checkTimeout } from '../runtime/clauses.js';
import { currentProcess, currentRuntime, runningProcess } from '../runtime/current.js';
import { checkName } from '../runtime/names.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { checkFree } from '../runtime/receive.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { startProcess, type StartSettings } from '../runtime/starts.js';
import { waitOutside } from './outside.js';
import type { Receiving } from './receive.js';
import type { SpawnableClass } from './spawn.js';

/** What `start` and `startLink` may be told. */
export interface StartOptions {
  /** The name to register before `init` runs. Default: that of the class, if it has one. */
  readonly name?: string;
  /** An address to register before `init` runs, made by `via`. Default: none. */
  readonly via?: Address;
  /** How long `init` may take, in milliseconds; then the process is killed. Default: `Infinity`. */
  readonly timeoutMs?: number;
}

/** What a start gives: the pid; `undefined` too, where `init` may say `ignore()`. */
export type Started<C> = Pid<OpsOf<C>> | (Extract<InitResult<C>, Ignore> extends never ? never : undefined);
type InitResult<C> = C extends { init: (...args: never[]) => infer R } ? Result<R> : never;

/**
 * Starts a class process and waits until its `init` has returned.
 *
 * Taken with `yield*` in a generator body, with `await` in an async one and outside of processes.
 *
 * @param Class a `@Process` class.
 * @param rest the arguments of its `init` in an array, copied (default: none), and {@link StartOptions}.
 * @returns the pid; `undefined` where `init` returned `ignore()`.
 * @throws ProcessExit with the reason with which `init` failed; `['already_started', pid]` when the name is taken; `'timeout'`.
 * BeamworkError as `spawn`, and `BEAMWORK_BAD_OPTION`.
 * Cost: that of `spawn`, a monitor and a message.
 * @see https://hexdocs.pm/elixir/GenServer.html#start/3
 *
 * ```ts run
 * @Process()
 * class Careful {
 *   init(limit: number): void {
 *     if (limit < 0) exit('negative');
 *   }
 * }
 * await start(Careful, [-1]).then(undefined, (failure) => failure.reason); // => 'negative'
 * ```
 */
export function start<C extends object>(Class: SpawnableClass<C>, ...rest: StartRest<C>): Receiving<Started<C>>;
export function start(Class: object, args: readonly unknown[] = [], options?: unknown): unknown {
  return begin(currentRuntime(), currentProcess(), Class, args, settingsOf(options, false));
}

/**
 * As {@link start}, and links the new process to the caller: how a supervisor starts its children.
 *
 * A caller that does not trap exits ends with a start that fails for another reason than `'normal'`.
 *
 * @param Class a `@Process` class.
 * @param rest the arguments of its `init` in an array, copied (default: none), and {@link StartOptions}.
 * @returns the pid; `undefined` where `init` returned `ignore()`.
 * @throws as {@link start}; BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of processes.
 * Cost: that of `start`, and a link.
 * @see https://hexdocs.pm/elixir/GenServer.html#start_link/3
 */
export function startLink<C extends object>(Class: SpawnableClass<C>, ...rest: StartRest<C>): Receiving<Started<C>>;
export function startLink(Class: object, args: readonly unknown[] = [], options?: unknown): unknown {
  const parent = runningProcess('startLink');
  return begin(parent.state, parent, Class, args, settingsOf(options, true));
}

/** The arguments of `init` may be left out where it takes none. */
type StartRest<C> = [] extends InitArgs<C> ? [args?: InitArgs<C>, options?: StartOptions] : [args: InitArgs<C>, options?: StartOptions];

/** As {@link startLink}, for a class that is known only when the program runs. */
export function startLinkAny(Class: object, args: readonly unknown[]): Receiving<Pid | undefined>;
export function startLinkAny(Class: object, args: readonly unknown[]): unknown {
  const parent = runningProcess('startLink');
  return begin(parent.state, parent, Class, args, settingsOf(undefined, true));
}

function begin(state: RuntimeState, starter: ProcessControl | undefined, Class: object, args: readonly unknown[], settings: StartSettings): unknown {
  if (starter === undefined) return waitOutside(state, () => wait(runningProcess('start'), undefined, Class, args, settings));
  return wait(starter, starter, Class, args, settings);
}

function wait(starter: ProcessControl, parent: ProcessControl | undefined, Class: object, args: readonly unknown[], settings: StartSettings): Receiving<unknown>;
function wait(starter: ProcessControl, parent: ProcessControl | undefined, Class: object, args: readonly unknown[], settings: StartSettings): unknown {
  checkFree(starter);
  return startProcess(starter.state, parent, starter, Class, args, settings);
}

function settingsOf(given: unknown, link: boolean): StartSettings {
  const { name, via, timeoutMs = Infinity } = readOptions(given, ['name', 'via', 'timeoutMs'], link ? 'startLink' : 'start');
  checkTimeout(timeoutMs, link ? 'startLink' : 'start', true);
  if (name !== undefined) checkName(name);
  if (via !== undefined && !(via instanceof Address)) {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `start was given via: ${showTerm(via)}`, remedy: 'give what via(registry, key) returned' });
  }
  return { name, via, timeoutMs, link };
}
