import { exit, P, Process, receive, self, send, spawn } from '../../../lib/index.js';
import { down, flush, idle, jitter, label, puppet, type Scenario, tell, tellAsync } from '../dsl.js';

/** The order of signals, across kinds and senders. */
export const signals: readonly Scenario[] = [
  {
    name: 'signal.nothing_after_a_fatal_exit_is_acted_on',
    rules: [6],
    elixir: `
      me = self()
      echo = fn echo -> receive do m -> send(me, {:acted, m}); echo.(echo) end end
      p = spawn(fn -> echo.(echo) end)
      send(p, 1)
      jitter()
      Process.exit(p, :boom)
      send(p, 2)
      flush()
    `,
    outcomes: [[], [{ tuple: [':acted', 1] }]],
    *run() {
      const me = self();
      const p = spawn(function* () {
        for (;;) send(me, ['acted', yield* receive(P.any)]);
      });
      send(p, 1);
      yield* jitter();
      Process.exit(p, 'boom');
      send(p, 2);
      return yield* flush();
    },
  },
  {
    name: 'signal.message_link_and_end_keep_their_order',
    rules: [1, 50],
    elixir: `
      p = puppet(trap: true)
      q = puppet() |> label("q")
      tell_async(q, fn -> send(p, :first); Process.link(p); send(p, :second); exit(:boom) end)
      Process.sleep(20)
      tell(p, fn -> flush() end)
    `,
    *run() {
      const p = yield* puppet({ trap: true });
      const q = label(yield* puppet(), 'q');
      tellAsync(q, () => {
        send(p, 'first');
        Process.link(p);
        send(p, 'second');
        exit('boom');
      });
      yield* Process.sleep(20);
      return yield* tell(p, () => flush());
    },
  },
  {
    name: 'signal.unlink_overtakes_neither_message_nor_exit',
    rules: [1, 53],
    elixir: `
      p = puppet(trap: true)
      q = puppet() |> label("q")
      tell(q, fn -> Process.link(p); send(p, :m); Process.unlink(p); Process.exit(p, :sent) end)
      tell_async(q, fn -> exit(:own) end)
      Process.sleep(20)
      tell(p, fn -> flush() end)
    `,
    *run() {
      const p = yield* puppet({ trap: true });
      const q = label(yield* puppet(), 'q');
      yield* tell(q, () => {
        Process.link(p);
        send(p, 'm');
        Process.unlink(p);
        Process.exit(p, 'sent');
      });
      tellAsync(q, () => exit('own'));
      yield* Process.sleep(20);
      return yield* tell(p, () => flush());
    },
  },
  {
    name: 'signal.exit_then_monitor_finds_nobody',
    rules: [1, 63],
    elixir: `
      p = idle()
      Process.exit(p, :boom)
      down(Process.monitor(p))
    `,
    *run() {
      const p = idle();
      Process.exit(p, 'boom');
      return yield* down(Process.monitor(p));
    },
  },
  {
    name: 'signal.exit_then_link_finds_nobody',
    rules: [1, 52],
    elixir: `
      Process.flag(:trap_exit, true)
      p = idle() |> label("p")
      Process.exit(p, :boom)
      Process.link(p)
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      const p = label(idle(), 'p');
      Process.exit(p, 'boom');
      Process.link(p);
      return yield* flush();
    },
  },
  {
    name: 'signal.own_messages_stand_behind_those_of_others',
    rules: [9, 14],
    elixir: `
      me = self()
      tell(puppet(), fn -> send(me, :theirs) end)
      send(self(), :mine)
      flush()
    `,
    *run() {
      const me = self();
      yield* tell(yield* puppet(), () => send(me, 'theirs'));
      send(self(), 'mine');
      return yield* flush();
    },
  },
  {
    name: 'signal.two_senders_mix_in_any_way',
    rules: [1, 2],
    elixir: `
      me = self()
      for who <- [:a, :b], do: spawn(fn -> for n <- 1..2, do: (jitter(); send(me, {who, n})) end)
      flush()
    `,
    outcomes: mixes(),
    *run() {
      const me = self();
      for (const who of ['a', 'b']) {
        spawn(function* () {
          for (const n of [1, 2]) {
            yield* jitter();
            send(me, [who, n]);
          }
        });
      }
      return yield* flush();
    },
  },
  {
    name: 'signal.no_order_by_way_of_a_third_process',
    rules: [3],
    elixir: `
      me = self()
      relay = spawn(fn -> receive do m -> send(me, m) end end)
      spawn(fn -> send(relay, :by_relay); jitter(); send(me, :direct) end)
      flush()
    `,
    outcomes: [
      [':by_relay', ':direct'],
      [':direct', ':by_relay'],
    ],
    *run() {
      const me = self();
      const relay = spawn(function* () {
        send(me, yield* receive(P.any));
      });
      spawn(function* () {
        send(relay, 'by_relay');
        yield* jitter();
        send(me, 'direct');
      });
      return yield* flush();
    },
  },
  {
    name: 'signal.the_killed_is_dead_for_its_killer',
    rules: [13],
    elixir: `
      for _ <- 1..20 do
        p = idle()
        Process.exit(p, :kill)
        Process.alive?(p)
      end
    `,
    run: () =>
      Array.from({ length: 20 }, () => {
        const p = idle();
        Process.exit(p, 'kill');
        return Process.isAlive(p);
      }),
  },
  {
    name: 'signal.first_of_two_exits_decides',
    rules: [33],
    elixir: `
      p = idle()
      ref = Process.monitor(p)
      Process.exit(p, :first)
      Process.exit(p, :second)
      down(ref)
    `,
    *run() {
      const p = idle();
      const ref = Process.monitor(p);
      Process.exit(p, 'first');
      Process.exit(p, 'second');
      return yield* down(ref);
    },
  },
  {
    name: 'signal.own_exit_against_the_exit_of_another',
    rules: [34],
    elixir: `
      {p, ref} = spawn_monitor(fn -> receive do :go -> exit(:own) end end)
      send(p, :go)
      jitter()
      Process.exit(p, :others)
      down(ref)
    `,
    outcomes: [':own', ':others'],
    *run() {
      const p = spawn(function* () {
        yield* receive('go');
        exit('own');
      });
      const ref = Process.monitor(p);
      send(p, 'go');
      yield* jitter();
      Process.exit(p, 'others');
      return yield* down(ref);
    },
  },
  {
    name: 'signal.trap_flag_counts_when_the_signal_arrives',
    rules: [43, 44],
    elixir: `
      p = puppet()
      ref = Process.monitor(p)
      was = tell(p, fn -> Process.flag(:trap_exit, true) end)
      Process.exit(p, :trapped)
      then = tell(p, fn -> Process.flag(:trap_exit, false) end)
      Process.exit(p, :fatal)
      {was, then, down(ref)}
    `,
    *run() {
      const p = yield* puppet();
      const ref = Process.monitor(p);
      const was = yield* tell(p, () => Process.flag('trapExit', true));
      Process.exit(p, 'trapped');
      const then = yield* tell(p, () => Process.flag('trapExit', false));
      Process.exit(p, 'fatal');
      return [was, then, yield* down(ref)];
    },
  },
  {
    name: 'signal.name_is_free_when_the_exit_is_heard_of',
    rules: [11, 80],
    elixir: `
      Process.flag(:trap_exit, true)
      for _ <- 1..10 do
        p = spawn_link(fn -> Process.register(self(), :conf_heard); receive do :go -> :ok end end)
        wait_until(fn -> Process.whereis(:conf_heard) == p end)
        send(p, :go)
        receive do {:EXIT, ^p, _} -> {Process.whereis(:conf_heard), Process.alive?(p)} end
      end
    `,
    *run() {
      Process.flag('trapExit', true);
      const heard: unknown[] = [];
      for (let n = 0; n < 10; n++) {
        const p = Process.spawn(
          function* () {
            Process.register(self(), 'conf_heard');
            yield* receive('go');
          },
          { link: true },
        );
        while (Process.whereis('conf_heard') !== p) yield;
        send(p, 'go');
        yield* receive(['EXIT', p, P.any]);
        heard.push([Process.whereis('conf_heard'), Process.isAlive(p)]);
      }
      return heard;
    },
  },
];

/** All ways to mix `a1 a2` and `b1 b2`, as recorded outcomes. */
function mixes() {
  const told = (who: string, n: number) => ({ tuple: [`:${who}`, n] });
  return ['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa'].map((order) => [...order].map((who, at) => told(who, order.slice(0, at).includes(who) ? 2 : 1)));
}
