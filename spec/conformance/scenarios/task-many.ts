import { exit, Process } from '../../../lib/index.js';
import { Task } from '../../../lib/behaviours/task.js';
import { rescueIt, type Scenario } from '../dsl.js';

function* sleeper(ms: number) {
  yield* Process.sleep(ms);
  return ms;
}

/** Tasks: several at once. */
export const manyTasks: readonly Scenario[] = [
  {
    name: 'task.await_many',
    elixir: `
      Task.await_many(
        for i <- 1..3 do
          Task.async(fn ->
            Process.sleep(10 * (4 - i))
            i
          end)
        end
      )
    `,
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
    elixir: `
      ts = [Task.async(fn -> 1 end), Task.async(fn -> Process.sleep(300) end)]

      for {_, r} <- Task.yield_many(ts, 50) do
        r
      end
    `,
    *run() {
      const pairs = yield* Task.yieldMany([Task.async(() => 1), Task.async(() => Process.sleep(300))], 50);
      return pairs.map(([, result]) => result);
    },
  },
  {
    name: 'task.async_stream_keeps_order',
    elixir: `
      Task.async_stream(
        1..4,
        fn i ->
          Process.sleep(10 * (5 - i))
          i * i
        end,
        max_concurrency: 4
      )
      |> Enum.to_list()
    `,
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
    elixir: `
      Task.async_stream(
        [1, 200],
        fn ms ->
          Process.sleep(ms)
          ms
        end,
        timeout: 60,
        on_timeout: :kill_task
      )
      |> Enum.to_list()
    `,
    *run() {
      return yield* Task.asyncStream([1, 200], sleeper, { timeoutMs: 60, onTimeout: 'kill_task' });
    },
  },
  {
    name: 'task.async_stream_timeout_exit',
    elixir: `
      r =
        rescue_it(fn ->
          Task.async_stream([200], fn ms -> Process.sleep(ms) end, timeout: 30) |> Enum.to_list()
        end)

      elem(r, 0)
    `,
    *run() {
      const result = yield* rescueIt(function* () {
        return yield* Task.asyncStream([200], sleeper, { timeoutMs: 30 });
      });
      return Array.isArray(result) ? result[0] : result;
    },
  },
  {
    name: 'task.async_stream_crash_trapping',
    elixir: `
      Process.flag(:trap_exit, true)

      r =
        rescue_it(fn ->
          Task.async_stream([1, 2], fn i ->
            if i == 2 do
              exit(:boom)
            else
              i
            end
          end)
          |> Enum.to_list()
        end)

      r
    `,
    *run() {
      Process.flag('trapExit', true);
      return yield* rescueIt(function* () {
        return yield* Task.asyncStream([1, 2], (i) => (i === 2 ? exit('boom') : i));
      });
    },
  },
];
