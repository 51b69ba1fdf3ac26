import { Call } from '../../decorators/call.js';
import { processDecorator } from '../../decorators/process.js';
import { Receive } from '../../decorators/receive.js';
import { supervisorTag } from '../../decorators/supervisor.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { isExpectedExit } from '../kernel/exit-reason.js';
import { type From, type Outcome, stopWith } from '../kernel/outcome.js';
import { P } from '../kernel/pattern.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import { Refused } from '../runtime/calls.js';
import { runningProcess } from '../runtime/current.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliver } from '../runtime/router.js';
import { cancelTimer, readTimer, sendAfter } from '../verbs/timer-verbs.js';
import type { FullChildSpec, Shutdown } from './child-spec.js';
import { modulesOf, readChildSpec } from './child-spec-check.js';
import { type Backoff, nextWait, type Waits } from './restart-backoff.js';
import { RestartIntensity } from './restart-intensity.js';
import { refuse } from './supervisor-ask.js';
import { startChild, stopChild, stopTogether } from './supervisor-child.js';
import type { ChildCounts, ChildInfo } from './supervisor-engine.js';
import { logGivingUp, logRestart } from './supervisor-log.js';

/** What a dynamic supervisor is told at its start, with all defaults. */
export interface DynamicSettings {
  readonly maxChildren: number;
  readonly extraArguments: readonly unknown[];
  readonly maxRestarts: number;
  readonly maxSeconds: number;
  readonly backoff?: Backoff;
}

/** The process behind a dynamic supervisor: all that it knows of a child is its spec, by its pid. */
@processDecorator({ trapExit: true, unmatched: 'log' })
export class DynamicSupervisorServer {
  readonly #children = new Map<Pid, FullChildSpec>();
  /** Those that are to be started again, by the pid they had; they count as children. */
  readonly #restarting = new Map<Pid, FullChildSpec>();
  /** Of those that have been restarted, where that takes a wait. */
  readonly #waits = new WeakMap<FullChildSpec, Waits>();
  readonly #me: ProcessControl = runningProcess('a dynamic supervisor');
  #settings: DynamicSettings = { maxChildren: Infinity, extraArguments: [], maxRestarts: 3, maxSeconds: 5 };
  #intensity = new RestartIntensity(this.#me.state.clock, 3, 5);

  init(settings: DynamicSettings): void {
    this.#settings = settings;
    this.#intensity = new RestartIntensity(this.#me.state.clock, settings.maxRestarts, settings.maxSeconds);
  }

  @Call([supervisorTag, P.string, P.any])
  *request([, verb, argument]: [typeof supervisorTag, string, unknown], from: From): Generator<unknown, unknown> {
    const result = yield* this.#perform(verb, argument);
    return result instanceof Refused ? refuse(from, result) : result;
  }

  @Receive(['EXIT', P.pid, P.any])
  *exited([, pid, reason]: ['EXIT', Pid, unknown]): Generator<unknown, Outcome | undefined> {
    // Of a child that lives, somebody only said that it has ended.
    const spec = controlOf(pid).alive ? undefined : this.#children.get(pid);
    if (spec === undefined) return pid === this.#me.parent || pid === this.#me.state.outside ? stopWith(reason) : undefined;
    this.#children.delete(pid);
    if (spec.restart === 'temporary' || (spec.restart === 'transient' && isExpectedExit(reason))) return undefined;
    return yield* this.#restart(pid, spec, reason);
  }

  @Receive([supervisorTag, P.pid, P.any])
  *again([, pid, failure]: [typeof supervisorTag, Pid, unknown]): Generator<unknown, Outcome | undefined> {
    const spec = this.#restarting.get(pid);
    if (spec === undefined) return undefined;
    if (failure instanceof Refused) return yield* this.#restart(pid, spec, failure.reason);
    const timer = this.#waits.get(spec)?.timer;
    // While the timer runs, somebody else has sent this.
    return timer === undefined || readTimer(timer) !== false ? undefined : yield* this.#revive(pid, spec);
  }

  *terminate(): Generator<unknown, void> {
    yield* stopTogether(this.#me, this.#stops());
  }

  *#stops(): Generator<readonly [Pid, Shutdown]> {
    for (const [pid, { shutdown }] of this.#children) yield [pid, shutdown];
  }

  *#perform(verb: string, argument: unknown): Generator<unknown, unknown> {
    switch (verb) {
      case 'startChild':
        try {
          return yield* this.#startChild(readChildSpec(argument));
        } catch (thrown) {
          if (thrown instanceof BeamworkError) return new Refused(thrown);
          throw thrown;
        }
      case 'terminateChild':
        return yield* this.#terminateChild(argument);
      case 'whichChildren':
        return this.#whichChildren();
      case 'countChildren':
        return this.#countChildren();
      default:
        return new Refused(new BeamworkError({ code: 'BEAMWORK_BAD_DESTINATION', problem: `a dynamic supervisor was asked for ${showTerm(verb)}`, remedy: 'use the verbs of DynamicSupervisor; restartChild, deleteChild and getChildspec are those of Supervisor alone' }));
    }
  }

  *#startChild(spec: FullChildSpec): Generator<unknown, Pid | undefined | Refused> {
    if (this.#children.size + this.#restarting.size >= this.#settings.maxChildren) return new Refused('max_children');
    const outcome = yield* startChild(this.#me, spec, this.#settings.extraArguments);
    if ('failure' in outcome) return new Refused(outcome.failure);
    if (outcome.pid !== undefined) this.#children.set(outcome.pid, spec);
    return outcome.pid;
  }

  *#terminateChild(pid: unknown): Generator<unknown, 'ok' | Refused> {
    if (!isPid(pid)) return new Refused('not_found');
    const waiting = this.#restarting.get(pid);
    if (waiting !== undefined) {
      const timer = this.#waits.get(waiting)?.timer;
      if (timer !== undefined) cancelTimer(timer);
      this.#restarting.delete(pid);
      return 'ok';
    }
    const spec = this.#children.get(pid);
    if (spec === undefined) return new Refused('not_found');
    this.#children.delete(pid);
    yield* stopChild(this.#me, pid, spec.shutdown);
    return 'ok';
  }

  *#restart(pid: Pid, spec: FullChildSpec, reason: unknown): Generator<unknown, Outcome | undefined> {
    const id = `${showTerm(spec.id)} ${pid}`;
    if (!this.#intensity.add()) {
      logGivingUp(this.#me, id, reason, this.#intensity);
      return stopWith('shutdown');
    }
    const waitMs = this.#nextWait(spec);
    logRestart(this.#me, id, reason, this.#intensity, waitMs);
    if (waitMs === 0) return yield* this.#revive(pid, spec);
    this.#restarting.set(pid, spec);
    const waits = this.#waits.get(spec);
    if (waits !== undefined) waits.timer = sendAfter(this.#me.pid, [supervisorTag, pid, 'now'], waitMs);
    return undefined;
  }

  #nextWait(spec: FullChildSpec): number {
    const { backoff } = this.#settings;
    if (backoff === undefined) return 0;
    const waits = this.#waits.get(spec) ?? { startedMs: 0, lastMs: 0, timer: undefined };
    this.#waits.set(spec, waits);
    return nextWait(backoff, waits, this.#me.state.clock.nowMs(), this.#me.state.host.random());
  }

  *#revive(pid: Pid, spec: FullChildSpec): Generator<unknown, undefined> {
    const outcome = yield* startChild(this.#me, spec, this.#settings.extraArguments);
    const waits = this.#waits.get(spec);
    if (waits !== undefined) waits.startedMs = this.#me.state.clock.nowMs();
    this.#restarting.delete(pid);
    if ('failure' in outcome) {
      this.#restarting.set(pid, spec);
      deliver(this.#me, [supervisorTag, pid, new Refused(outcome.failure)]);
    } else if (outcome.pid !== undefined) {
      this.#children.set(outcome.pid, spec);
    }
    return undefined;
  }

  #whichChildren(): ChildInfo[] {
    const running = [...this.#children].map(([pid, spec]) => ({ id: undefined, pid, type: spec.type, modules: modulesOf(spec) }));
    const waiting = [...this.#restarting.values()].map((spec) => ({ id: undefined, pid: 'restarting' as const, type: spec.type, modules: modulesOf(spec) }));
    return [...running, ...waiting];
  }

  #countChildren(): ChildCounts {
    const specs = this.#children.size + this.#restarting.size;
    let supervisors = 0;
    for (const { type } of this.#children.values()) if (type === 'supervisor') supervisors++;
    for (const { type } of this.#restarting.values()) if (type === 'supervisor') supervisors++;
    return { active: this.#children.size, specs, supervisors, workers: specs - supervisors };
  }
}
