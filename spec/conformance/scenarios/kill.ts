import { after, exit, on, P, type Pid, Process, ProcessExit, receive, self, send, spawn, spawnLink } from '../../../lib/index.js';
import { type Command, down, flush, idle, label, puppet, reasonOf, type Scenario, type Step, tell } from '../dsl.js';

/** A chain of so many linked processes behind the running one; the last runs a body. */
function* chain(links: number, last: Command): Step {
  if (links === 0) last();
  else spawnLink(() => chain(links - 1, last));
  return yield* Process.sleep(Infinity);
}

/** Kills, and what others hear of them. */
export const kills: readonly Scenario[] = [
  {
    name: 'kill.own_exit_goes_along_a_chain_as_kill',
    rules: [40, 42],
    elixir: `
      chain = fn
        _, 0 -> exit(:kill)
        chain, n -> spawn_link(fn -> chain.(chain, n - 1) end); Process.sleep(:infinity)
      end
      for n <- [1, 2, 9, 10], do: reason_of(fn -> chain.(chain, n) end)
    `,
    *run() {
      const reasons: unknown[] = [];
      for (const n of [1, 2, 9, 10]) reasons.push(yield* reasonOf(() => chain(n, () => exit('kill'))));
      return reasons;
    },
  },
  {
    name: 'kill.signal_goes_along_a_chain_as_killed',
    rules: [39, 41],
    elixir: `
      chain = fn
        _, 0 -> Process.exit(self(), :kill)
        chain, n -> spawn_link(fn -> chain.(chain, n - 1) end); Process.sleep(:infinity)
      end
      for n <- [1, 2, 9, 10], do: reason_of(fn -> chain.(chain, n) end)
    `,
    *run() {
      const reasons: unknown[] = [];
      for (const n of [1, 2, 9, 10]) reasons.push(yield* reasonOf(() => chain(n, () => Process.exit(self(), 'kill'))));
      return reasons;
    },
  },
  {
    name: 'kill.trapping_partner_hears_killed',
    rules: [41],
    elixir: `
      Process.flag(:trap_exit, true)
      q = idle() |> label("q")
      Process.link(q)
      Process.exit(q, :kill)
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      const q = label(idle(), 'q');
      Process.link(q);
      Process.exit(q, 'kill');
      return yield* flush();
    },
  },
  {
    name: 'kill.trapping_partner_hears_kill_of_an_own_exit',
    rules: [40, 42],
    elixir: `
      Process.flag(:trap_exit, true)
      spawn_link(fn -> exit(:kill) end) |> label("q")
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      label(spawnLink(() => exit('kill')), 'q');
      return yield* flush();
    },
  },
  {
    name: 'kill.ring_of_links_ends_as_a_whole',
    rules: [36, 41],
    elixir: `
      ring = for _ <- 1..5, do: puppet()
      for {p, q} <- Enum.zip(ring, tl(ring) ++ [hd(ring)]), do: tell(p, fn -> Process.link(q) end)
      refs = Enum.map(ring, &Process.monitor/1)
      Process.exit(Enum.at(ring, 2), :kill)
      Enum.map(refs, &down/1)
    `,
    *run() {
      const ring: Pid[] = [];
      for (let n = 0; n < 5; n++) ring.push(yield* puppet());
      for (const [at, p] of ring.entries()) yield* tell(p, () => Process.link(ring[(at + 1) % 5] ?? p));
      const refs = ring.map((p) => Process.monitor(p));
      Process.exit(ring[2] ?? self(), 'kill');
      const reasons: unknown[] = [];
      for (const ref of refs) reasons.push(yield* down(ref));
      return reasons;
    },
  },
  {
    name: 'kill.trapping_member_keeps_half_of_the_ring',
    rules: [38, 41],
    elixir: `
      [a, b, c] = [puppet(), puppet(trap: true), puppet()]
      label(a, "a")
      tell(b, fn -> Process.link(a); Process.link(c) end)
      Process.exit(a, :kill)
      heard = tell(b, fn -> flush() end)
      {heard, Process.alive?(b), Process.alive?(c)}
    `,
    *run() {
      const a = label(yield* puppet(), 'a');
      const b = yield* puppet({ trap: true });
      const c = yield* puppet();
      yield* tell(b, () => {
        Process.link(a);
        Process.link(c);
      });
      Process.exit(a, 'kill');
      const heard = yield* tell(b, () => flush());
      return [heard, Process.isAlive(b), Process.isAlive(c)];
    },
  },
  {
    name: 'kill.two_victims_are_heard_of_in_any_order',
    rules: [2, 41],
    elixir: `
      Process.flag(:trap_exit, true)
      [a, b] = for name <- ["a", "b"], do: (q = idle() |> label(name); Process.link(q); q)
      Process.sleep(5)
      for q <- Enum.shuffle([a, b]), do: Process.exit(q, :kill)
      for {:EXIT, q, :killed} <- flush(), do: q
    `,
    outcomes: [
      ['#pid<a>', '#pid<b>'],
      ['#pid<b>', '#pid<a>'],
    ],
    *run() {
      Process.flag('trapExit', true);
      const victims = ['a', 'b'].map((name) => label(idle(), name));
      for (const victim of victims) Process.link(victim);
      yield* Process.sleep(5);
      for (const victim of Math.random() < 0.5 ? victims : victims.reverse()) Process.exit(victim, 'kill');
      return (yield* flush()).map((message) => (Array.isArray(message) && message[2] === 'killed' ? message[1] : message));
    },
  },
  {
    name: 'kill.runs_no_after_block',
    rules: [8, 26],
    elixir: `
      me = self()
      p = spawn(fn -> try do send(me, :in); Process.sleep(:infinity) after send(me, :after_ran) end end)
      receive do :in -> Process.exit(p, :kill) end
      flush()
    `,
    *run() {
      const me = self();
      const p = spawn(function* () {
        try {
          send(me, 'in');
          yield* Process.sleep(Infinity);
        } finally {
          send(me, 'after_ran');
        }
      });
      yield* receive('in');
      Process.exit(p, 'kill');
      return yield* flush();
    },
  },
  {
    name: 'kill.a_waiting_receive_runs_no_branch',
    rules: [26],
    elixir: `
      me = self()
      p = spawn(fn -> receive do m -> send(me, {:got, m}) after 40 -> send(me, :timed_out) end end)
      Process.sleep(10)
      Process.exit(p, :kill)
      send(p, :m)
      flush(80)
    `,
    *run() {
      const me = self();
      const p = spawn(function* () {
        yield* receive(
          on(P.any, (message) => void send(me, ['got', message])),
          after(40, () => void send(me, 'timed_out')),
        );
      });
      yield* Process.sleep(10);
      Process.exit(p, 'kill');
      send(p, 'm');
      return yield* flush(80);
    },
  },
  {
    name: 'kill.own_exit_with_kill_can_be_caught',
    rules: [28],
    elixir: `
      reason_of(fn -> try do exit(:kill) catch :exit, reason -> exit({:caught, reason}) end end)
    `,
    *run() {
      return yield* reasonOf(() => {
        try {
          exit('kill');
        } catch (thrown) {
          if (thrown instanceof ProcessExit) exit(['caught', thrown.reason]);
        }
      });
    },
  },
  {
    name: 'kill.after_a_kill_no_other_exit_counts',
    rules: [33, 39],
    elixir: `
      p = puppet(trap: true)
      ref = Process.monitor(p)
      Process.exit(p, :kill)
      Process.exit(p, :boom)
      down(ref)
    `,
    *run() {
      const p = yield* puppet({ trap: true });
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      Process.exit(p, 'boom');
      return yield* down(ref);
    },
  },
  {
    name: 'kill.exit_normal_to_oneself_ends',
    rules: [30, 31],
    elixir: `
      reason_of(fn -> try do Process.exit(self(), :normal) catch _, _ -> :caught end; exit(:survived) end)
    `,
    *run() {
      return yield* reasonOf(() => {
        try {
          Process.exit(self(), 'normal');
        } catch {
          // What is sent to oneself cannot be caught: nothing after this counts.
        }
        exit('survived');
      });
    },
  },
];
