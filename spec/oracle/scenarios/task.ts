import { BeamworkError, exit, Process, spawnMonitor } from '../../../lib/index.js';
import { TaskSupervisor } from '../../../lib/behaviours/task-supervisor.js';
import { Task } from '../../../lib/behaviours/task.js';
import { down, downOf, flush, label, puppet, reasonOf, rescueIt, type Scenario, tell } from '../dsl.js';

/** Tasks. */
export const tasks: readonly Scenario[] = [
  {
    name: 'task.async_await',
    *run() {
      return yield* Task.await(Task.async(() => 42));
    },
  },
  {
    name: 'task.message_form',
    *run() {
      const task = Task.async(() => 42);
      const [answer, end] = yield* flush();
      return Array.isArray(answer) && Array.isArray(end) ? [answer[0] === task.ref, answer[1], end[0], end[4]] : [answer, end];
    },
  },
  {
    name: 'task.crash_kills_the_caller_not_trapping',
    *run() {
      return yield* reasonOf(function* () {
        yield* Task.await(
          Task.async(() => {
            throw new Error('boom');
          }),
        );
        exit('survived');
      });
    },
  },
  {
    name: 'task.crash_trapping_await',
    *run() {
      Process.flag('trapExit', true);
      const task = Task.async(() => exit('boom'));
      label(task.pid, 't');
      const result = yield* rescueIt(() => Task.await(task));
      return [awaitFailure(result), yield* flush()];
    },
  },
  {
    name: 'task.yield_nil_then_value',
    *run() {
      const task = Task.async(function* () {
        yield* Process.sleep(60);
        return 'v';
      });
      return [yield* Task.yield(task, 10), yield* Task.yield(task, 500)];
    },
  },
  {
    name: 'task.shutdown_finished',
    *run() {
      const task = Task.async(() => 'v');
      yield* Process.sleep(20);
      return [yield* Task.shutdown(task), yield* flush()];
    },
  },
  {
    name: 'task.shutdown_brutal_kill',
    *run() {
      const task = Task.async(function* () {
        Process.flag('trapExit', true);
        yield* Process.sleep(Infinity);
      });
      yield* Process.sleep(10);
      return [yield* Task.shutdown(task, 'brutal_kill'), Process.isAlive(task.pid)];
    },
  },
  {
    name: 'task.await_by_another_process',
    *run() {
      const task = Task.async(() => 1);
      const p = yield* puppet();
      const result = yield* tell(p, () => rescueIt(() => Task.await(task)));
      return Array.isArray(result) && result[1] instanceof BeamworkError && result[1].code === 'BEAMWORK_NOT_THE_OWNER' ? [result[0], 'ArgumentError'] : result;
    },
  },
  {
    name: 'task.await_many',
    *run() {
      const tasks = [1, 2, 3].map((i) =>
        Task.async(function* () {
          yield* Process.sleep(10 * (4 - i));
          return i;
        }),
      );
      return yield* Task.awaitMany(tasks);
    },
  },
  {
    name: 'task.yield_many',
    *run() {
      const pairs = yield* Task.yieldMany([Task.async(() => 1), Task.async(() => Process.sleep(300))], 50);
      return pairs.map(([, result]) => result);
    },
  },
  {
    name: 'task.async_stream_keeps_order',
    *run() {
      const square = function* (i: number) {
        yield* Process.sleep(10 * (5 - i));
        return i * i;
      };
      return yield* Task.asyncStream([1, 2, 3, 4], square, { maxConcurrency: 4 });
    },
  },
  {
    name: 'task.async_stream_timeout_kill',
    *run() {
      return yield* Task.asyncStream([1, 200], sleeper, { timeoutMs: 60, onTimeout: 'kill_task' });
    },
  },
  {
    name: 'task.async_stream_timeout_exit',
    *run() {
      const result = yield* rescueIt(function* () {
        return yield* Task.asyncStream([200], sleeper, { timeoutMs: 30 });
      });
      return Array.isArray(result) ? result[0] : result;
    },
  },
  {
    name: 'task.async_stream_crash_trapping',
    *run() {
      Process.flag('trapExit', true);
      return yield* rescueIt(function* () {
        return yield* Task.asyncStream([1, 2], (i) => (i === 2 ? exit('boom') : i));
      });
    },
  },
  {
    name: 'task.start_is_not_linked',
    *run() {
      yield* downOf(Task.start(() => exit('boom')));
      return 'survived';
    },
  },
  {
    name: 'task.start_link_crash_reason',
    *run() {
      const [, ref] = spawnMonitor(function* () {
        Task.startLink(() => {
          throw new Error('boom');
        });
        yield* Process.sleep(Infinity);
      });
      return yield* down(ref);
    },
  },
  {
    name: 'task.supervisor_async_nolink_crash',
    *run() {
      const supervisor = yield* TaskSupervisor.startLink();
      const task = TaskSupervisor.asyncNolink(supervisor, () => exit('boom'));
      const [end] = yield* flush();
      return Array.isArray(end) ? [end[1] === task.ref, end[4], 'survived'] : end;
    },
  },
  {
    name: 'task.ignore_and_demonitor',
    *run() {
      const task = Task.async(function* () {
        yield* Process.sleep(20);
        return 1;
      });
      Process.demonitor(task.ref, ['flush']);
      Process.unlink(task.pid);
      return (yield* flush(60)).length;
    },
  },
];

function* sleeper(ms: number) {
  yield* Process.sleep(ms);
  return ms;
}

/** `[reason, ['Task.await', task, ms]]` is `{reason, {Task, :await, [task, ms]}}` on the node. */
function awaitFailure(result: unknown): unknown {
  if (!Array.isArray(result) || !Array.isArray(result[1]) || !Array.isArray(result[1][1])) return result;
  const [reason, [verb, , ms]] = result[1];
  return [result[0], reason, ...String(verb).split('.'), ms];
}
