import { BeamworkError } from '../kernel/beamwork-error.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import { Address } from '../runtime/address.js';
import { findServer } from '../runtime/calls.js';
import { currentRuntime } from '../runtime/current.js';
import { controlOf } from '../runtime/process-control.js';
import type { Receiving } from '../verbs/receive.js';
import type { CheckedSpec, Right } from './checked-spec.js';
import type { ChildSpec, ChildSpecObject } from './child-spec.js';
import { readChildSpec } from './child-spec-check.js';
import { canonicalKey } from './key-registry-key.js';
import { childSpec as supervisorSpec, countChildren, start as startSupervisor, startLink as linkSupervisor, stop, type SupervisorOptions, whichChildren } from './supervisor-verbs.js';
import { engineBehind } from './supervisor-server.js';
import type { SupervisorEngine } from './supervisor-engine.js';

/** What `PartitionSupervisor.startLink` may be told. */
export interface PartitionSupervisorOptions extends SupervisorOptions {
  /** How many children of the one spec there are. Default: 1. */
  readonly partitions?: number;
  /** Makes the arguments of a partition out of those of the spec and its number, from 0. Default: those of the spec. */
  readonly withArguments?: (args: readonly unknown[], partition: number) => readonly unknown[];
}

/** The address of the partition that a key belongs to. */
export class PartitionAddress extends Address {
  /** Made by `PartitionSupervisor.via`. */
  constructor(
    /** The supervisor. */
    readonly supervisor: Pid | string,
    /** The key. */
    readonly key: unknown,
  ) {
    super();
  }

  /**
   * The partition that the key belongs to.
   *
   * @returns its pid; `undefined` when it, or the supervisor, does not run.
   * @throws BeamworkError `BEAMWORK_BAD_DESTINATION` for a process that is no such supervisor.
   * Cost: a look-up, and O(length) for a key that is text.
   * @see https://hexdocs.pm/elixir/PartitionSupervisor.html#whereis_name/1
   */
  override whereis(): Pid | undefined {
    const engine = engineOf(this.supervisor, 'PartitionSupervisor.via');
    return engine?.pidOf(partitionOf(this.key, engine.size));
  }

  /** @internal Partitions are started by their supervisor alone. */
  override claim(): Pid | undefined {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `a process cannot be started as ${this}`, remedy: 'the supervisor starts its partitions; start other processes under a name, or under via(registry, key)' });
  }

  /** As it stands in errors. */
  override toString(): string {
    return `PartitionSupervisor.via(${showTerm(this.supervisor)}, ${showTerm(this.key)})`;
  }
}

/**
 * Starts a supervisor with several children of one spec, linked to the caller: each serves a part of the keys.
 *
 * @param spec the child; its id is replaced by the number of the partition, from 0.
 * @param options see {@link PartitionSupervisorOptions}.
 * @returns the pid of the supervisor. Taken with `yield*` or `await`.
 * @throws as `Supervisor.startLink`.
 * Cost: that of `Supervisor.startLink`.
 * @see https://hexdocs.pm/elixir/PartitionSupervisor.html#start_link/1
 *
 * ```ts run
 * @Process()
 * class Cache {}
 * const partitions = await run(function* () {
 *   const caches = yield* PartitionSupervisor.startLink(Cache, { partitions: 4 });
 *   return yield* PartitionSupervisor.whichChildren(caches);
 * });
 * partitions.map(({ id }) => id); // => [3, 2, 1, 0]
 * ```
 */
export function startLink<const S extends ChildSpec>(spec: Right<S, CheckedSpec<S>>, options: PartitionSupervisorOptions = {}): Receiving<Pid> {
  const [children, rest] = divide(spec, options);
  return linkSupervisor(children, rest);
}

/**
 * Starts such a supervisor that nobody is linked to; otherwise as `PartitionSupervisor.startLink`, and outside of processes too.
 *
 * @param spec the child.
 * @param options see {@link PartitionSupervisorOptions}.
 * @returns the pid of the supervisor.
 * @throws as `Supervisor.start`.
 * Cost: that of `Supervisor.start`.
 * @see https://hexdocs.pm/elixir/PartitionSupervisor.html#start_link/1
 *
 * ```ts run
 * @Process()
 * class Cache {}
 * const caches = await PartitionSupervisor.start(Cache, { partitions: 2 });
 * PartitionSupervisor.partitions(caches); // => 2
 * ```
 */
export function start<const S extends ChildSpec>(spec: Right<S, CheckedSpec<S>>, options: PartitionSupervisorOptions = {}): Receiving<Pid> {
  const [children, rest] = divide(spec, options);
  return startSupervisor(children, rest);
}

/**
 * An address that stands wherever a pid or a name may: the partition that a key belongs to, at the moment of use.
 *
 * @param supervisor its pid, or its name.
 * @param key a whole number goes to the partition of its remainder; any other term to one that is the same in every run.
 * @returns the address.
 * @throws BeamworkError `BEAMWORK_BAD_KEY`; when it is used, `BEAMWORK_BAD_DESTINATION`.
 * Cost: O(1); each use costs a look-up.
 * @see https://hexdocs.pm/elixir/PartitionSupervisor.html#module-implementation-notes
 *
 * ```ts run
 * @Process()
 * class Cache {
 *   @Call(['size'])
 *   size(_: ['size']): number {
 *     return 0;
 *   }
 * }
 * const caches = await PartitionSupervisor.start(Cache, { partitions: 4 });
 * await call(PartitionSupervisor.via(caches, 'user 7'), ['size']); // => 0
 * ```
 */
export function via(supervisor: Pid | string, key: unknown): PartitionAddress {
  canonicalKey(key);
  return new PartitionAddress(supervisor, key);
}

/**
 * How many partitions a supervisor has.
 *
 * @param supervisor its pid, or its name.
 * @returns the number; 0 when it does not run.
 * @throws BeamworkError `BEAMWORK_BAD_DESTINATION`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/PartitionSupervisor.html#partitions/1
 */
export function partitions(supervisor: Pid | string): number {
  return engineOf(supervisor, 'PartitionSupervisor.partitions')?.size ?? 0;
}

/**
 * The child spec of such a supervisor: so that `[PartitionSupervisor, Cache, { partitions: 4 }]` is a child.
 *
 * @param spec the child of each partition.
 * @param options as those of `PartitionSupervisor.startLink`; the name becomes the id.
 * @returns the spec.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/PartitionSupervisor.html#child_spec/1
 */
export function childSpec(spec: ChildSpec, options: PartitionSupervisorOptions = {}): ChildSpecObject {
  return { ...supervisorSpec([], {}), id: options.name ?? 'PartitionSupervisor', start: () => startLink(spec, options) };
}

const verbs = { childSpec, countChildren, partitions, start, startLink, stop, via, whichChildren };

/**
 * Supervisors with several children of one spec, among which keys are divided.
 *
 * @see https://hexdocs.pm/elixir/PartitionSupervisor.html
 *
 * ```ts run
 * @Process()
 * class Cache {}
 * const caches = await PartitionSupervisor.start(Cache, { partitions: 4 });
 * PartitionSupervisor.via(caches, 5).whereis() === PartitionSupervisor.via(caches, 1).whereis(); // => true
 * ```
 */
export const PartitionSupervisor: typeof verbs = verbs;

function divide(spec: ChildSpec, { partitions: count = 1, withArguments, ...options }: PartitionSupervisorOptions): [ChildSpec[], SupervisorOptions] {
  if (!Number.isInteger(count) || count < 1) throw badOption('partitions', count, 'give a whole number from 1');
  const full = readChildSpec(spec);
  const children = Array.from({ length: count }, (_, id) => {
    if (withArguments === undefined || typeof full.start === 'function') return { ...full, id };
    const [Class, ...args] = full.start;
    return { ...full, id, start: [Class, ...withArguments(args, id)] as const };
  });
  return [children, options];
}

function partitionOf(key: unknown, count: number): number {
  if (typeof key === 'number' && Number.isInteger(key)) return Math.abs(key) % count;
  const canonical = canonicalKey(key);
  // FNV-1a.
  let hash = 0x811c9dc5;
  for (const character of String(canonical)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % count;
}

function engineOf(supervisor: Pid | string, verb: string): SupervisorEngine | undefined {
  const control = findServer(isPid(supervisor) ? controlOf(supervisor).state : currentRuntime(), supervisor, verb);
  control?.state.sinks.asked?.(control);
  if (control?.alive !== true) return undefined;
  const engine = engineBehind(control.instance);
  if (engine !== undefined) return engine;
  throw new BeamworkError({ code: 'BEAMWORK_BAD_DESTINATION', problem: `${verb} was given ${showTerm(supervisor)}, which is no partition supervisor`, remedy: 'give what PartitionSupervisor.start or startLink returned' });
}

function badOption(key: string, value: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `PartitionSupervisor was given ${key}: ${showTerm(value)}`, remedy });
}
