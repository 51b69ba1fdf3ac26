import { match } from 'ts-pattern';
import { exit, P, Process, receive, self, send, spawnMonitor } from '../../../lib/index.js';
import { down, flush, idle, label, puppet, reasonOf, rescue, rescueIt, type Scenario, tell, untyped } from '../dsl.js';

/** How processes end, by their own doing and by exit signals. */
export const exits: readonly Scenario[] = [
  {
    name: 'exit.exit_shutdown_tuple',
    rules: [28],
    elixir: `reason_of(fn -> exit({:shutdown, :why}) end)`,
    run: () => reasonOf(() => exit(['shutdown', 'why'])),
  },
  {
    name: 'exit.exit_any_term',
    rules: [28, 35],
    elixir: `reason_of(fn -> exit(%{a: [1, "x"]}) end)`,
    run: () => reasonOf(() => exit({ a: [1, 'x'] })),
  },
  {
    name: 'exit.erlang_error',
    rules: [29],
    elixir: `reason_of(fn -> :erlang.error(:badarg) end)`,
    run: () =>
      reasonOf(() => {
        throw new Error('badarg');
      }),
  },
  {
    name: 'exit.badmatch',
    rules: [29],
    elixir: `reason_of(fn -> 1 = Enum.random([2]) end)`,
    run: () =>
      reasonOf(() =>
        match<number>(2)
          .with(1, () => 'matched')
          .run(),
      ),
  },
  {
    name: 'exit.rescue_does_not_catch_exit',
    rules: [28],
    elixir: `
      reason_of(fn ->
        try do
          exit(:boom)
        rescue
          _ -> :ok
        end
      end)
    `,
    run: () =>
      reasonOf(() =>
        rescue(
          () => exit('boom'),
          () => 'ok',
        ),
      ),
  },
  {
    name: 'exit.Process_exit_self_kill',
    rules: [30],
    elixir: `reason_of(fn -> Process.exit(self(), :kill) end)`,
    run: () => reasonOf(() => Process.exit(self(), 'kill')),
  },
  {
    name: 'exit.normal_from_other_is_ignored',
    rules: [37],
    elixir: `
      p = idle()
      r = Process.exit(p, :normal)
      Process.sleep(20)
      {r, Process.alive?(p)}
    `,
    *run() {
      const p = idle();
      const result = Process.exit(p, 'normal');
      yield* Process.sleep(20);
      return [result, Process.isAlive(p)];
    },
  },
  {
    name: 'exit.normal_from_other_to_trapping_is_a_message',
    rules: [38],
    elixir: `
      p = puppet(trap: true) |> label("p")
      Process.exit(p, :normal)
      tell(p, fn -> flush() end)
    `,
    *run() {
      const p = label(yield* puppet({ trap: true }), 'p');
      Process.exit(p, 'normal');
      return yield* tell(p, () => flush());
    },
  },
  {
    name: 'exit.reason_from_other_not_trapping',
    rules: [36, 45],
    elixir: `
      p = idle()
      m = Process.monitor(p)
      Process.exit(p, :boom)
      down(m)
    `,
    *run() {
      const p = idle();
      const ref = Process.monitor(p);
      Process.exit(p, 'boom');
      return yield* down(ref);
    },
  },
  {
    name: 'exit.reason_from_self_trapping',
    rules: [32],
    elixir: `
      Process.flag(:trap_exit, true)
      Process.exit(self(), :boom)
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      Process.exit(self(), 'boom');
      return yield* flush();
    },
  },
  {
    name: 'exit.kill_trapping_is_still_killed',
    rules: [39],
    elixir: `
      p = puppet(trap: true)
      m = Process.monitor(p)
      Process.exit(p, :kill)
      down(m)
    `,
    *run() {
      const p = yield* puppet({ trap: true });
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      return yield* down(ref);
    },
  },
  {
    name: 'exit.signal_to_non_pid_raises',
    elixir: `rescue_it(fn -> Process.exit(Enum.random([:nobody]), :boom) end)`,
    run: () => rescueIt(() => untyped(Process.exit, 'nobody', 'boom')),
  },
  {
    name: 'exit.after_block_runs_on_own_exit',
    rules: [28],
    elixir: `
      me = self()

      r =
        reason_of(fn ->
          try do
            exit(:a)
          after
            send(me, :after_ran)
          end
        end)

      {r, flush()}
    `,
    *run() {
      const me = self();
      const reason = yield* reasonOf(() => {
        try {
          exit('a');
        } finally {
          send(me, 'after_ran');
        }
      });
      return [reason, yield* flush()];
    },
  },
  {
    name: 'exit.signal_cannot_be_caught_by_try',
    rules: [7, 36],
    elixir: `
      me = self()

      {p, m} =
        spawn_monitor(fn ->
          send(me, :in)

          try do
            Process.sleep(:infinity)
          catch
            k, v -> exit({:caught, k, v})
          end
        end)

      receive do
        :in -> :ok
      end

      Process.exit(p, :boom)
      down(m)
    `,
    *run() {
      const me = self();
      const [p, ref] = spawnMonitor(function* () {
        send(me, 'in');
        try {
          yield* Process.sleep(Infinity);
        } catch (thrown) {
          exit(['caught', thrown]);
        }
      });
      yield* receive('in');
      Process.exit(p, 'boom');
      return yield* down(ref);
    },
  },
  {
    name: 'exit.signals_and_messages_from_one_sender_keep_order',
    rules: [1, 38],
    elixir: `
      p = puppet(trap: true)
      send(p, :m1)
      Process.exit(p, :e)
      send(p, :m2)

      tell(p, fn ->
        Enum.map(flush(), fn
          {:EXIT, _, r} -> {:exit, r}
          m -> m
        end)
      end)
    `,
    *run() {
      const p = yield* puppet({ trap: true });
      send(p, 'm1');
      Process.exit(p, 'e');
      send(p, 'm2');
      return yield* tell(p, function* () {
        return (yield* flush()).map((message) =>
          match(message)
            .with(['EXIT', P.pid, P.any], ([, , reason]) => ['exit', reason])
            .otherwise((other) => other),
        );
      });
    },
  },
];
