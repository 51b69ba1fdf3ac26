import { after, on, P, Process, receive, self } from '../../../lib/index.js';
import { down, flush, idle, puppet, type Scenario, tell } from '../dsl.js';

/** Timers against those who cancel. */
export const timerRaces: readonly Scenario[] = [
  {
    name: 'timer.cancelled_is_never_heard_of',
    rules: [100, 101],
    elixir: `
      timers = for n <- 1..10, do: Process.send_after(self(), n, 20 + n)
      left = Enum.map(timers, &Process.cancel_timer/1)
      {Enum.all?(left, &is_integer/1), flush(60)}
    `,
    *run() {
      const timers = Array.from({ length: 10 }, (_, n) => Process.sendAfter(self(), n, 21 + n));
      const left = timers.map((timer) => Process.cancelTimer(timer));
      return [left.every(Number.isInteger), yield* flush(60)];
    },
  },
  {
    name: 'timer.cancel_against_the_hour',
    rules: [101],
    elixir: `
      timer = Process.send_after(self(), :tick, 1)
      Process.sleep(Enum.random(0..2))
      case Process.cancel_timer(timer) do
        false -> {:fired, flush(20)}
        left when is_integer(left) -> {:cancelled, flush(20)}
      end
    `,
    outcomes: [{ tuple: [':fired', [':tick']] }, { tuple: [':cancelled', []] }],
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 1);
      yield* Process.sleep(Math.floor(Math.random() * 3));
      const left = Process.cancelTimer(timer);
      return [left === false ? 'fired' : 'cancelled', yield* flush(20)];
    },
  },
  {
    name: 'timer.cancel_and_flush_leaves_nothing',
    rules: [101],
    elixir: `
      timer = Process.send_after(self(), :tick, 1)
      Process.sleep(Enum.random(0..2))
      if Process.cancel_timer(timer) == false, do: (receive do :tick -> :ok after 100 -> :ok end)
      flush(20)
    `,
    outcomes: [[]],
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 1);
      yield* Process.sleep(Math.floor(Math.random() * 3));
      if (Process.cancelTimer(timer) === false) yield* receive('tick', after(100));
      return yield* flush(20);
    },
  },
  {
    name: 'timer.anybody_may_cancel',
    rules: [100],
    elixir: `
      timer = Process.send_after(self(), :tick, 30)
      left = tell(puppet(), fn -> Process.cancel_timer(timer) end)
      {is_integer(left), Process.read_timer(timer), flush(60)}
    `,
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 30);
      const left = yield* tell(yield* puppet(), () => Process.cancelTimer(timer));
      return [Number.isInteger(left), Process.readTimer(timer), yield* flush(60)];
    },
  },
  {
    name: 'timer.after_it_fired_nothing_is_left',
    rules: [100, 106],
    elixir: `
      timer = Process.send_after(self(), :tick, 0)
      receive do :tick -> {Process.read_timer(timer), Process.cancel_timer(timer)} end
    `,
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 0);
      yield* receive('tick');
      return [Process.readTimer(timer), Process.cancelTimer(timer)];
    },
  },
  {
    name: 'timer.ends_with_the_process_it_is_for',
    rules: [103],
    elixir: `
      p = idle()
      timer = Process.send_after(p, :tick, 60_000)
      Process.exit(p, :kill)
      down_of(p)
      Process.sleep(10)
      {Process.read_timer(timer), Process.cancel_timer(timer)}
    `,
    *run() {
      const p = idle();
      const timer = Process.sendAfter(p, 'tick', 60_000);
      Process.exit(p, 'kill');
      yield* down(Process.monitor(p));
      yield* Process.sleep(10);
      return [Process.readTimer(timer), Process.cancelTimer(timer)];
    },
  },
  {
    name: 'timer.is_never_early',
    rules: [99],
    isReal: true,
    elixir: `
      for ms <- [0, 1, 5, 20] do
        started = System.monotonic_time()
        Process.send_after(self(), :tick, ms)
        receive do :tick -> System.monotonic_time() - started >= System.convert_time_unit(ms, :millisecond, :native) end
      end
    `,
    *run() {
      const inTime: boolean[] = [];
      for (const ms of [0, 1, 5, 20]) {
        const startedMs = performance.now();
        Process.sendAfter(self(), 'tick', ms);
        yield* receive('tick');
        inTime.push(performance.now() - startedMs >= ms);
      }
      return inTime;
    },
  },
  {
    name: 'timer.start_timer_shows_its_reference',
    rules: [102],
    elixir: `
      timer = :erlang.start_timer(1, self(), {:m, 1})
      receive do {:timeout, ^timer, m} -> m after 500 -> :nothing end
    `,
    *run() {
      const timer = Process.startTimer(self(), ['m', 1], 1);
      return yield* receive(
        on(['timeout', timer, P.any], ([, , message]) => message),
        after(500, () => 'nothing'),
      );
    },
  },
  {
    name: 'timer.of_one_hour_in_any_order',
    rules: [107],
    elixir: `
      for m <- [:a, :b], do: Process.send_after(self(), m, 10)
      flush(40)
    `,
    outcomes: [
      [':a', ':b'],
      [':b', ':a'],
    ],
    *run() {
      for (const message of ['a', 'b']) Process.sendAfter(self(), message, 10);
      return yield* flush(40);
    },
  },
  {
    name: 'timer.of_more_than_24_days',
    rules: [100, 108],
    elixir: `
      timer = Process.send_after(self(), :tick, 3_000_000_000)
      early = flush()
      {early, Process.cancel_timer(timer) > 2_999_990_000}
    `,
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 3_000_000_000);
      const early = yield* flush();
      return [early, Number(Process.cancelTimer(timer)) > 2_999_990_000];
    },
  },
];
