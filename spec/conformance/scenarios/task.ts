import { BeamworkError, exit, Process, spawnMonitor } from '../../../lib/index.js';
import { TaskSupervisor } from '../../../lib/behaviours/task-supervisor.js';
import { Task } from '../../../lib/behaviours/task.js';
import { down, downOf, flush, label, puppet, reasonOf, rescueIt, type Scenario, tell } from '../dsl.js';

/** `[reason, ['Task.await', task, ms]]` is `{reason, {Task, :await, [task, ms]}}` on the node. */
function awaitFailure(result: unknown): unknown {
  if (!Array.isArray(result) || !Array.isArray(result[1]) || !Array.isArray(result[1][1])) return result;
  const [reason, [verb, , ms]] = result[1];
  return [result[0], reason, ...String(verb).split('.'), ms];
}

/** Tasks: one at a time. */
export const tasks: readonly Scenario[] = [
  {
    name: 'task.async_await',
    rules: [136],
    elixir: `Task.await(Task.async(fn -> 42 end))`,
    *run() {
      return yield* Task.await(Task.async(() => 42));
    },
  },
  {
    name: 'task.message_form',
    elixir: `
      t = Task.async(fn -> 42 end)
      [{r, v}, down] = flush()
      {r == t.ref, v, elem(down, 0), elem(down, 4)}
    `,
    *run() {
      const task = Task.async(() => 42);
      const [answer, end] = yield* flush();
      return Array.isArray(answer) && Array.isArray(end) ? [answer[0] === task.ref, answer[1], end[0], end[4]] : [answer, end];
    },
  },
  {
    name: 'task.crash_kills_the_caller_not_trapping',
    rules: [136],
    elixir: `
      reason_of(fn ->
        Task.await(Task.async(fn -> raise "boom" end))
        exit(:survived)
      end)
    `,
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
    rules: [136],
    elixir: `
      Process.flag(:trap_exit, true)
      t = Task.async(fn -> exit(:boom) end)
      label(t.pid, "t")
      r = rescue_it(fn -> Task.await(t) end)

      {case r do
         {:exited, {why, {m, f, [_, ms]}}} -> {:exited, why, m, f, ms}
       end, flush()}
    `,
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
    elixir: `
      t =
        Task.async(fn ->
          Process.sleep(60)
          :v
        end)

      {Task.yield(t, 10), Task.yield(t, 500)}
    `,
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
    elixir: `
      t = Task.async(fn -> :v end)
      Process.sleep(20)
      {Task.shutdown(t), flush()}
    `,
    *run() {
      const task = Task.async(() => 'v');
      yield* Process.sleep(20);
      return [yield* Task.shutdown(task), yield* flush()];
    },
  },
  {
    name: 'task.shutdown_brutal_kill',
    elixir: `
      t =
        Task.async(fn ->
          Process.flag(:trap_exit, true)
          Process.sleep(:infinity)
        end)

      Process.sleep(10)
      {Task.shutdown(t, :brutal_kill), Process.alive?(t.pid)}
    `,
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
    rules: [136],
    elixir: `
      t = Task.async(fn -> 1 end)
      p = puppet()

      case tell(p, fn -> rescue_it(fn -> Task.await(t) end) end) do
        {:raised, e} -> {:raised, e.__struct__}
        o -> o
      end
    `,
    *run() {
      const task = Task.async(() => 1);
      const p = yield* puppet();
      const result = yield* tell(p, () => rescueIt(() => Task.await(task)));
      return Array.isArray(result) && result[1] instanceof BeamworkError && result[1].code === 'BEAMWORK_NOT_THE_OWNER' ? [result[0], 'ArgumentError'] : result;
    },
  },
  {
    name: 'task.start_is_not_linked',
    elixir: `
      {:ok, p} = Task.start(fn -> exit(:boom) end)
      down_of(p)
      :survived
    `,
    *run() {
      yield* downOf(Task.start(() => exit('boom')));
      return 'survived';
    },
  },
  {
    name: 'task.start_link_crash_reason',
    elixir: `
      reason_of(fn ->
        Task.start_link(fn -> raise "boom" end)
        Process.sleep(:infinity)
      end)
    `,
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
    elixir: `
      {:ok, s} = Task.Supervisor.start_link()
      t = Task.Supervisor.async_nolink(s, fn -> exit(:boom) end)
      [{:DOWN, r, :process, _, why}] = flush()
      {r == t.ref, why, :survived}
    `,
    *run() {
      const supervisor = yield* TaskSupervisor.startLink();
      const task = TaskSupervisor.asyncNolink(supervisor, () => exit('boom'));
      const [end] = yield* flush();
      return Array.isArray(end) ? [end[1] === task.ref, end[4], 'survived'] : end;
    },
  },
  {
    name: 'task.ignore_and_demonitor',
    elixir: `
      t =
        Task.async(fn ->
          Process.sleep(20)
          1
        end)

      Process.demonitor(t.ref, [:flush])
      Process.unlink(t.pid)
      length(flush(60))
    `,
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
