import { call, cast, type From, noReply, P, type Pid, Process, receive, reply, self, send, spawn, stopWith } from '../../../lib/index.js';
import { dead, down, flush, label, puppet, rescueIt, type Scenario, type Step, tell, tellAsync } from '../dsl.js';
import { type HandleCall } from './gs-server.js';
import { callDo, kindOf, startedBy, startScripted } from './gs-steps.js';

/** A call that waits for so long, and what it comes to. */
function* within(ms: number, server: Pid | string, f: HandleCall): Step {
  return yield* rescueIt(function* () {
    return yield* call(server, ['do', f], ms);
  });
}

/** Answers after a while. */
const slowly = (ms: number): HandleCall =>
  function* () {
    yield* Process.sleep(ms);
    return 'late';
  };

/** Servers: answers that come late, from others, or never. */
export const lateReplies: readonly Scenario[] = [
  {
    name: 'gs.call_that_times_out',
    rules: [118],
    elixir: `
      {:ok, p} = S.start(id: :a)
      label(p, "p")
      rescue_it(fn -> GenServer.call(p, {:do, fn _, s -> Process.sleep(80); {:reply, :late, s} end}, 20) end)
    `,
    *run() {
      const p = label(yield* startScripted({ id: 'a' }), 'p');
      return yield* within(20, p, slowly(80));
    },
  },
  {
    name: 'gs.late_reply_never_comes_to_the_mailbox',
    rules: [121],
    elixir: `
      {:ok, p} = S.start(id: :a)
      result = rescue_it(fn -> GenServer.call(p, {:do, fn _, s -> Process.sleep(60); {:reply, :late, s} end}, 20) end)
      {elem(result, 0), flush(100), Process.alive?(p)}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const kind = yield* kindOf(() => call(p, ['do', slowly(60)], 20));
      return [kind, yield* flush(100), Process.isAlive(p)];
    },
  },
  {
    name: 'gs.late_reply_is_not_that_of_the_next_call',
    rules: [121],
    elixir: `
      {:ok, p} = S.start(id: :a)
      first = rescue_it(fn -> GenServer.call(p, {:do, fn _, s -> Process.sleep(60); {:reply, :late, s} end}, 20) end)
      {elem(first, 0), GenServer.call(p, {:do, fn _, s -> {:reply, :own, s} end}), flush()}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const kind = yield* kindOf(() => call(p, ['do', slowly(60)], 20));
      return [kind, yield* callDo(p, () => 'own'), yield* flush()];
    },
  },
  {
    name: 'gs.reply_against_the_timeout',
    rules: [118, 121],
    elixir: `
      {:ok, p} = S.start(id: :a)
      result = rescue_it(fn -> GenServer.call(p, {:do, fn _, s -> Process.sleep(Enum.random(1..8)); {:reply, :just, s} end}, 5) end)
      {(case result do {:returned, value} -> value; {:exited, {why, _}} -> why end), flush()}
    `,
    outcomes: [{ tuple: [':just', []] }, { tuple: [':timeout', []] }],
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const outcome = yield* within(5, p, function* () {
        yield* Process.sleep(1 + Math.floor(Math.random() * 8));
        return 'just';
      });
      const [kind, value] = Array.isArray(outcome) ? outcome : [];
      return [kind === 'returned' || !Array.isArray(value) ? value : value[0], yield* flush()];
    },
  },
  {
    name: 'gs.reply_from_another_process',
    rules: [122],
    elixir: `
      {:ok, p} = S.start(id: :a)
      GenServer.call(p, {:do, fn from, s -> spawn(fn -> GenServer.reply(from, :by_another) end); {:noreply, s} end})
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      return yield* callDo(p, (from) => {
        spawn(() => reply(from, 'by_another'));
        return noReply;
      });
    },
  },
  {
    name: 'gs.replies_in_another_order_than_the_calls',
    rules: [122],
    elixir: `
      {:ok, p} = S.start(id: :a)
      me = self()
      for n <- 1..3, do: spawn(fn -> send(me, {n, GenServer.call(p, {:do, fn from, s -> send(me, {:from, n, from}); {:noreply, s} end})}) end)
      froms = for n <- [3, 1, 2], do: (receive do {:from, ^n, from} -> {n, from} end)
      for {n, from} <- froms, do: (GenServer.reply(from, n * n); receive do {^n, square} -> {n, square} end)
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const me = self();
      for (const n of [1, 2, 3]) {
        spawn(function* () {
          const square = yield* callDo(p, (from) => {
            froms.set(n, from);
            send(me, ['from', n]);
            return noReply;
          });
          send(me, [n, square]);
        });
      }
      const froms = new Map<number, From>();
      for (let n = 0; n < 3; n++) yield* receive(['from', P.number]);
      const squares: unknown[] = [];
      for (const n of [3, 1, 2]) {
        const from = froms.get(n);
        if (from !== undefined) reply(from, n * n);
        squares.push(yield* receive([n, P.number]));
      }
      return squares;
    },
  },
  {
    name: 'gs.callee_killed_during_the_call',
    rules: [119],
    elixir: `
      {:ok, p} = S.start(id: :a)
      label(p, "p")
      {rescue_it(fn -> GenServer.call(p, {:do, fn _, _ -> Process.exit(self(), :kill) end}) end), flush()}
    `,
    *run() {
      const p = label(yield* startScripted({ id: 'a' }), 'p');
      return [yield* within(5_000, p, () => Process.exit(self(), 'kill')), yield* flush()];
    },
  },
  {
    name: 'gs.call_to_nobody',
    rules: [119],
    elixir: `
      d = dead() |> label("d")
      {rescue_it(fn -> GenServer.call(d, :x) end), rescue_it(fn -> GenServer.call(:conf_nobody, :x, 100) end)}
    `,
    *run() {
      const d = label(yield* dead(), 'd');
      const byPid = yield* rescueIt(function* () {
        return yield* call(d, 'x');
      });
      const byName = yield* rescueIt(function* () {
        return yield* call('conf_nobody', 'x', 100);
      });
      return [byPid, byName];
    },
  },
  {
    name: 'gs.call_to_oneself',
    rules: [120],
    elixir: `rescue_it(fn -> GenServer.call(self(), :x, 50) end)`,
    *run() {
      return yield* rescueIt(function* () {
        return yield* call(self(), 'x', 50);
      });
    },
  },
  {
    name: 'gs.server_goes_on_when_its_caller_dies',
    rules: [122],
    elixir: `
      {:ok, p} = S.start(id: :a)
      q = puppet()
      tell_async(q, fn -> GenServer.call(p, {:do, fn _, s -> Process.sleep(40); {:reply, :to_nobody, s} end}) end)
      Process.sleep(10)
      Process.exit(q, :kill)
      GenServer.call(p, {:do, fn _, s -> {:reply, :still_here, s} end})
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const q = yield* puppet();
      tellAsync(q, () => callDo(p, slowly(40)));
      yield* Process.sleep(10);
      Process.exit(q, 'kill');
      return yield* callDo(p, () => 'still_here');
    },
  },
  {
    name: 'gs.casts_calls_and_messages_keep_their_order',
    rules: [1],
    elixir: `
      me = self()
      {:ok, p} = S.start(id: :a)
      GenServer.cast(p, {:do, fn s -> send(me, :cast); {:noreply, s} end})
      send(p, {:do, fn s -> send(me, :info); {:noreply, s} end})
      GenServer.call(p, {:do, fn _, s -> send(me, :call); {:reply, :ok, s} end})
      flush()
    `,
    *run() {
      const me = self();
      const p = yield* startScripted({ id: 'a' });
      cast(p, ['do', () => void send(me, 'cast')]);
      send(p, ['do', () => void send(me, 'info')]);
      yield* callDo(p, () => {
        send(me, 'call');
        return 'ok';
      });
      return yield* flush();
    },
  },
  {
    name: 'gs.trapping_server_ends_with_its_parent',
    rules: [125, 126],
    elixir: `
      me = self()
      q = puppet()
      p = tell(q, fn -> {:ok, p} = S.start_link(id: :a, log: me, trap: true); p end)
      ref = Process.monitor(p)
      tell_async(q, fn -> exit(:boom) end)
      {down(ref), flush()}
    `,
    *run() {
      const q = yield* puppet();
      const p = yield* startedBy(q, { id: 'a', log: self(), trap: true });
      const ref = Process.monitor(p);
      Process.exit(q, 'boom');
      return [yield* down(ref), yield* flush()];
    },
  },
  {
    name: 'gs.trapping_server_is_told_of_the_exit_of_others',
    rules: [38, 127],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self(), trap: true)
      q = puppet() |> label("q")
      tell(q, fn -> Process.link(p) end)
      Process.exit(q, :boom)
      {flush(), Process.alive?(p)}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self(), trap: true });
      const q = label(yield* puppet(), 'q');
      yield* tell(q, () => Process.link(p));
      Process.exit(q, 'boom');
      return [yield* flush(), Process.isAlive(p)];
    },
  },
  {
    name: 'gs.failed_start_leaves_the_name_free',
    rules: [116],
    elixir: `
      {S.start([id: :a, init: fn _ -> {:stop, :nope} end], name: :conf_failed), Process.whereis(:conf_failed)}
    `,
    *run() {
      const outcome = yield* rescueIt(() => startScripted({ id: 'a', init: () => stopWith('nope') }, { name: 'conf_failed' }));
      return [Array.isArray(outcome) ? ['error', outcome[1]] : outcome, Process.whereis('conf_failed')];
    },
  },
];
