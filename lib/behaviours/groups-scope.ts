import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';
import { controlGiven } from '../runtime/check-arguments.js';
import { currentRuntime, runningProcess } from '../runtime/current.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { warnAboutSubscriber } from '../services/broadcast.js';
import { IsolatedObservable } from '../services/isolated-observable.js';
import type { Observable } from 'rxjs';
import { GroupTable } from './groups-table.js';

/** The tables of each runtime, by the name of the scope. */
const scopes = new WeakMap<RuntimeState, Map<string, GroupTable>>();

/**
 * Groups of processes, under names that are any term: a process may be in many groups, and many times in one.
 *
 * A process leaves its groups by its end, before anybody hears of that. A group exists while it has members; nobody makes or deletes one.
 * `Groups` has the usual scope; `Groups.scope(name)` gives groups that are apart from all others. The verbs act on the runtime of the running
 * process, and outside of all processes on the default runtime; those of a scope that was injected, or made from such a one, on that of its container.
 *
 * @see https://www.erlang.org/doc/apps/kernel/pg.html
 */
export class GroupScope {
  readonly #name: string;
  readonly #state: RuntimeState | undefined;

  /** @internal Use `Groups`, or {@link GroupScope.scope}. `state` is the runtime, where it is not to be that of whoever calls. */
  constructor(name: string, state?: RuntimeState) {
    this.#name = name;
    this.#state = state;
  }

  /**
   * Groups that have nothing to do with those of other scopes.
   *
   * @param name the name of the scope; the same name gives the same groups.
   * @returns the scope, with the verbs of `Groups`, in the same runtime.
   * @throws BeamworkError `BEAMWORK_BAD_NAME`.
   * Cost: one object.
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#start_link/1
   *
   * ```ts run
   * const chat = Groups.scope('chat');
   * await run(() => {
   *   chat.join('lobby', self());
   *   return [chat.members('lobby').length, Groups.members('lobby').length];
   * }); // => [1, 0]
   * ```
   */
  scope(name: string): GroupScope {
    if (typeof name === 'string' && name !== '') return new GroupScope(name, this.#state);
    throw new BeamworkError({ code: 'BEAMWORK_BAD_NAME', problem: `${showTerm(name)} cannot be the name of a scope of groups`, remedy: 'give a string that is not empty' });
  }

  /**
   * Adds processes to a group; one that is in it already is in it once more.
   *
   * @param group any term that can be copied; two that look the same name the same group.
   * @param pids a process, or a list of them, which joins as a whole: living ones of this runtime.
   * @throws BeamworkError `BEAMWORK_NOPROC`, `BEAMWORK_BAD_PID`, also for a process of another runtime; `BEAMWORK_BAD_KEY`, `BEAMWORK_UNCOPYABLE`.
   * Nobody has joined then.
   * Cost: O(1) per process, a monitor for its first group.
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#join/3
   *
   * ```ts run
   * await run(() => {
   *   Groups.join('workers', [self(), self()]);
   *   Groups.leave('workers', self());
   *   return Groups.members('workers').length;
   * }); // => 1
   * ```
   */
  join(group: unknown, pids: Pid | readonly Pid[]): void {
    this.#table().join(group, controlsOf(pids, 'Groups.join'));
  }

  /**
   * Takes processes out of a group: one join for each time that a process is named.
   *
   * @returns `false` when none of them was in the group.
   * @throws BeamworkError `BEAMWORK_BAD_PID`, `BEAMWORK_BAD_KEY`.
   * Cost: O(1) per process.
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#leave/3
   */
  leave(group: unknown, pids: Pid | readonly Pid[]): boolean {
    return this.#table().leave(group, controlsOf(pids, 'Groups.leave'));
  }

  /**
   * Who is in a group, as often as each has joined, in the order of the first join.
   *
   * @returns a frozen list; empty where there is no such group.
   * @throws BeamworkError `BEAMWORK_BAD_KEY`.
   * Cost: O(members).
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#get_members/2
   */
  members(group: unknown): readonly Pid[] {
    return this.#table().find(group)?.living ?? nobody;
  }

  /** As {@link GroupScope.members}: while a runtime stands alone, all members are local. @see https://www.erlang.org/doc/apps/kernel/pg.html#get_local_members/2 */
  localMembers(group: unknown): readonly Pid[] {
    return this.members(group);
  }

  /** The names of all groups that have members. O(groups). @see https://www.erlang.org/doc/apps/kernel/pg.html#which_groups/1 */
  whichGroups(): unknown[] {
    return this.#table().names();
  }

  /**
   * Sends the calling process a message whenever somebody joins or leaves a group: `[ref, 'join', group, pids]`, `[ref, 'leave', group, pids]`.
   *
   * @returns the reference in these messages, and who is in the group now.
   * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`, `BEAMWORK_BAD_KEY`, `BEAMWORK_UNCOPYABLE`; `BEAMWORK_BAD_PID` for groups of another runtime.
   * Cost: O(1), and a message for each change.
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#monitor/2
   *
   * ```ts run
   * await run(function* () {
   *   const [ref] = Groups.monitor('watched');
   *   Groups.join('watched', self());
   *   const [, what] = yield* receive([ref, P.string, 'watched', P.any]);
   *   return what;
   * }); // => 'join'
   * ```
   */
  monitor(group: unknown): [ref: Reference, members: readonly Pid[]] {
    return this.#table().watch(group, runningProcess('Groups.monitor'));
  }

  /**
   * Ends what `monitor` began; messages that are in the mailbox stay.
   *
   * @returns `false` when the reference is not that of a monitor of the caller.
   * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`.
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#demonitor/2
   */
  demonitor(ref: Reference): boolean {
    return this.#table().unwatch(runningProcess('Groups.demonitor'), ref);
  }

  /**
   * Who is in a group: now, and after each change.
   *
   * @param group as for `join`.
   * @returns a stream of frozen lists; the present one comes at once, then one for each change. Completes when the runtime has stopped. What a
   * subscriber throws is logged, and hurts nobody.
   * @throws BeamworkError `BEAMWORK_BAD_KEY`, `BEAMWORK_UNCOPYABLE`, as the error of the stream.
   * Cost: none while nobody subscribes; O(members) per change.
   * @see https://www.erlang.org/doc/apps/kernel/pg.html#monitor/2
   *
   * ```ts run
   * const sizes: number[] = [];
   * Groups.members$('crew').subscribe((members) => sizes.push(members.length));
   * await run(() => Groups.join('crew', [self(), self()]));
   * sizes; // => [0, 2, 0]
   * ```
   */
  members$(group: unknown): Observable<readonly Pid[]> {
    const table = this.#table();
    return new IsolatedObservable<readonly Pid[]>(warnAboutSubscriber(table.state), (subscriber) => {
      const found = table.obtain(group);
      // A subscriber may come while older changes are still being told: it has their outcome already.
      let seen = found.version;
      const changes = found.changes.stream$.subscribe({
        next: ({ version, members }) => {
          if (version <= seen) return;
          seen = version;
          subscriber.next(members);
        },
        complete: () => subscriber.complete(),
      });
      subscriber.next(found.living);
      return changes;
    });
  }

  #table(): GroupTable {
    const state = this.#state ?? currentRuntime();
    state.sinks.asked?.('groups');
    let tables = scopes.get(state);
    if (tables === undefined) scopes.set(state, (tables = new Map()));
    let table = tables.get(this.#name);
    if (table === undefined) tables.set(this.#name, (table = new GroupTable(state)));
    return table;
  }
}

const nobody: readonly Pid[] = Object.freeze([]);

function controlsOf(pids: Pid | readonly Pid[], verb: string): ProcessControl[] {
  return (Array.isArray(pids) ? [...pids] : [pids]).map((pid) => controlGiven(pid, verb));
}
