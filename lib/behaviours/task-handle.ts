import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { isReference, type Reference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';
import { runningProcess } from '../runtime/current.js';
import { linkNewborn } from '../runtime/links.js';
import { monitorAtOnce } from '../runtime/monitors.js';
import type { Body, ProcessControl } from '../runtime/process-control.js';
import { deliverThrough } from '../runtime/router.js';
import type { Scope } from '../runtime/scope.js';
import type { AliasMode } from '../runtime/signals.js';
import { planOf } from '../runtime/spawn-plan.js';
import { spawnProcess } from '../runtime/spawner.js';
import { whenDone } from './task-result.js';

declare const result: unique symbol;

/** A task whose value is there already: made by `Task.completed`. */
export interface CompletedTask<out T = unknown> {
  /** There is no process. */
  readonly pid: Pid | undefined;
  /** The tag of the answer. */
  readonly ref: Reference;
  /** The process that may wait for the answer. */
  readonly owner: Pid;
  /** Carries the type of the value for the compiler only; never set. */
  readonly [result]?: T;
}

/**
 * A running piece of work, and the right to its value: made by `Task.async`.
 *
 * It may travel in a message; only its owner can await it. The answer comes as the message `[ref, value]`, a failure as the DOWN of the
 * monitor `ref`.
 *
 * @see https://hexdocs.pm/elixir/Task.html#t:t/0
 */
export interface Task<out T = unknown> extends CompletedTask<T> {
  /** The process that does the work. */
  readonly pid: Pid;
}

/** The monitor of a task is its reply address too; it ends with the monitor, so that a value that comes too late goes nowhere. */
const aliasMode: AliasMode = 'demonitor';

/**
 * Starts a process that runs `given` and answers `owner`.
 *
 * @param parent who starts it: the owner, or a supervisor that it is linked to.
 * @param linked whether the owner and the task end together.
 * @throws what `spawn` throws.
 */
export function spawnTask<T>(owner: ProcessControl, parent: ProcessControl, given: unknown, args: readonly unknown[], linked: boolean): Task<T> {
  const { body, args: list } = taskPlan(parent.scope, given, args);
  const task = (...copies: unknown[]): unknown => {
    // Reports and `Process.info` then speak of the function that the user wrote.
    child.body = body;
    return whenDone(body(...copies), (value) => answerOwner(child, ref, value));
  };
  const ref = owner.state.newReference(owner);
  // Before anybody hears of it: its end cannot be missed.
  const attend = (newborn: ProcessControl): void => {
    if (linked) linkNewborn(owner, newborn);
    if (parent !== owner) linkNewborn(parent, newborn);
    monitorAtOnce(ref, owner, newborn, aliasMode);
  };
  const child: ProcessControl = spawnProcess(parent.state, parent, task, list, { attend });
  return Object.freeze({ pid: child.pid, ref, owner: owner.pid });
}

/** What a task runs. @throws BeamworkError `BEAMWORK_BAD_BODY` for what is no function, or a process class. */
export function taskPlan(scope: Scope, given: unknown, args: readonly unknown[]): { readonly body: Body; readonly args: readonly unknown[] } {
  const { body, args: list } = planOf(scope, given, args);
  if (body !== undefined) return { body, args: list };
  throw new BeamworkError({ code: 'BEAMWORK_BAD_BODY', problem: `a task cannot run the class ${showTerm(given)}`, remedy: 'give a function; start a process class with spawn or start' });
}

function answerOwner(child: ProcessControl, ref: Reference, value: unknown): void {
  if (!child.alive) return;
  deliverThrough(ref, [ref, copyTerm(value, 'copy the value of the task')]);
}

/** The running process, which must own the task. @throws BeamworkError `BEAMWORK_NOT_THE_OWNER`, `BEAMWORK_BAD_REFERENCE`, `BEAMWORK_OUTSIDE_PROCESS`. */
export function checkOwner(task: CompletedTask, verb: string): ProcessControl {
  const control = runningProcess(verb);
  if (!isTask(task)) {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_REFERENCE', problem: `${verb} was given ${showTerm(task)}, which is no task`, remedy: 'give what Task.async returned' });
  }
  if (task.owner === control.pid) return control;
  throw new BeamworkError({
    code: 'BEAMWORK_NOT_THE_OWNER',
    problem: `${verb} was called in ${control.pid} for a task that ${task.owner} owns`,
    remedy: 'the answer goes to the process that called Task.async: wait for it there, and send the value on',
  });
}

function isTask(value: unknown): value is CompletedTask {
  return typeof value === 'object' && value !== null && 'ref' in value && isReference(value.ref) && 'owner' in value && isPid(value.owner) && (!('pid' in value) || value.pid === undefined || isPid(value.pid));
}
