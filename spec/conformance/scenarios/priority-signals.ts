import { exit, P, Process, receive, self, send, spawnMonitor } from '../../../lib/index.js';
import { down, flush, idle, label, puppet, type Scenario, tell } from '../dsl.js';

const urgent = { priority: true } as const;

/** Priority among signals: exit signals, links and monitors; recorded from the documentation as well. */
export const prioritySignals: readonly Scenario[] = [
  {
    name: 'priority.does_not_overtake_an_exit_signal',
    rules: [1, 96],
    elixir: `
      me = self()
      {p, ref} = spawn_monitor(fn ->
        send(me, :erlang.alias([:priority]))
        receive do :urgent -> exit(:overtaken) end
      end)
      a = receive do a when is_reference(a) -> a end
      Process.exit(p, :boom)
      :erlang.send(a, :urgent, [:priority])
      down(ref)
    `,
    documented: ':boom',
    *run() {
      const me = self();
      const [p, ref] = spawnMonitor(function* () {
        send(me, Process.alias(urgent));
        yield* receive('urgent');
        exit('overtaken');
      });
      const a = yield* receive(P.reference);
      Process.exit(p, 'boom');
      Process.send(a, 'urgent', urgent);
      return yield* down(ref);
    },
  },
  {
    name: 'priority.exit_places_a_trapped_message_before_others',
    rules: [97],
    elixir: `
      Process.flag(:trap_exit, true)
      a = :erlang.alias([:priority])
      send(self(), 1)
      p = puppet() |> label("p")
      tell(p, fn -> :erlang.exit(a, :ordinary, []) end)
      tell(p, fn -> :erlang.exit(a, :urgent, [:priority]) end)
      flush()
    `,
    documented: [
      { tuple: [':EXIT', '#pid<p>', ':urgent'] },
      1,
      { tuple: [':EXIT', '#pid<p>', ':ordinary'] },
    ],
    *run() {
      Process.flag('trapExit', true);
      const a = Process.alias(urgent);
      send(self(), 1);
      const p = label(yield* puppet(), 'p');
      yield* tell(p, () => Process.exit(a, 'ordinary'));
      yield* tell(p, () => Process.exit(a, 'urgent', urgent));
      return yield* flush();
    },
  },
  {
    name: 'priority.exit_ends_as_any_other',
    rules: [97],
    elixir: `
      me = self()
      {_, ref} = spawn_monitor(fn ->
        send(me, :erlang.alias([:priority]))
        Process.sleep(:infinity)
      end)
      a = receive do a when is_reference(a) -> a end
      :erlang.exit(a, :boom, [:priority])
      down(ref)
    `,
    documented: ':boom',
    *run() {
      const me = self();
      const [, ref] = spawnMonitor(function* () {
        send(me, Process.alias(urgent));
        yield* Process.sleep(Infinity);
      });
      const a = yield* receive(P.reference);
      Process.exit(a, 'boom', urgent);
      return yield* down(ref);
    },
  },
  {
    name: 'priority.of_a_link_and_of_a_monitor',
    rules: [92, 97],
    elixir: `
      Process.flag(:trap_exit, true)
      p = idle() |> label("p")
      q = idle() |> label("q")
      :erlang.link(p, [:priority])
      :erlang.monitor(:process, q, [:priority])
      send(self(), 1)
      Process.exit(p, :boom)
      receive do {:EXIT, ^p, _} -> :ok end
      last = Process.monitor(q)
      Process.exit(q, :bang)
      down(last)
      Enum.map(flush(), fn {:DOWN, _, _, _, reason} -> reason; other -> other end)
    `,
    documented: [':bang', 1],
    *run() {
      Process.flag('trapExit', true);
      const p = label(idle(), 'p');
      const q = label(idle(), 'q');
      Process.link(p, urgent);
      Process.monitor(q, urgent);
      send(self(), 1);
      Process.exit(p, 'boom');
      yield* receive(['EXIT', p, P.any]);
      const last = Process.monitor(q);
      Process.exit(q, 'bang');
      yield* down(last);
      return (yield* flush()).map((message) => (Array.isArray(message) ? message[4] : message));
    },
  },
  {
    name: 'priority.info_says_whether_any_is_active',
    rules: [98],
    elixir: `
      info = fn -> elem(Process.info(self(), :priority_messages), 1) end
      p = idle()
      before = info.()
      a = :erlang.alias([:priority])
      with_alias = info.()
      :erlang.unalias(a)
      ref = :erlang.monitor(:process, p, [:priority])
      with_monitor = info.()
      Process.demonitor(ref)
      :erlang.link(p, [:priority])
      with_link = info.()
      Process.unlink(p)
      {before, with_alias, with_monitor, with_link, info.()}
    `,
    documented: { tuple: [false, true, true, true, false] },
    run() {
      const info = (): boolean | undefined => Process.info(self(), 'priorityMessages');
      const p = idle();
      const before = info();
      const a = Process.alias(urgent);
      const withAlias = info();
      Process.unalias(a);
      const ref = Process.monitor(p, urgent);
      const withMonitor = info();
      Process.demonitor(ref);
      Process.link(p, urgent);
      const withLink = info();
      Process.unlink(p);
      return [before, withAlias, withMonitor, withLink, info()];
    },
  },
];
