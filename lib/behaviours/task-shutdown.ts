import { AfterClause, checkTimeout, OnClause } from '../runtime/clauses.js';
import { P } from '../kernel/pattern.js';
import { unlink } from '../runtime/links.js';
import { monitor, plainMonitor } from '../runtime/monitors.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import { ExitSignal } from '../runtime/signals.js';
import type { Receiving } from '../verbs/receive.js';
import { forget, receiveResult, type TaskResult } from './task-await.js';
import { checkOwner, type CompletedTask, type Task } from './task-handle.js';
import { receiveIn, type Steps, takeSteps } from './task-steps.js';

/**
 * Ends a task, and waits until it has ended. Its end does not concern the caller any more.
 *
 * @param task what `Task.async` returned, to the caller.
 * @param timeoutMs how long the task may take to end after the exit signal `'shutdown'`, in milliseconds; then it is killed. Default 5,000;
 * `Infinity` waits for ever; `'brutal_kill'` kills at once.
 * @returns `['ok', value]` when the task was faster; `['exit', reason]` when it ended for a reason of its own; else `undefined`.
 * @throws BeamworkError `BEAMWORK_NOT_THE_OWNER`, `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: a monitor, a signal and two receives.
 * @see https://hexdocs.pm/elixir/Task.html#shutdown/2
 *
 * ```ts run
 * const results = await run(function* () {
 *   const slow = Task.async(() => Process.sleep(Infinity));
 *   const quick = Task.async(() => 1);
 *   yield* Process.sleep(1);
 *   return [yield* Task.shutdown(slow), yield* Task.shutdown(quick)];
 * });
 * results; // => [undefined, ['ok', 1]]
 * ```
 */
export function shutdown<T>(task: Task<T>, timeoutMs?: number | 'brutal_kill'): Receiving<TaskResult<T> | undefined>;
export function shutdown(task: CompletedTask, timeoutMs: number | 'brutal_kill' = 5_000): unknown {
  if (timeoutMs !== 'brutal_kill') checkTimeout(timeoutMs, 'Task.shutdown', true);
  const owner = checkOwner(task, 'Task.shutdown');
  if (task.pid === undefined) return receiveResult(owner, task, new AfterClause(0, () => undefined));
  const child = controlOf(task.pid);
  return takeSteps(owner, () => end(owner, child, task, timeoutMs));
}

function* end(owner: ProcessControl, child: ProcessControl, task: CompletedTask, timeoutMs: number | 'brutal_kill'): Steps<TaskResult<unknown> | undefined> {
  const expected: unknown[] = timeoutMs === 'brutal_kill' ? ['killed'] : ['shutdown'];
  const ref = monitor(owner, child.pid, plainMonitor);
  let down: { readonly reason: unknown } | undefined;
  const clause = new OnClause(['DOWN', ref, 'process', P.any, P.any], (message: readonly unknown[]) => void (down = { reason: message[4] }));
  unlink(owner, child);
  deliverSignal(child, new ExitSignal(owner.pid, timeoutMs === 'brutal_kill' ? 'kill' : 'shutdown', false));
  yield () => receiveIn(owner, clause, new AfterClause(timeoutMs === 'brutal_kill' ? Infinity : timeoutMs, () => undefined));
  if (down === undefined) {
    expected.push('killed');
    deliverSignal(child, new ExitSignal(owner.pid, 'kill', false));
    yield () => receiveIn(owner, clause);
  }
  // Whatever the task left is in the mailbox by now: its value before its DOWN.
  let found: TaskResult<unknown> | undefined;
  yield () => receiveResult(owner, task, new AfterClause(0, () => undefined), (result) => (found = result));
  forget(owner, task.ref);
  const result: TaskResult<unknown> = found ?? ['exit', down?.reason];
  return result[0] === 'exit' && expected.includes(result[1]) ? undefined : result;
}
