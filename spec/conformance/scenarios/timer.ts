import { match } from 'ts-pattern';
import { isReference, makeRef, P, Process, self, spawnMonitor } from '../../../lib/index.js';
import { dead, down, flush, rescueIt, type Scenario } from '../dsl.js';

/** Timers. */
export const timers: readonly Scenario[] = [
  {
    name: 'timer.send_after_delivers',
    rules: [102],
    elixir: `
      r = Process.send_after(self(), :tick, 10)
      {is_reference(r), flush(50)}
    `,
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 10);
      return [isReference(timer), yield* flush(50)];
    },
  },
  {
    name: 'timer.cancel_before_returns_the_time_left',
    rules: [100, 101],
    elixir: `
      r = Process.send_after(self(), :tick, 1000)
      x = Process.cancel_timer(r)
      {is_integer(x) and x > 900 and x <= 1000, flush(20)}
    `,
    *run() {
      const startedMs = performance.now();
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      const left = Process.cancelTimer(timer);
      const spentMs = performance.now() - startedMs;
      return [Number.isInteger(left) && left !== false && left > 900 - spentMs && left <= 1_000, yield* flush(20)];
    },
  },
  {
    name: 'timer.cancel_twice',
    rules: [100],
    elixir: `
      r = Process.send_after(self(), :tick, 1000)
      x = Process.cancel_timer(r)
      {is_integer(x), Process.cancel_timer(r)}
    `,
    run() {
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      return [Number.isInteger(Process.cancelTimer(timer)), Process.cancelTimer(timer)];
    },
  },
  {
    name: 'timer.cancel_unknown_ref',
    rules: [100],
    elixir: `Process.cancel_timer(make_ref())`,
    run: () => Process.cancelTimer(makeRef()),
  },
  {
    name: 'timer.cancel_async_info',
    elixir: `
      r = Process.send_after(self(), :t, 1000)
      x = Process.cancel_timer(r, async: true, info: true)
      [{k, ref, n}] = flush()
      {x, k, ref == r, is_integer(n)}
    `,
    *run() {
      const timer = Process.sendAfter(self(), 't', 1_000);
      const result = Process.cancelTimer(timer, { async: true, info: true });
      return match(yield* flush())
        .with([[P.any, P.any, P.any]], ([[kind, ref, left]]) => [result, kind, ref === timer, Number.isInteger(left)])
        .otherwise((messages) => messages);
    },
  },
  {
    name: 'timer.cancel_no_info',
    elixir: `
      r = Process.send_after(self(), :t, 1000)
      Process.cancel_timer(r, info: false)
    `,
    run() {
      const timer = Process.sendAfter(self(), 't', 1_000);
      return Process.cancelTimer(timer, { info: false });
    },
  },
  {
    name: 'timer.read',
    rules: [106],
    elixir: `
      r = Process.send_after(self(), :tick, 1000)
      x = Process.read_timer(r)
      Process.cancel_timer(r)
      {is_integer(x) and x > 900, Process.read_timer(r)}
    `,
    run() {
      const startedMs = performance.now();
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      const left = Process.readTimer(timer);
      const spentMs = performance.now() - startedMs;
      Process.cancelTimer(timer);
      return [Number.isInteger(left) && left !== false && left > 900 - spentMs, Process.readTimer(timer)];
    },
  },
  {
    name: 'timer.negative_time',
    rules: [99],
    elixir: `rescue_it(fn -> Process.send_after(self(), :tick, Enum.random([-1])) end)`,
    run: () => rescueIt(() => Process.sendAfter(self(), 'tick', -1)),
  },
  {
    name: 'timer.order_by_time',
    elixir: `
      Process.send_after(self(), :b, 40)
      Process.send_after(self(), :a, 10)
      flush(100)
    `,
    *run() {
      Process.sendAfter(self(), 'b', 40);
      Process.sendAfter(self(), 'a', 10);
      return yield* flush(100);
    },
  },
  {
    name: 'timer.to_dead_pid',
    rules: [103],
    elixir: `
      r = Process.send_after(dead(), :tick, 100)
      {is_reference(r), Process.read_timer(r)}
    `,
    *run() {
      const timer = Process.sendAfter(yield* dead(), 'tick', 100);
      return [isReference(timer), Process.readTimer(timer)];
    },
  },
  {
    name: 'timer.to_unregistered_name_is_silent',
    rules: [104],
    elixir: `
      r = Process.send_after(:oracle_nobody, :tick, 10)
      Process.sleep(30)
      {is_reference(r), :alive}
    `,
    *run() {
      const timer = Process.sendAfter('oracle_nobody', 'tick', 10);
      yield* Process.sleep(30);
      return [isReference(timer), 'alive'];
    },
  },
  {
    name: 'timer.survives_its_creators_death',
    rules: [105],
    elixir: `
      me = self()
      spawn(fn -> Process.send_after(me, :tick, 30) end)
      flush(80)
    `,
    *run() {
      const me = self();
      const [, ref] = spawnMonitor(() => Process.sendAfter(me, 'tick', 30));
      // The creator is surely dead, and its timer surely started, before the wait begins.
      yield* down(ref);
      return yield* flush(80);
    },
  },
  {
    name: 'timer.start_timer_form',
    rules: [102],
    elixir: `
      :erlang.start_timer(5, self(), :msg)
      flush(30)
    `,
    *run() {
      Process.startTimer(self(), 'msg', 5);
      return yield* flush(30);
    },
  },
];
