import { exit, ignore, isPid, P, type Pid, Process, ProcessExit, receive, self, send } from '../../../lib/index.js';
import { Supervisor } from '../../../lib/behaviours/supervisor.js';
import { down, flush, puppet, type Scenario, tell, tellAsync } from '../dsl.js';
import { plain, trapper, S, sup, starts, isNoExit, killed, die, stopOf } from './sup-workers.js';

/** Supervisors: strategies, intensity, starts and stops. */
export const supervisors: readonly Scenario[] = [
  {
    name: 'sup.one_for_all_kill_middle',
    rules: [128, 131],
    elixir: `strategy(:one_for_all, 1)`,
    run: () => killed('one_for_all', 1),
  },
  {
    name: 'sup.rest_for_one_kill_middle',
    rules: [128, 131],
    elixir: `strategy(:rest_for_one, 1)`,
    run: () => killed('rest_for_one', 1),
  },
  {
    name: 'sup.rest_for_one_kill_first',
    rules: [128, 131],
    elixir: `strategy(:rest_for_one, 0)`,
    run: () => killed('rest_for_one', 0),
  },
  {
    name: 'sup.rest_for_one_kill_last',
    rules: [128, 131],
    elixir: `strategy(:rest_for_one, 2)`,
    run: () => killed('rest_for_one', 2),
  },
  {
    name: 'sup.max_restarts_0',
    rules: [132],
    elixir: `
      Process.flag(:trap_exit, true)

      s =
        sup([{Plain, {:w, self(), []}}, {Trapper, {:o_other, self(), []}}],
          strategy: :one_for_one,
          max_restarts: 0
        )

      m = Process.monitor(s)
      [{:start, :w, p} | _] = flush()
      send(p, {:die, :boom})
      d = down(m)
      {d, flush() |> Enum.reject(&match?({:EXIT, _, _}, &1))}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self()), trapper('o_other', self())], { maxRestarts: 0 });
      const ref = Process.monitor(s);
      const [, , worker] = yield* receive(['start', 'w', P.pid]);
      yield* flush();
      send(worker, ['die', 'boom']);
      const reason = yield* down(ref);
      return [reason, (yield* flush()).filter(isNoExit)];
    },
  },
  {
    name: 'sup.max_restarts_window_passes',
    rules: [132],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup([{Plain, {:w, self(), []}}], strategy: :one_for_one, max_restarts: 1, max_seconds: 1)

      for _ <- 1..3 do
        receive do
          {:start, :w, p} -> send(p, {:die, :boom})
        after
          1000 -> :gone
        end

        Process.sleep(2100)
      end

      Process.alive?(s)
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self())], { maxRestarts: 1, maxSeconds: 0.1 });
      yield* die(3, 210);
      return Process.isAlive(s);
    },
  },
  {
    name: 'sup.max_restarts_window_not_passed',
    rules: [132],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup([{Plain, {:w, self(), []}}], strategy: :one_for_one, max_restarts: 1, max_seconds: 5)
      m = Process.monitor(s)

      for _ <- 1..2 do
        receive do
          {:start, :w, p} -> send(p, {:die, :boom})
        after
          1000 -> :gone
        end

        Process.sleep(300)
      end

      down(m)
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self())], { maxRestarts: 1, maxSeconds: 5 });
      const ref = Process.monitor(s);
      yield* die(2, 300);
      return yield* down(ref);
    },
  },
  {
    name: 'sup.child_raises_at_start',
    rules: [129],
    elixir: `
      Process.flag(:trap_exit, true)
      bad = %{id: :bad, start: {S, :start_link, [[id: :bad, init: fn _ -> raise "init boom" end]]}}
      Supervisor.start_link([bad], strategy: :one_for_one)
    `,
    *run() {
      Process.flag('trapExit', true);
      const raise = (): never => {
        throw new Error('init boom');
      };
      try {
        return yield* Supervisor.startLink([{ id: 'bad', start: [S, raise] }]);
      } catch (thrown) {
        if (thrown instanceof ProcessExit) return ['error', thrown.reason];
        throw thrown;
      }
    },
  },
  {
    name: 'sup.child_ignore',
    elixir: `
      ign = %{id: :ign, start: {S, :start_link, [[id: :ign, init: fn _ -> :ignore end]]}}
      s = sup([ign], strategy: :one_for_one)
      {Supervisor.which_children(s), Supervisor.count_children(s)}
    `,
    *run() {
      const s = yield* sup([{ id: 'ign', start: [S, ignore] }]);
      const children = (yield* Supervisor.whichChildren(s)).map(({ id, pid, type, modules }) => [id, String(pid), type, modules]);
      return [children, yield* Supervisor.countChildren(s)];
    },
  },
  {
    name: 'sup.which_children_order',
    elixir: `
      s =
        sup(
          for i <- [:p1, :p2, :p3] do
            {Plain, {i, self(), []}}
          end,
          strategy: :one_for_one
        )

      {for {id, p, t, m} <- Supervisor.which_children(s) do
         {id, is_pid(p), t, m}
       end, Supervisor.count_children(s)}
    `,
    *run() {
      const s = yield* sup(['p1', 'p2', 'p3'].map((id) => plain(id, self())));
      const children = (yield* Supervisor.whichChildren(s)).map(({ id, pid, type, modules }) => [id, pid !== undefined, type, modules]);
      return [children, yield* Supervisor.countChildren(s)];
    },
  },
  {
    name: 'sup.shutdown_brutal_kill',
    rules: [133],
    elixir: `
      s = sup([{Trapper, {:o_bk, self(), shutdown: :brutal_kill}}], strategy: :one_for_one)
      p = Process.whereis(:o_bk)
      m = Process.monitor(p)
      flush()
      Supervisor.terminate_child(s, :o_bk)
      {down(m), flush(20)}
    `,
    run: () => stopOf('o_bk', { shutdown: 'brutal_kill' }),
  },
  {
    name: 'sup.shutdown_timeout_then_kill',
    rules: [133],
    elixir: `
      s = sup([{Trapper, {:o_slow, self(), shutdown: 30, slow: 5000}}], strategy: :one_for_one)
      p = Process.whereis(:o_slow)
      m = Process.monitor(p)
      flush()
      Supervisor.terminate_child(s, :o_slow)
      {down(m), flush(20)}
    `,
    run: () => stopOf('o_slow', { shutdown: 30, slow: 5_000 }),
  },
  {
    name: 'sup.parent_exit_stops_the_supervisor',
    rules: [126],
    elixir: `
      me = self()
      q = puppet()

      s =
        tell(q, fn ->
          {:ok, s} = Supervisor.start_link([{Trapper, {:o_pe, me, []}}], strategy: :one_for_one)
          s
        end)

      m = Process.monitor(s)
      flush()
      tell_async(q, fn -> exit(:boom) end)
      {down(m), flush()}
    `,
    *run() {
      const me = self();
      const parent = yield* puppet();
      let s: Pid | undefined;
      yield* tell(parent, function* () {
        s = yield* Supervisor.startLink([trapper('o_pe', me)]);
      });
      if (s === undefined) return 'no supervisor';
      const ref = Process.monitor(s);
      yield* flush();
      tellAsync(parent, () => exit('boom'));
      return [yield* down(ref), yield* flush()];
    },
  },
  {
    name: 'sup.temporary_child_is_forgotten_in_one_for_all',
    rules: [130],
    elixir: `
      Process.flag(:trap_exit, true)

      s =
        sup([{Plain, {:t, self(), restart: :temporary}}, {Plain, {:p, self(), []}}],
          strategy: :one_for_all
        )

      ms = flush()
      {:start, :p, p} = List.last(ms)
      send(p, {:die, :boom})
      after_ = starts(flush(50))

      {starts(ms), after_,
       for {id, _, _, _} <- Supervisor.which_children(s) do
         id
       end}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('t', self(), { restart: 'temporary' }), plain('p', self())], { strategy: 'one_for_all' });
      const messages = yield* flush();
      const [worker] = messages.flatMap((message) => (Array.isArray(message) && message[1] === 'p' && isPid(message[2]) ? [message[2]] : []));
      if (worker === undefined) return messages;
      send(worker, ['die', 'boom']);
      const restarted = starts(yield* flush(50));
      return [starts(messages), restarted, (yield* Supervisor.whichChildren(s)).map(({ id }) => id)];
    },
  },
];
