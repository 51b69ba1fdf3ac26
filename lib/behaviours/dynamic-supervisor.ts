import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import { type Server, stop as stopServer } from '../verbs/call.js';
import type { Receiving } from '../verbs/receive.js';
import { start as startServer, startLink as startLinkServer, type StartOptions } from '../verbs/start.js';
import type { CheckedDynamicSpec, Right } from './checked-spec.js';
import type { ChildSpec, ChildSpecObject } from './child-spec.js';
import { badSpec, readChildSpec } from './child-spec-check.js';
import { type DynamicSettings, DynamicSupervisorServer } from './dynamic-supervisor-server.js';
import { ask } from './supervisor-ask.js';
import type { Backoff } from './restart-backoff.js';
import type { ChildCounts, ChildInfo } from './supervisor-engine.js';
import { readBackoff, readCount, splitOptions } from './supervisor-options.js';

/** What `DynamicSupervisor.startLink` may be told. */
export interface DynamicSupervisorOptions extends StartOptions {
  /** The only one there is: `'one_for_one'`. */
  readonly strategy?: 'one_for_one';
  /** How many children it may have. Default: `Infinity`. */
  readonly maxChildren?: number;
  /** Arguments for every child, before those of its spec; copied. Default: none. */
  readonly extraArguments?: readonly unknown[];
  /** How many restarts within `maxSeconds` are allowed; with one more, the supervisor ends with `'shutdown'`. Default: 3. */
  readonly maxRestarts?: number;
  /** In seconds. Default: 5. */
  readonly maxSeconds?: number;
  /** Waits before a restart, and longer each time. Default: restarts are at once. */
  readonly backoff?: Backoff;
}

/**
 * Starts a supervisor for children that come and go, linked to the caller. It has none at first.
 *
 * @param options see {@link DynamicSupervisorOptions}.
 * @returns the pid of the supervisor. Taken with `yield*` or `await`.
 * @throws as `startLink`; BeamworkError `BEAMWORK_BAD_OPTION`.
 * Cost: that of `startLink`.
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#start_link/1
 *
 * ```ts run
 * @Process()
 * class Room {}
 * const active = await run(function* () {
 *   const rooms = yield* DynamicSupervisor.startLink();
 *   yield* DynamicSupervisor.startChild(rooms, Room);
 *   yield* DynamicSupervisor.startChild(rooms, Room);
 *   return (yield* DynamicSupervisor.countChildren(rooms)).active;
 * });
 * active; // => 2
 * ```
 */
export function startLink(options: DynamicSupervisorOptions = {}): Receiving<Pid> {
  const { settings, start } = readDynamic(options, 'DynamicSupervisor.startLink');
  return startLinkServer(DynamicSupervisorServer, [settings], start);
}

/**
 * Starts a dynamic supervisor that nobody is linked to; otherwise as `DynamicSupervisor.startLink`, and outside of processes too.
 *
 * @param options see {@link DynamicSupervisorOptions}.
 * @returns the pid of the supervisor.
 * @throws as `start`; BeamworkError `BEAMWORK_BAD_OPTION`.
 * Cost: that of `start`.
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#start_link/1
 *
 * ```ts run
 * isPid(await DynamicSupervisor.start({ name: 'rooms', maxChildren: 100 })); // => true
 * ```
 */
export function start(options: DynamicSupervisorOptions = {}): Receiving<Pid> {
  const { settings, start } = readDynamic(options, 'DynamicSupervisor.start');
  return startServer(DynamicSupervisorServer, [settings], start);
}

/**
 * Starts a child under a dynamic supervisor. Ids need not differ.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param spec the child.
 * @returns the pid of the child; `undefined` when its `init` said `ignore()`, and then it is forgotten.
 * @throws ProcessExit `'max_children'`, or the reason with which the child failed to start; as `call`. BeamworkError
 * `BEAMWORK_BAD_CHILD_SPEC`.
 * Cost: that of `call` and `startLink`, whatever the number of children.
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#start_child/2
 *
 * ```ts run
 * @Process()
 * class Room {}
 * const rooms = await DynamicSupervisor.start();
 * isPid(await DynamicSupervisor.startChild(rooms, { id: 'room', start: [Room], restart: 'temporary' })); // => true
 * ```
 */
export function startChild<const S extends ChildSpec>(supervisor: Server, spec: Right<S, CheckedDynamicSpec<S>>): Receiving<Pid | undefined> {
  const full = readChildSpec(spec);
  if (full.significant) throw badSpec(spec, 'it is significant, and a dynamic supervisor never ends by itself', 'take significant out, or make it the child of a Supervisor with autoShutdown');
  return ask('startChild', supervisor, full);
}

/**
 * Stops a child, as its `shutdown` says, and forgets it.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param pid the child.
 * @returns `'ok'`, when the child has ended.
 * @throws ProcessExit `'not_found'`; as `call`.
 * Cost: that of `call`; the supervisor does nothing else meanwhile.
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#terminate_child/2
 *
 * ```ts run
 * const rooms = await DynamicSupervisor.start();
 * await DynamicSupervisor.terminateChild(rooms, rooms).then(undefined, ({ reason }) => reason); // => 'not_found'
 * ```
 */
export function terminateChild(supervisor: Server, pid: Pid): Receiving<'ok'> {
  return ask('terminateChild', supervisor, pid);
}

/**
 * Lists the children of a dynamic supervisor.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @returns for each its pid, type and modules; the id is `undefined`.
 * @throws as `call`.
 * Cost: that of `call`, and O(children).
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#which_children/1
 *
 * ```ts run
 * await DynamicSupervisor.whichChildren(await DynamicSupervisor.start()); // => []
 * ```
 */
export function whichChildren(supervisor: Server): Receiving<ChildInfo[]> {
  return ask('whichChildren', supervisor, undefined);
}

/**
 * Counts the children of a dynamic supervisor.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @returns how many run, how many there are with those that are about to be started again, and how many are supervisors and workers.
 * @throws as `call`.
 * Cost: that of `call`, and O(children).
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#count_children/1
 *
 * ```ts run
 * await DynamicSupervisor.countChildren(await DynamicSupervisor.start()); // => { active: 0, specs: 0, supervisors: 0, workers: 0 }
 * ```
 */
export function countChildren(supervisor: Server): Receiving<ChildCounts> {
  return ask('countChildren', supervisor, undefined);
}

/**
 * Ends a dynamic supervisor, which stops all its children at once first, and waits until it has ended.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param reason the exit reason; default `'normal'`.
 * @param timeoutMs milliseconds; default `Infinity`.
 * @throws as `stop`.
 * Cost: that of `stop`, and of the children's ends.
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#stop/3
 *
 * ```ts run
 * await DynamicSupervisor.stop(await DynamicSupervisor.start()); // => undefined
 * ```
 */
export function stop(supervisor: Server, reason?: unknown, timeoutMs?: number): Receiving<void> {
  return stopServer(supervisor, reason, timeoutMs);
}

/**
 * The child spec of a dynamic supervisor: so that `[DynamicSupervisor, { name: 'rooms' }]` is a child.
 *
 * @param options as those of `DynamicSupervisor.startLink`; the name becomes the id.
 * @returns the spec.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION`, when it is started.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html#child_spec/1
 *
 * ```ts run
 * DynamicSupervisor.childSpec({ name: 'rooms' }).id; // => 'rooms'
 * ```
 */
export function childSpec(options: DynamicSupervisorOptions = {}): ChildSpecObject {
  return { id: options.name ?? 'DynamicSupervisor', start: () => startLink(options), type: 'supervisor' };
}

const verbs = { childSpec, countChildren, start, startChild, startLink, stop, terminateChild, whichChildren };

/**
 * Supervisors for children that are started on demand: each child costs the same, however many there are.
 *
 * @see https://hexdocs.pm/elixir/DynamicSupervisor.html
 *
 * ```ts run
 * @Process()
 * class Room {}
 * const rooms = await DynamicSupervisor.start();
 * await DynamicSupervisor.startChild(rooms, Room);
 * (await DynamicSupervisor.countChildren(rooms)).active; // => 1
 * ```
 */
export const DynamicSupervisor: typeof verbs = verbs;

function readDynamic(options: DynamicSupervisorOptions, verb: string): { readonly settings: DynamicSettings; readonly start: object } {
  const { settings, start } = splitOptions(options, verb, ['strategy', 'maxChildren', 'extraArguments', 'maxRestarts', 'maxSeconds', 'backoff']);
  const { strategy = 'one_for_one', maxChildren = Infinity, extraArguments = [], maxRestarts = 3, maxSeconds = 5, backoff } = settings;
  if (strategy !== 'one_for_one') throw badOption(verb, 'strategy', strategy, "leave it out, or give 'one_for_one'; for the others, use Supervisor");
  if (!Array.isArray(extraArguments)) throw badOption(verb, 'extraArguments', extraArguments, 'give an array');
  return {
    settings: { maxChildren: readCount(verb, 'maxChildren', maxChildren), extraArguments, maxRestarts: readCount(verb, 'maxRestarts', maxRestarts), maxSeconds: readCount(verb, 'maxSeconds', maxSeconds), ...readBackoff(verb, backoff) },
    start,
  };
}

function badOption(verb: string, key: string, value: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${key}: ${showTerm(value)}`, remedy });
}
