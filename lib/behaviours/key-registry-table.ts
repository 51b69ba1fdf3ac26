import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import { matchPattern } from '../kernel/match-pattern.js';
import type { AnyPattern } from '../kernel/pattern-types.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import { SmallSet } from '../kernel/small-set.js';
import { controlGiven } from '../runtime/check-arguments.js';
import { current, currentRuntime } from '../runtime/current.js';
import { endMonitor } from '../runtime/monitor-lists.js';
import { listen } from '../runtime/monitors.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import { ExitSignal, type Monitoring } from '../runtime/signals.js';
import { canonicalKey } from './key-registry-key.js';

/** Whether a key has one owner, or any number of entries. */
export type KeyKind = 'unique' | 'duplicate';

/** A key that somebody is registered under; both parts are the registry's own copies. */
export class Entry {
  constructor(
    readonly control: ProcessControl,
    /** What the table has the key under. */
    readonly canonical: unknown,
    readonly key: unknown,
    public value: unknown,
  ) {}

  /** As a look-up shows it. */
  show(): [Pid, unknown] {
    return [this.control.pid, copyTerm(this.value)];
  }
}

/**
 * `KeyRegistry.register` was asked for a unique key that a living process has; the code is `BEAMWORK_KEY_TAKEN`.
 *
 * @see https://hexdocs.pm/elixir/Registry.html#register/3
 *
 * ```ts run
 * const keys = await KeyRegistry.start({ keys: 'unique' });
 * await run(() => {
 *   KeyRegistry.register(keys, 'lobby', 1);
 *   try {
 *     KeyRegistry.register(keys, 'lobby', 2);
 *   } catch (error) {
 *     return error instanceof KeyTakenError && error.owner === self();
 *   }
 * }); // => true
 * ```
 */
export class KeyTakenError extends BeamworkError {
  /** Who has the key. */
  readonly owner: Pid;

  /** Says who has it. */
  constructor(key: unknown, owner: Pid) {
    super({
      code: 'BEAMWORK_KEY_TAKEN',
      problem: `cannot register under ${showTerm(key)}: ${owner} has that key`,
      remedy: "use the process that is there, take another key, or start the registry with keys: 'duplicate'",
    });
    this.owner = owner;
  }
}

interface Owner {
  readonly entries: SmallSet<Entry>;
  readonly monitoring: Monitoring;
}

/**
 * The entries of one registry.
 *
 * It hears of an owner's end in the same turn, before any process runs again; in between, what a dead process has is passed over. When the
 * registry itself ends, its owners get an exit signal with its reason, as along a link.
 */
export class KeyTable {
  readonly #keys = new Map<unknown, SmallSet<Entry>>();
  readonly #owners = new Map<ProcessControl, Owner>();
  #size = 0;

  constructor(
    readonly registry: ProcessControl,
    readonly kind: KeyKind,
  ) {
    tables.set(registry, this);
    listen(registry.state, registry, (_, reason) => this.#end(reason));
  }

  /** @throws KeyTakenError; BeamworkError `BEAMWORK_UNCOPYABLE`, `BEAMWORK_BAD_KEY`, `BEAMWORK_BAD_PID`, `BEAMWORK_NOPROC`. */
  register(control: ProcessControl, key: unknown, value: unknown): void {
    const { state, pid } = this.registry;
    if (control.state !== state) {
      throw new BeamworkError({ code: 'BEAMWORK_BAD_PID', problem: `${control.pid} cannot register with ${pid}: it belongs to another runtime`, remedy: 'start a registry in each runtime' });
    }
    // Copied before anything is looked at: an accessor in them may do what it likes, and register, too.
    const [ownKey, ownValue] = [copyTerm(key, 'copy the key'), copyTerm(value, 'copy the value')];
    const canonical = canonicalKey(ownKey);
    if (!control.alive) throw new BeamworkError({ code: 'BEAMWORK_NOPROC', problem: `${control.pid} cannot register with ${pid}: it is not alive`, remedy: 'let a process register by itself, or start it with via' });
    const holder = this.kind === 'unique' ? this.entriesOf(canonical)[0] : undefined;
    if (holder !== undefined) throw new KeyTakenError(ownKey, holder.control.pid);
    const entry = new Entry(control, canonical, ownKey, ownValue);
    this.#ownerOf(control).entries.add(entry);
    this.#size++;
    const bucket = this.#keys.get(canonical);
    if (bucket !== undefined) bucket.add(entry);
    else {
      const first = new SmallSet<Entry>();
      first.add(entry);
      this.#keys.set(canonical, first);
    }
  }

  /** What stands under a key, oldest first. */
  entriesOf(canonical: unknown): Entry[] {
    return this.#keys.get(canonical)?.toArray().filter(isAlive) ?? [];
  }

  /** What a process is registered under, oldest first. */
  entriesBy(control: ProcessControl): Entry[] {
    return this.#owners.get(control)?.entries.toArray().filter(isAlive) ?? [];
  }

  /** All of it, by key, in the order in which the keys came. */
  all(): Entry[] {
    return [...this.#keys.values()].flatMap((bucket) => bucket.toArray()).filter(isAlive);
  }

  /** How many entries there are. */
  get size(): number {
    let size = this.#size;
    // Only an observer, which runs outside of processes, meets an owner that has ended and is still counted.
    if (current === undefined) for (const [{ alive }, { entries }] of this.#owners) size -= alive ? 0 : entries.size;
    return size;
  }

  /** Takes an entry out; an owner without entries is no longer watched. */
  remove(entry: Entry): void {
    this.#drop(entry);
    const owner = this.#owners.get(entry.control);
    if (owner === undefined) return;
    owner.entries.delete(entry);
    if (owner.entries.size > 0) return;
    this.#owners.delete(entry.control);
    endMonitor(owner.monitoring);
  }

  #drop(entry: Entry): void {
    const bucket = this.#keys.get(entry.canonical);
    if (bucket?.delete(entry) === true) this.#size--;
    if (bucket?.size === 0) this.#keys.delete(entry.canonical);
  }

  #ownerOf(control: ProcessControl): Owner {
    const known = this.#owners.get(control);
    if (known !== undefined) return known;
    const owner: Owner = { entries: new SmallSet(), monitoring: listen(control.state, control, () => this.#forget(control)) };
    this.#owners.set(control, owner);
    return owner;
  }

  #forget(control: ProcessControl): void {
    control.state.sinks.asked?.(this.registry);
    this.#owners.get(control)?.entries.forEach((entry) => this.#drop(entry));
    this.#owners.delete(control);
  }

  #end(reason: unknown): void {
    this.registry.state.sinks.asked?.(this.registry);
    for (const [control, { monitoring }] of this.#owners) {
      endMonitor(monitoring);
      // Not along a link, where 'kill' would be a reason like any other.
      if (control.alive) deliverSignal(control, new ExitSignal(this.registry.pid, reason === 'kill' ? 'killed' : copyTerm(reason), false));
    }
    this.#owners.clear();
    this.#keys.clear();
  }
}

function isAlive({ control }: Entry): boolean {
  return control.alive;
}

/** The tables of all registries, for as long as somebody has the registry's pid. */
const tables = new WeakMap<ProcessControl, KeyTable>();

/** The table behind a pid or a name. @throws BeamworkError `BEAMWORK_UNKNOWN_REGISTRY` when no registry goes by it. */
export function tableOf(keys: unknown, verb: string): KeyTable {
  const control = isPid(keys) ? controlGiven(keys, verb) : typeof keys === 'string' ? currentRuntime().names.get(keys) : undefined;
  control?.state.sinks.asked?.(control);
  const table = control?.alive === true ? tables.get(control) : undefined;
  if (table !== undefined) return table;
  throw new BeamworkError({
    code: 'BEAMWORK_UNKNOWN_REGISTRY',
    problem: `${verb} was given ${showTerm(keys)}, and there is no such registry`,
    remedy:
      "start one with KeyRegistry.startLink({ keys: 'unique', name }), before all who use it; outside of processes this asks the default runtime: for that of an application write app.runtime.run(() => …)",
  });
}

/** As `tableOf`, for what makes sense with one entry a key only. @throws BeamworkError `BEAMWORK_NOT_UNIQUE`. */
export function uniqueTableOf(keys: unknown, verb: string): KeyTable {
  const table = tableOf(keys, verb);
  if (table.kind === 'unique') return table;
  throw new BeamworkError({
    code: 'BEAMWORK_NOT_UNIQUE',
    problem: `${verb} was given ${showTerm(keys)}, where a key may have many entries`,
    remedy: "use a registry that was started with keys: 'unique'",
  });
}

/** The entries of a key whose values a pattern matches; a predicate in it gets copies. */
export function entriesMatching(table: KeyTable, key: unknown, pattern: AnyPattern): Entry[] {
  return table.entriesOf(canonicalKey(key)).filter(({ value }) => matchPattern(pattern, copyTerm(value)));
}
