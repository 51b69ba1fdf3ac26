import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import type { Observable } from 'rxjs';
import { GroupScope } from './groups-scope.js';

const usualName = 'pg';
const usual = new GroupScope(usualName);

/**
 * The process groups of a runtime, in the usual scope: as verbs, and as a service for constructors.
 *
 * `Groups.join(…)` acts on the runtime of the running process, and outside of all processes on the default runtime. A provider that asks for
 * `Groups` in its constructor gets those of the runtime that it belongs to, wherever it is called from: the same groups, the same verbs.
 *
 * @see {@link GroupScope}
 *
 * ```ts run
 * await run(() => {
 *   Groups.join(['room', 1], self());
 *   return Groups.members(['room', 1]).includes(self());
 * }); // => true
 * Groups.members(['room', 1]); // => []
 *
 * @Process()
 * class Greeter {
 *   constructor(private readonly groups: Groups) {}
 *   @Call(['present'])
 *   present(_: ['present']): number {
 *     return this.groups.members('guests').length;
 *   }
 * }
 * await call(spawn(Greeter), ['present']); // => 0
 * ```
 */
export class Groups extends GroupScope {
  /** @internal The container of a runtime makes one. */
  constructor(state: RuntimeState) {
    super(usualName, state);
  }

  /** Groups that are apart from all others; see {@link GroupScope.scope}. */
  static scope(name: string): GroupScope {
    return usual.scope(name);
  }

  /** Adds processes to a group; see {@link GroupScope.join}. */
  static join(group: unknown, pids: Pid | readonly Pid[]): void {
    usual.join(group, pids);
  }

  /** Takes processes out of a group, one join each; see {@link GroupScope.leave}. */
  static leave(group: unknown, pids: Pid | readonly Pid[]): boolean {
    return usual.leave(group, pids);
  }

  /** Who is in a group; see {@link GroupScope.members}. */
  static members(group: unknown): readonly Pid[] {
    return usual.members(group);
  }

  /** Who is in a group, of this runtime; see {@link GroupScope.localMembers}. */
  static localMembers(group: unknown): readonly Pid[] {
    return usual.localMembers(group);
  }

  /** The names of all groups that have members; see {@link GroupScope.whichGroups}. */
  static whichGroups(): unknown[] {
    return usual.whichGroups();
  }

  /** Sends the caller a message for each change of a group; see {@link GroupScope.monitor}. */
  static monitor(group: unknown): [ref: Reference, members: readonly Pid[]] {
    return usual.monitor(group);
  }

  /** Ends what `monitor` began; see {@link GroupScope.demonitor}. */
  static demonitor(ref: Reference): boolean {
    return usual.demonitor(ref);
  }

  /** Who is in a group, now and after each change, as a stream; see {@link GroupScope.members$}. */
  static members$(group: unknown): Observable<readonly Pid[]> {
    return usual.members$(group);
  }
}
