import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { InitArgs } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { readSupervisorMetadata } from '../metadata/supervisor-metadata.js';
import { type Server, stop as stopServer } from '../verbs/call.js';
import type { Receiving } from '../verbs/receive.js';
import type { SpawnableClass } from '../verbs/spawn.js';
import { start as startServer, startLink as startLinkServer, type StartOptions } from '../verbs/start.js';
import type { CheckedSpec, CheckedSpecs, Right } from './checked-spec.js';
import type { ChildSpec, ChildSpecObject, FullChildSpec } from './child-spec.js';
import { checkSignificance, readChildSpec, readChildSpecs } from './child-spec-check.js';
import { ask } from './supervisor-ask.js';
import type { ChildCounts, ChildInfo } from './supervisor-engine.js';
import { readSettings, splitOptions, type SupervisorSettings } from './supervisor-options.js';
import { SupervisorServer } from './supervisor-server.js';

/** What `Supervisor.startLink` may be told. */
export interface SupervisorOptions extends SupervisorSettings, StartOptions {}

/**
 * Starts a supervisor and its children, linked to the caller. It comes back when all children have started, in their order.
 *
 * A child that crashes is started again, as its `restart` and the `strategy` say. When the supervisor ends, it stops its children, the last
 * first. It ends when its parent ends, and with `'shutdown'` after too many restarts.
 *
 * @param children the child specs, in the order of their start; or a class with `@Supervisor`, with the arguments of its `init` in an array.
 * @param options see {@link SupervisorOptions}.
 * @returns the pid of the supervisor. Taken with `yield*` or `await`.
 * @throws ProcessExit `['shutdown', ['failed_to_start_child', id, reason]]` when a child fails to start, and those before it have been
 * stopped; as `startLink`. BeamworkError `BEAMWORK_BAD_CHILD_SPEC`, `BEAMWORK_BAD_OPTION`.
 * Cost: that of `startLink` for itself and for each child.
 * @see https://hexdocs.pm/elixir/Supervisor.html#start_link/2
 *
 * ```ts run
 * @Process()
 * class Till {}
 * const active = await run(function* () {
 *   const shop = yield* Supervisor.startLink([Till], { strategy: 'one_for_one' });
 *   return (yield* Supervisor.countChildren(shop)).active;
 * });
 * active; // => 1
 * ```
 */
export function startLink<const L extends readonly ChildSpec[]>(children: Right<L, CheckedSpecs<L>>, options?: SupervisorOptions): Receiving<Pid>;
export function startLink<C extends object>(Class: SpawnableClass<C>, args?: InitArgs<C>, options?: StartOptions): Receiving<Pid>;
export function startLink(first: unknown, ...rest: unknown[]): unknown {
  const { Class, args, start } = plan('Supervisor.startLink', first, rest);
  return startLinkServer(Class, args, start);
}

/**
 * Starts a supervisor that nobody is linked to; otherwise as `Supervisor.startLink`, and outside of processes too.
 *
 * @param children the child specs; or a class with `@Supervisor`, with the arguments of its `init` in an array.
 * @param options see {@link SupervisorOptions}.
 * @returns the pid of the supervisor.
 * @throws as `Supervisor.startLink`.
 * Cost: as `Supervisor.startLink`.
 * @see https://hexdocs.pm/elixir/Supervisor.html#start_link/2
 *
 * ```ts run
 * @Process({ name: 'till' })
 * class Till {}
 * const shop = await Supervisor.start([Till]);
 * isPid(Process.whereis('till')); // => true
 * await Supervisor.stop(shop);
 * Process.whereis('till'); // => undefined
 * ```
 */
export function start<const L extends readonly ChildSpec[]>(children: Right<L, CheckedSpecs<L>>, options?: SupervisorOptions): Receiving<Pid>;
export function start<C extends object>(Class: SpawnableClass<C>, args?: InitArgs<C>, options?: StartOptions): Receiving<Pid>;
export function start(first: unknown, ...rest: unknown[]): unknown {
  const { Class, args, start } = plan('Supervisor.start', first, rest);
  return startServer(Class, args, start);
}

/**
 * Adds a child to a supervisor, and starts it.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param spec the child; its id must be new.
 * @returns the pid of the child; `undefined` when its `init` said `ignore()`.
 * @throws ProcessExit `['already_started', pid]` or `'already_present'` for an id that is taken; the reason with which the child failed to
 * start, and then it is forgotten; as `call`. BeamworkError `BEAMWORK_BAD_CHILD_SPEC`.
 * Cost: that of `call` and `startLink`.
 * @see https://hexdocs.pm/elixir/Supervisor.html#start_child/2
 *
 * ```ts run
 * @Process()
 * class Till {}
 * const shop = await Supervisor.start([]);
 * isPid(await Supervisor.startChild(shop, { id: 'second till', start: [Till], restart: 'transient' })); // => true
 * ```
 */
export function startChild<const S extends ChildSpec>(supervisor: Server, spec: Right<S, CheckedSpec<S>>): Receiving<Pid | undefined> {
  return ask('startChild', supervisor, readChildSpec(spec));
}

/**
 * Stops a child, as its `shutdown` says. Its spec stays, for `restartChild`; a temporary child is forgotten.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param id the id of the child.
 * @returns `'ok'`, when the child has ended.
 * @throws ProcessExit `'not_found'`; as `call`.
 * Cost: that of `call`; the supervisor does nothing else meanwhile.
 * @see https://hexdocs.pm/elixir/Supervisor.html#terminate_child/2
 *
 * ```ts run
 * @Process()
 * class Till {}
 * const shop = await Supervisor.start([Till]);
 * await Supervisor.terminateChild(shop, 'Till'); // => 'ok'
 * ```
 */
export function terminateChild(supervisor: Server, id: unknown): Receiving<'ok'> {
  return ask('terminateChild', supervisor, id);
}

/**
 * Starts a child again that does not run.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param id the id of the child.
 * @returns the pid; `undefined` when its `init` said `ignore()`.
 * @throws ProcessExit `'not_found'`, `'running'`, `'restarting'`, or the reason with which the child failed to start; as `call`.
 * Cost: that of `call` and `startLink`.
 * @see https://hexdocs.pm/elixir/Supervisor.html#restart_child/2
 *
 * ```ts run
 * @Process()
 * class Till {}
 * const shop = await Supervisor.start([Till]);
 * await Supervisor.restartChild(shop, 'Till').then(undefined, ({ reason }) => reason); // => 'running'
 * ```
 */
export function restartChild(supervisor: Server, id: unknown): Receiving<Pid | undefined> {
  return ask('restartChild', supervisor, id);
}

/**
 * Forgets a child that does not run.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param id the id of the child.
 * @returns `'ok'`.
 * @throws ProcessExit `'not_found'`, `'running'`, `'restarting'`; as `call`.
 * Cost: that of `call`.
 * @see https://hexdocs.pm/elixir/Supervisor.html#delete_child/2
 *
 * ```ts run
 * const shop = await Supervisor.start([]);
 * await Supervisor.deleteChild(shop, 'Till').then(undefined, ({ reason }) => reason); // => 'not_found'
 * ```
 */
export function deleteChild(supervisor: Server, id: unknown): Receiving<'ok'> {
  return ask('deleteChild', supervisor, id);
}

/**
 * Lists the children of a supervisor, the one that was added last first.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @returns for each its id, pid, type and modules; the pid is `undefined` when it does not run, `'restarting'` when it is about to.
 * @throws as `call`.
 * Cost: that of `call`, and O(children).
 * @see https://hexdocs.pm/elixir/Supervisor.html#which_children/1
 *
 * ```ts run
 * @Process()
 * class Till {}
 * const [till] = await Supervisor.whichChildren(await Supervisor.start([Till]));
 * [till?.id, till?.type, till?.modules]; // => ['Till', 'worker', ['Till']]
 * ```
 */
export function whichChildren(supervisor: Server): Receiving<ChildInfo[]> {
  return ask('whichChildren', supervisor, undefined);
}

/**
 * Counts the children of a supervisor.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @returns how many run, how many specs there are, and how many of these are supervisors and workers.
 * @throws as `call`.
 * Cost: that of `call`, and O(children).
 * @see https://hexdocs.pm/elixir/Supervisor.html#count_children/1
 *
 * ```ts run
 * await Supervisor.countChildren(await Supervisor.start([])); // => { active: 0, specs: 0, supervisors: 0, workers: 0 }
 * ```
 */
export function countChildren(supervisor: Server): Receiving<ChildCounts> {
  return ask('countChildren', supervisor, undefined);
}

/**
 * The spec of a child, all written out.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param idOrPid the id of the child, or its pid.
 * @returns the spec.
 * @throws ProcessExit `'not_found'`; as `call`.
 * Cost: that of `call`.
 * @see https://www.erlang.org/doc/apps/stdlib/supervisor.html#get_childspec/2
 *
 * ```ts run
 * @Process()
 * class Till {}
 * const spec = await Supervisor.getChildspec(await Supervisor.start([Till]), 'Till');
 * [spec.restart, spec.shutdown]; // => ['permanent', 5000]
 * ```
 */
export function getChildspec(supervisor: Server, idOrPid: unknown): Receiving<FullChildSpec> {
  return ask('getChildspec', supervisor, idOrPid);
}

/**
 * Ends a supervisor, which stops its children first, and waits until it has ended.
 *
 * @param supervisor its pid, its name, or a `via` address.
 * @param reason the exit reason; default `'normal'`.
 * @param timeoutMs milliseconds; default `Infinity`.
 * @throws as `stop`.
 * Cost: that of `stop`, and of each child's end.
 * @see https://hexdocs.pm/elixir/Supervisor.html#stop/3
 *
 * ```ts run
 * const shop = await Supervisor.start([]);
 * await Supervisor.stop(shop, 'shutdown');
 * Process.isAlive(shop); // => false
 * ```
 */
export function stop(supervisor: Server, reason?: unknown, timeoutMs?: number): Receiving<void> {
  return stopServer(supervisor, reason, timeoutMs);
}

/**
 * The child spec of a supervisor that has no class of its own: so that `[Supervisor, [Till], { strategy: 'one_for_all' }]` is a child.
 *
 * @param children its children.
 * @param options as those of `Supervisor.startLink`; its name becomes the id.
 * @returns the spec.
 * @throws BeamworkError `BEAMWORK_BAD_CHILD_SPEC`, `BEAMWORK_BAD_OPTION`, when it is started.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Supervisor.html#child_spec/1
 *
 * ```ts run
 * Supervisor.childSpec([], { name: 'shop' }).id; // => 'shop'
 * ```
 */
export function childSpec(children: readonly ChildSpec[], options: SupervisorOptions = {}): ChildSpecObject {
  return { id: options.name ?? 'Supervisor', start: () => startLink(children, options), type: 'supervisor' };
}

interface Plan {
  readonly Class: SpawnableClass<{ init(...args: unknown[]): object }>;
  readonly args: readonly unknown[] & any[];
  readonly start: object;
}

function plan(verb: string, first: unknown, [second, third]: readonly unknown[]): Plan {
  if (isSupervisorClass(first)) {
    if (second !== undefined && !Array.isArray(second)) throw badOption(verb, second, `write ${verb}(${first.name}, [...args], options)`);
    return { Class: first, args: second ?? [], start: objectOf(verb, third) };
  }
  const { settings, start } = splitOptions(objectOf(verb, second), verb);
  const full = readSettings(settings, verb);
  const specs = readChildSpecs(first);
  for (const spec of specs) checkSignificance(spec, full.autoShutdown);
  return { Class: SupervisorServer, args: [specs, full], start };
}

function objectOf(verb: string, options: unknown): object {
  if (options === undefined) return {};
  if (typeof options === 'object' && options !== null) return options;
  throw badOption(verb, options, 'give an object');
}

function badOption(verb: string, given: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given the options ${showTerm(given)}`, remedy });
}

function isSupervisorClass(value: unknown): value is Plan['Class'] {
  return typeof value === 'function' && readSupervisorMetadata(value) !== undefined;
}
