import { Call } from '../../decorators/call.js';
import { processDecorator } from '../../decorators/process.js';
import { Receive } from '../../decorators/receive.js';
import { isExpectedExit } from '../kernel/exit-reason.js';
import { type Outcome, stopWith } from '../kernel/outcome.js';
import { P } from '../kernel/pattern.js';
import type { Pid } from '../kernel/pid.js';
import { AfterClause, OnClause } from '../runtime/clauses.js';
import { runningProcess } from '../runtime/current.js';
import { linkNewborn } from '../runtime/links.js';
import { monitor, plainMonitor } from '../runtime/monitors.js';
import { type Body, controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import { ExitSignal } from '../runtime/signals.js';
import { spawnProcess } from '../runtime/spawner.js';
import { deadline } from './task-await.js';
import { taskPlan } from './task-handle.js';
import { receiveIn } from './task-steps.js';

/** When a task that was started by `startChild` runs again: never, after a failure, or always. */
export type TaskRestart = 'temporary' | 'transient' | 'permanent';

/** What a child runs again. */
interface Plan {
  readonly body: Body;
  readonly args: readonly unknown[];
  readonly restart: TaskRestart;
}

/** How often tasks may be restarted before the supervisor gives up. */
export interface TaskSupervisorLimits {
  readonly maxRestarts: number;
  readonly maxSeconds: number;
}

/** How long tasks may take to end after the signal `'shutdown'`, in milliseconds. */
const shutdownMs = 5_000;
const body = P.when((value: unknown): value is Body => typeof value === 'function');

/** The process that tasks run under: linked to all of them. Its children are those of its links that it is the parent of. */
@processDecorator({ trapExit: true, unmatched: 'log' })
export class TaskSupervisorServer {
  readonly #plans = new Map<Pid, Plan>();
  #restartsMs: number[] = [];
  #limits: TaskSupervisorLimits = { maxRestarts: 3, maxSeconds: 5 };

  init(limits: TaskSupervisorLimits): void {
    this.#limits = limits;
  }

  @Call(['startChild', body, P.any, P.union('temporary', 'transient', 'permanent')])
  startChild([, body, args, restart]: ['startChild', Body, unknown, TaskRestart]): Pid {
    return this.#start({ body, args: Array.isArray(args) ? args : [], restart });
  }

  @Call(['children'])
  children(_: ['children']): Pid[] {
    return childrenOf(runningProcess('a task supervisor'));
  }

  @Call(['terminateChild', P.pid])
  *terminateChild([, pid]: ['terminateChild', Pid]): Generator<unknown, 'ok' | 'not_found'> {
    const me = runningProcess('a task supervisor');
    if (!childrenOf(me).includes(pid)) return 'not_found';
    yield* this.#end(me, [pid]);
    return 'ok';
  }

  @Receive(['EXIT', P.pid, P.any])
  exited([, pid, reason]: ['EXIT', Pid, unknown]): Outcome | undefined {
    const me = runningProcess('a task supervisor');
    if (pid === me.parent || pid === me.state.outside) return stopWith(reason);
    const plan = this.#plans.get(pid);
    this.#plans.delete(pid);
    if (plan === undefined || plan.restart === 'temporary' || (plan.restart === 'transient' && isExpectedExit(reason))) return undefined;
    if (this.#tooOften(me)) return stopWith('shutdown');
    this.#start(plan);
    return undefined;
  }

  *terminate(): Generator<unknown, void> {
    const me = runningProcess('a task supervisor');
    for (let left = childrenOf(me); left.length > 0; left = childrenOf(me)) yield* this.#end(me, left.reverse());
  }

  #start(plan: Plan): Pid {
    const me = runningProcess('a task supervisor');
    const { body, args } = taskPlan(me.scope, plan.body, plan.args);
    const { pid } = spawnProcess(me.state, me, body, args, { attend: (child) => linkNewborn(me, child) });
    if (plan.restart !== 'temporary') this.#plans.set(pid, plan);
    return pid;
  }

  #tooOften({ state }: ProcessControl): boolean {
    const nowMs = state.clock.nowMs();
    this.#restartsMs = [...this.#restartsMs.filter((ms) => nowMs - ms <= this.#limits.maxSeconds * 1_000), nowMs];
    return this.#restartsMs.length > this.#limits.maxRestarts;
  }

  /** Asks, waits, kills. */
  *#end(me: ProcessControl, pids: readonly Pid[]): Generator<unknown, void> {
    const remainingMs = deadline(me, shutdownMs);
    // A child may call off its link, and then leaves no EXIT.
    const children = pids.map((pid) => ({ pid, ref: monitor(me, pid, plainMonitor) }));
    for (const pid of pids) deliverSignal(controlOf(pid), new ExitSignal(me.pid, 'shutdown', false));
    for (const { pid, ref } of children) {
      const ended = new OnClause(['DOWN', ref, 'process', P.any, P.any], () => true);
      const inTime = yield* receiveIn(me, ended, new AfterClause(remainingMs(), () => false));
      if (inTime === false) {
        deliverSignal(controlOf(pid), new ExitSignal(me.pid, 'kill', false));
        yield* receiveIn(me, ended);
      }
      this.#plans.delete(pid);
    }
  }
}

/** Whether tasks can run under a process; it may still be in its `init`. */
export function isTaskSupervisor({ module, scope }: ProcessControl): boolean {
  return module !== undefined && module === scope.modules.get(TaskSupervisorServer);
}

function childrenOf(me: ProcessControl): Pid[] {
  const pids: Pid[] = [];
  me.links?.forEach((other) => {
    if (other.parent === me.pid) pids.push(other.pid);
  });
  return pids;
}
