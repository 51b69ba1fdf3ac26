import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import { isReference, type Reference } from '../kernel/reference.js';
import { endMonitor } from '../runtime/monitor-lists.js';
import { listen } from '../runtime/monitors.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliver } from '../runtime/router.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import type { Monitoring } from '../runtime/signals.js';
import { Broadcast } from '../services/broadcast.js';
import { canonicalKey } from './key-registry-key.js';

/** A member list as subscribers get it, and which change it came from. */
export interface MemberChange {
  readonly version: number;
  readonly members: readonly Pid[];
}

/** One group: how often each member has joined, in the order of the first join. */
export class Group {
  readonly counts = new Map<ProcessControl, number>();
  /** Who gets messages about changes, by the reference that it goes by. */
  readonly watchers = new Map<Reference, ProcessControl>();
  readonly changes: Broadcast<MemberChange>;
  version = 0;
  #sink: ((change: MemberChange) => void) | undefined = undefined;
  #members: readonly Pid[] | undefined = undefined;

  constructor(
    state: RuntimeState,
    readonly canonical: unknown,
    readonly name: unknown,
    /** Called when the last subscriber has gone. */
    onIdle: (group: Group) => void,
  ) {
    this.changes = new Broadcast(state, (sink) => {
      this.#sink = sink;
      if (sink === undefined) onIdle(this);
    });
  }

  /** Whether nobody would miss it. */
  get isIdle(): boolean {
    return this.counts.size === 0 && this.watchers.size === 0 && this.#sink === undefined;
  }

  /** Who is in it, made anew after each change only. */
  get members(): readonly Pid[] {
    return (this.#members ??= Object.freeze([...this.counts].flatMap(([control, count]) => new Array<Pid>(count).fill(control.pid))));
  }

  /** As `members`, when somebody of them may have ended in this very turn. */
  get living(): readonly Pid[] {
    for (const control of this.counts.keys()) if (!control.alive) return Object.freeze(this.members.filter((pid) => controlOf(pid).alive));
    return this.members;
  }

  /** Whether anybody is in it. */
  get isPresent(): boolean {
    for (const { alive } of this.counts.keys()) if (alive) return true;
    return false;
  }

  add(control: ProcessControl): void {
    this.#members = undefined;
    this.counts.set(control, (this.counts.get(control) ?? 0) + 1);
  }

  /** Takes one join back, or all. @returns how many. */
  remove(control: ProcessControl, all: boolean): number {
    this.#members = undefined;
    const count = this.counts.get(control) ?? 0;
    if (count > 1 && !all) this.counts.set(control, count - 1);
    else this.counts.delete(control);
    return all ? count : Math.min(count, 1);
  }

  /** Tells subscribers of one change, and watchers as often as told. */
  changed(what: 'join' | 'leave', pids: readonly Pid[], times = 1): void {
    this.version++;
    for (const [ref, watcher] of this.watchers) {
      for (let told = 0; told < times && watcher.alive; told++) deliver(watcher, [ref, what, copyTerm(this.name), [...pids]]);
    }
    if (this.#sink !== undefined) this.#sink({ version: this.version, members: this.living });
  }
}

/** What is known of a process that is in a group, or watches one. */
interface Acquaintance {
  /** The groups it is in. */
  readonly joined: Set<Group>;
  /** The groups it watches, by reference. */
  readonly watched: Map<Reference, Group>;
  readonly monitoring: Monitoring;
}

/** The groups of one scope in one runtime. It hears of an end in the same turn, before any process runs again. */
export class GroupTable {
  readonly #groups = new Map<unknown, Group>();
  readonly #known = new Map<ProcessControl, Acquaintance>();
  #closed: boolean;

  constructor(readonly state: RuntimeState) {
    this.#closed = state.stopped;
    state.streams.add(this);
  }

  /** A group, where there is one. */
  find(name: unknown): Group | undefined {
    return this.#groups.get(canonicalKey(name));
  }

  /** A group, made where there is none. */
  obtain(name: unknown): Group {
    return this.#obtain(ownName(name));
  }

  /** The names of the groups that have members. */
  names(): unknown[] {
    return [...this.#groups.values()].filter(({ isPresent }) => isPresent).map(({ name }) => copyTerm(name));
  }

  join(name: unknown, controls: readonly ProcessControl[]): void {
    const own = ownName(name);
    for (const control of controls) this.#check(control, 'join a group');
    if (controls.length === 0) return;
    const group = this.#obtain(own);
    for (const control of controls) {
      this.#meet(control).joined.add(group);
      group.add(control);
    }
    group.changed('join', controls.map(pidOf));
  }

  /** @returns whether any of them was a member. */
  leave(name: unknown, controls: readonly ProcessControl[]): boolean {
    const group = this.find(name);
    const left = group === undefined ? [] : controls.filter((control) => group.remove(control, false) > 0);
    if (group === undefined || left.length === 0) return false;
    for (const control of left) {
      if (group.counts.has(control)) continue;
      this.#known.get(control)?.joined.delete(group);
      this.#part(control);
    }
    group.changed('leave', left.map(pidOf));
    this.#tidy(group);
    return true;
  }

  watch(name: unknown, watcher: ProcessControl): [Reference, readonly Pid[]] {
    const own = ownName(name);
    this.#check(watcher, 'watch a group');
    const group = this.#obtain(own);
    const ref = this.state.newReference(watcher);
    group.watchers.set(ref, watcher);
    this.#meet(watcher).watched.set(ref, group);
    return [ref, group.living];
  }

  /** @returns whether the reference was that of a watcher. */
  unwatch(watcher: ProcessControl, ref: unknown): boolean {
    const acquaintance = this.#known.get(watcher);
    const group = isReference(ref) ? acquaintance?.watched.get(ref) : undefined;
    if (!isReference(ref) || group === undefined) return false;
    acquaintance?.watched.delete(ref);
    group.watchers.delete(ref);
    this.#part(watcher);
    this.#tidy(group);
    return true;
  }

  /** Ends all streams, with the runtime. */
  complete(): void {
    this.#closed = true;
    for (const group of [...this.#groups.values()]) group.changes.complete();
    this.#groups.clear();
  }

  #obtain(own: unknown): Group {
    const canonical = canonicalKey(own);
    const known = this.#groups.get(canonical);
    if (known !== undefined) return known;
    const group = new Group(this.state, canonical, own, (idle) => this.#tidy(idle));
    if (this.#closed) group.changes.complete();
    else this.#groups.set(canonical, group);
    return group;
  }

  #check({ state, alive, pid }: ProcessControl, what: string): void {
    const tried = `${pid} cannot ${what}`;
    if (state !== this.state) throw new BeamworkError({ code: 'BEAMWORK_BAD_PID', problem: `${tried}: it belongs to another runtime`, remedy: 'use the groups of its own runtime' });
    if (!alive) throw new BeamworkError({ code: 'BEAMWORK_NOPROC', problem: `${tried}: it is not alive`, remedy: 'let a process join by itself, or from where it is started' });
  }

  #meet(control: ProcessControl): Acquaintance {
    const known = this.#known.get(control);
    if (known !== undefined) return known;
    const acquaintance: Acquaintance = { joined: new Set(), watched: new Map(), monitoring: listen(this.state, control, () => this.#forget(control)) };
    this.#known.set(control, acquaintance);
    return acquaintance;
  }

  /** A process that is in no group and watches none is a stranger again. */
  #part(control: ProcessControl): void {
    const acquaintance = this.#known.get(control);
    if (acquaintance === undefined || acquaintance.joined.size > 0 || acquaintance.watched.size > 0) return;
    this.#known.delete(control);
    endMonitor(acquaintance.monitoring);
  }

  #forget(control: ProcessControl): void {
    this.state.sinks.asked?.('groups');
    const acquaintance = this.#known.get(control);
    if (acquaintance === undefined) return;
    this.#known.delete(control);
    for (const [ref, group] of acquaintance.watched) group.watchers.delete(ref);
    // Out of all groups before anybody hears of one.
    const left = [...acquaintance.joined].map((group) => ({ group, times: group.remove(control, true) }));
    // A message for each join, as pg sends them.
    for (const { group, times } of left) group.changed('leave', [control.pid], times);
    for (const group of [...acquaintance.joined, ...acquaintance.watched.values()]) this.#tidy(group);
  }

  #tidy(group: Group): void {
    if (group.isIdle && this.#groups.get(group.canonical) === group) this.#groups.delete(group.canonical);
  }
}

/** A copy comes before any check and any look-up: an accessor in the name may end a process, or join the very group. */
function ownName(name: unknown): unknown {
  return copyTerm(name, 'copy the name of the group');
}

function pidOf({ pid }: ProcessControl): Pid {
  return pid;
}
