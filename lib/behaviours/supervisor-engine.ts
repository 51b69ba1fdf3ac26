import { isExpectedExit } from '../kernel/exit-reason.js';
import { type Outcome, stopWith } from '../kernel/outcome.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { newExit } from '../kernel/process-exit.js';
import { supervisorTag } from '../../decorators/supervisor.js';
import { Refused } from '../runtime/calls.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliver } from '../runtime/router.js';
import { cancelTimer, sendAfter } from '../verbs/timer-verbs.js';
import type { FullChildSpec } from './child-spec.js';
import { checkSignificance, modulesOf } from './child-spec-check.js';
import { nextWait } from './restart-backoff.js';
import { RestartIntensity } from './restart-intensity.js';
import { startChild, stopChild } from './supervisor-child.js';
import { type Child, Family } from './supervisor-family.js';
import { logGivingUp, logRestart } from './supervisor-log.js';
import type { FullSettings } from './supervisor-options.js';

/** A child in the list of its supervisor. */
export interface ChildInfo {
  readonly id: unknown;
  /** `undefined` for one that does not run. */
  readonly pid: Pid | 'restarting' | undefined;
  readonly type: 'worker' | 'supervisor';
  /** The names of the classes that it runs. */
  readonly modules: readonly string[];
}

/** How many children a supervisor has. */
export interface ChildCounts {
  /** How many run. */
  readonly active: number;
  readonly specs: number;
  readonly supervisors: number;
  readonly workers: number;
}

/** What a supervisor process does: all of it in generators, each a handler that waits for the children. */
export class SupervisorEngine {
  readonly #me: ProcessControl;
  readonly #settings: FullSettings;
  readonly #intensity: RestartIntensity;
  readonly #family = new Family();

  constructor(me: ProcessControl, settings: FullSettings) {
    this.#me = me;
    this.#settings = settings;
    this.#intensity = new RestartIntensity(me.state.clock, settings.maxRestarts, settings.maxSeconds);
  }

  /** How many children there are. */
  get size(): number {
    return this.#family.size;
  }

  /** Who runs under an id. */
  pidOf(id: unknown): Pid | undefined {
    const child = this.#family.find(id);
    return child === undefined ? undefined : pidOf(child);
  }

  /** Starts all children, or none. @throws ProcessExit with the reason of the first that failed. */
  *startAll(specs: readonly FullChildSpec[]): Generator<unknown, void> {
    for (const spec of specs) checkSignificance(spec, this.#settings.autoShutdown);
    for (const spec of specs) {
      const failure = yield* this.#startNew(this.#family.add(spec));
      if (failure === undefined) continue;
      yield* this.stopAll();
      throw newExit(['shutdown', ['failed_to_start_child', spec.id, failure.reason]]);
    }
  }

  *stopAll(): Generator<unknown, void> {
    yield* this.#stop(this.#family.all());
  }

  /** A process that is linked to the supervisor has ended; of one that lives, somebody only said so. */
  *exited(pid: Pid, reason: unknown): Generator<unknown, Outcome | undefined> {
    const child = controlOf(pid).alive ? undefined : this.#family.bury(pid);
    if (child === undefined) return pid === this.#me.parent || pid === this.#me.state.outside ? stopWith(reason) : undefined;
    const { restart } = child.spec;
    if (restart === 'permanent' || (restart === 'transient' && !isExpectedExit(reason))) return yield* this.#restart(child, reason);
    if (restart === 'temporary') this.#family.remove(child);
    return this.#endsAfter(child) ? stopWith('shutdown') : undefined;
  }

  /** The time has come for a restart that was put off. */
  *again(id: unknown, plan: unknown, failure: Refused | undefined): Generator<unknown, Outcome | undefined> {
    const child = this.#family.find(id);
    if (child === undefined || child.plan !== plan || child.pid !== 'restarting') return undefined;
    return failure === undefined ? yield* this.#revive(child) : yield* this.#restart(child, failure.reason);
  }

  *startChild(spec: FullChildSpec): Generator<unknown, Pid | undefined | Refused> {
    const present = this.#family.find(spec.id);
    if (present !== undefined) return new Refused(isPid(present.pid) ? ['already_started', present.pid] : 'already_present');
    checkSignificance(spec, this.#settings.autoShutdown);
    const child = this.#family.add(spec);
    const failure = yield* this.#startNew(child);
    if (failure !== undefined) this.#family.remove(child);
    return failure ?? pidOf(child);
  }

  *terminateChild(id: unknown): Generator<unknown, 'ok' | Refused> {
    const child = this.#family.find(id);
    if (child === undefined) return new Refused('not_found');
    yield* this.#stop([child]);
    return 'ok';
  }

  *restartChild(id: unknown): Generator<unknown, Pid | undefined | Refused> {
    const child = this.#family.find(id);
    if (child === undefined) return new Refused('not_found');
    if (child.pid !== undefined) return new Refused(child.pid === 'restarting' ? 'restarting' : 'running');
    return (yield* this.#start(child)) ?? pidOf(child);
  }

  deleteChild(id: unknown): 'ok' | Refused {
    const child = this.#family.find(id);
    if (child === undefined) return new Refused('not_found');
    if (child.pid !== undefined) return new Refused(child.pid === 'restarting' ? 'restarting' : 'running');
    this.#family.remove(child);
    return 'ok';
  }

  whichChildren(): ChildInfo[] {
    return this.#family
      .all()
      .reverse()
      .map(({ spec, pid }) => ({ id: spec.id, pid, type: spec.type, modules: modulesOf(spec) }));
  }

  countChildren(): ChildCounts {
    const all = this.#family.all();
    const supervisors = all.filter(({ spec }) => spec.type === 'supervisor').length;
    return { active: all.filter(({ pid }) => isPid(pid)).length, specs: all.length, supervisors, workers: all.length - supervisors };
  }

  getChildspec(idOrPid: unknown): FullChildSpec | Refused {
    const child = this.#family.find(idOrPid) ?? (isPid(idOrPid) ? this.#family.findByPid(idOrPid) : undefined);
    return child?.spec ?? new Refused('not_found');
  }

  /** Starts a child for the first time. */
  *#startNew(child: Child): Generator<unknown, Refused | undefined> {
    const failure = yield* this.#start(child);
    if (failure === undefined && child.pid === undefined && child.spec.restart === 'temporary') this.#family.remove(child);
    return failure;
  }

  *#start(child: Child): Generator<unknown, Refused | undefined> {
    const outcome = yield* startChild(this.#me, child.spec);
    if (this.#settings.backoff !== undefined) child.startedMs = this.#me.state.clock.nowMs();
    if ('failure' in outcome) return new Refused(outcome.failure);
    this.#family.setPid(child, outcome.pid);
    return undefined;
  }

  /** Stops children, the last first; temporary ones are forgotten. */
  *#stop(children: readonly Child[]): Generator<unknown, void> {
    for (const child of children.toReversed()) {
      const { pid, spec } = child;
      if (isPid(pid)) yield* stopChild(this.#me, pid, spec.shutdown);
      child.plan++;
      if (child.timer !== undefined) cancelTimer(child.timer);
      child.timer = undefined;
      if (spec.restart === 'temporary') this.#family.remove(child);
      else this.#family.setPid(child, undefined);
    }
  }

  /** A child is to run again, if that has not been too often. */
  *#restart(child: Child, reason: unknown): Generator<unknown, Outcome | undefined> {
    const { backoff } = this.#settings;
    const allowed = this.#intensity.add();
    if (!allowed) {
      logGivingUp(this.#me, child.spec.id, reason, this.#intensity);
      this.#family.setPid(child, undefined);
      return stopWith('shutdown');
    }
    const waitMs = backoff === undefined ? 0 : nextWait(backoff, child, this.#me.state.clock.nowMs(), this.#me.state.host.random());
    logRestart(this.#me, child.spec.id, reason, this.#intensity, waitMs);
    if (waitMs === 0) return yield* this.#revive(child);
    yield* this.#stop(this.#concerned(child));
    this.#family.setPid(child, 'restarting');
    child.timer = sendAfter(this.#me.pid, [supervisorTag, [child.spec.id, ++child.plan]], waitMs);
    return undefined;
  }

  /** Stops whom the strategy names, and starts them, in order; where one fails, it is tried again after what is in the mailbox. */
  *#revive(child: Child): Generator<unknown, undefined> {
    if (this.#settings.strategy !== 'one_for_one') yield* this.#stop(this.#concerned(child));
    for (const each of this.#concerned(child)) {
      const failure = yield* this.#start(each);
      if (failure === undefined) continue;
      this.#family.setPid(each, 'restarting');
      deliver(this.#me, [supervisorTag, [each.spec.id, ++each.plan, failure]]);
      return undefined;
    }
    return undefined;
  }

  #concerned(child: Child): Child[] {
    switch (this.#settings.strategy) {
      case 'one_for_all':
        return this.#family.all();
      case 'rest_for_one':
        return this.#family.from(child);
      default:
        return [child];
    }
  }

  #endsAfter({ spec }: Child): boolean {
    const { autoShutdown } = this.#settings;
    if (!spec.significant || autoShutdown === 'never') return false;
    return autoShutdown === 'any_significant' || !this.#family.all().some((other) => other.spec.significant && other.pid !== undefined);
  }
}

function pidOf({ pid }: Child): Pid | undefined {
  return isPid(pid) ? pid : undefined;
}
