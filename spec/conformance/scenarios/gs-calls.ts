import { call, cast, exit, noReply, type Pid, Process, reply, replyWith, self, send, start, stopWith } from '../../../lib/index.js';
import { dead, down, flush, label, rescueIt, type Scenario } from '../dsl.js';
import { Bare } from './gs-server.js';
import { callDo, kindOf, startScripted } from './gs-steps.js';

/** Servers: calls and casts. */
export const serverCalls: readonly Scenario[] = [
  {
    name: 'gs.call_reply',
    elixir: `
      {:ok, p} = S.start(id: :a)
      GenServer.call(p, {:do, fn _, s -> {:reply, :hello, s} end})
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      return yield* callDo(p, () => 'hello');
    },
  },
  {
    name: 'gs.call_server_raises',
    rules: [119, 125],
    elixir: `
      {:ok, p} = S.start(id: :a)
      label(p, "p")
      m = Process.monitor(p)
      r = rescue_it(fn -> GenServer.call(p, {:do, fn _, _ -> raise "boom" end}) end)
      {r, down(m)}
    `,
    *run() {
      const p = label(yield* startScripted({ id: 'a' }), 'p');
      const ref = Process.monitor(p);
      const outcome = yield* rescueIt(() =>
        callDo(p, () => {
          throw new Error('boom');
        }),
      );
      return [outcome, yield* down(ref)];
    },
  },
  {
    name: 'gs.call_stop_without_reply',
    rules: [119],
    elixir: `
      {:ok, p} = S.start(id: :a)
      label(p, "p")
      rescue_it(fn -> GenServer.call(p, {:do, fn _, s -> {:stop, :normal, s} end}) end)
    `,
    *run() {
      const p = label(yield* startScripted({ id: 'a' }), 'p');
      return yield* rescueIt(() => callDo(p, () => stopWith('normal')));
    },
  },
  {
    name: 'gs.call_stop_with_reply',
    elixir: `
      {:ok, p} = S.start(id: :a)
      m = Process.monitor(p)
      r = GenServer.call(p, {:do, fn _, s -> {:stop, :normal, :bye, s} end})
      {r, down(m)}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const ref = Process.monitor(p);
      return [yield* callDo(p, () => replyWith('bye', stopWith('normal'))), yield* down(ref)];
    },
  },
  {
    name: 'gs.reply_returns_ok',
    rules: [122],
    elixir: `
      {:ok, p} = S.start(id: :a)
      me = self()

      r =
        GenServer.call(
          p,
          {:do,
           fn from, s ->
             send(me, {:reply_said, GenServer.reply(from, :x)})
             {:noreply, s}
           end}
        )

      {r, flush()}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const me = self();
      const answer = yield* callDo(p, (from) => {
        send(me, ['reply_said', reply(from, 'x') ?? 'ok']);
        return noReply;
      });
      return [answer, yield* flush()];
    },
  },
  {
    name: 'gs.second_reply_after_the_call_returned_is_dropped',
    rules: [121],
    elixir: `
      {:ok, p} = S.start(id: :a)

      r =
        GenServer.call(
          p,
          {:do,
           fn from, s ->
             GenServer.reply(from, 1)
             Process.sleep(30)
             GenServer.reply(from, 2)
             {:noreply, s}
           end}
        )

      {r, flush(80)}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const answer = yield* callDo(p, function* (from) {
        reply(from, 1);
        yield* Process.sleep(30);
        reply(from, 2);
        return noReply;
      });
      return [answer, yield* flush(80)];
    },
  },
  {
    name: 'gs.cast_returns_ok_even_if_dead',
    elixir: `{GenServer.cast(dead(), :x), GenServer.cast(:oracle_nobody, :x)}`,
    *run() {
      return [cast(yield* dead(), 'x') ?? 'ok', cast('oracle_nobody', 'x') ?? 'ok'];
    },
  },
  {
    name: 'gs.unhandled_call_default',
    elixir: `
      {:ok, p} = GenServer.start(Bare, 0)
      m = Process.monitor(p)
      r = rescue_it(fn -> GenServer.call(p, :x) end)
      {elem(r, 0), down(m)}
    `,
    *run() {
      const p: Pid = yield* start(Bare);
      const ref = Process.monitor(p);
      const kind = yield* kindOf(function* () {
        return yield* call(p, 'x');
      });
      return [kind, yield* down(ref)];
    },
  },
  {
    name: 'gs.unhandled_cast_default',
    elixir: `
      {:ok, p} = GenServer.start(Bare, 0)
      m = Process.monitor(p)
      GenServer.cast(p, :x)
      down(m)
    `,
    *run() {
      const p: Pid = yield* start(Bare);
      const ref = Process.monitor(p);
      cast(p, 'x');
      return yield* down(ref);
    },
  },
  {
    name: 'gs.unhandled_info_default_survives',
    rules: [127],
    elixir: `
      {:ok, p} = GenServer.start(Bare, 0)
      send(p, :x)
      Process.sleep(20)
      Process.alive?(p)
    `,
    *run() {
      const p: Pid = yield* start(Bare);
      send(p, 'x');
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
  {
    name: 'gs.function_clause_in_callback',
    elixir: `
      {:ok, p} = S.start(id: :a)
      m = Process.monitor(p)
      rescue_it(fn -> GenServer.call(p, :no_clause) end)
      down(m)
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const ref = Process.monitor(p);
      yield* rescueIt(function* () {
        return yield* call(p, 'no_clause');
      });
      return yield* down(ref);
    },
  },
  {
    name: 'gs.alive_after_crash',
    elixir: `
      {:ok, p} = S.start(id: :a)
      send(p, {:do, fn _ -> exit(:boom) end})
      send(p, :lost)
      Process.sleep(20)
      Process.alive?(p)
    `,
    *run() {
      const p = yield* startScripted({ id: 'a' });
      send(p, ['do', () => exit('boom')]);
      send(p, 'lost');
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
];
