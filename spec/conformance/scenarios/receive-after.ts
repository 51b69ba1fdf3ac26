import { after, on, P, Process, receive, self, send, spawn } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';

/** Receives that do not wait for ever. */
export const timeouts: readonly Scenario[] = [
  {
    name: 'receive.after_0_empty',
    rules: [19],
    elixir: `
      receive do
        m -> m
      after
        0 -> :empty
      end
    `,
    *run() {
      return yield* receive(
        P.any,
        after(0, () => 'empty'),
      );
    },
  },
  {
    name: 'receive.after_0_takes_what_is_there',
    rules: [19, 22],
    elixir: `
      send(self(), :m)

      receive do
        m -> m
      after
        0 -> :empty
      end
    `,
    *run() {
      send(self(), 'm');
      return yield* receive(
        P.any,
        after(0, () => 'empty'),
      );
    },
  },
  {
    name: 'receive.after_0_only_unmatched',
    rules: [17, 19],
    elixir: `
      send(self(), :junk)

      r =
        receive do
          :wanted -> :got
        after
          0 -> :empty
        end

      {r, Process.info(self(), :message_queue_len)}
    `,
    *run() {
      send(self(), 'junk');
      const got = yield* receive(
        on('wanted', () => 'got'),
        after(0, () => 'empty'),
      );
      return [got, Process.info(self(), 'messageQueueLen')];
    },
  },
  {
    name: 'receive.after_0_scans_the_whole_mailbox',
    rules: [19],
    elixir: `
      for i <- 1..1000 do
        send(self(), i)
      end

      send(self(), :wanted)

      receive do
        :wanted -> :got
      after
        0 -> :empty
      end
    `,
    *run() {
      for (let i = 1; i <= 1_000; i++) send(self(), i);
      send(self(), 'wanted');
      return yield* receive(
        on('wanted', () => 'got'),
        after(0, () => 'empty'),
      );
    },
  },
  {
    name: 'receive.timeout_then_later_match',
    rules: [25],
    elixir: `
      me = self()

      spawn(fn ->
        Process.sleep(60)
        send(me, :late)
      end)

      a =
        receive do
          :late -> :got
        after
          20 -> :timed_out
        end

      b =
        receive do
          :late -> :got
        after
          500 -> :timed_out
        end

      {a, b}
    `,
    *run() {
      const me = self();
      spawn(function* () {
        yield* Process.sleep(60);
        send(me, 'late');
      });
      const late = (ms: number) =>
        receive(
          on('late', () => 'got'),
          after(ms, () => 'timed_out'),
        );
      return [yield* late(20), yield* late(500)];
    },
  },
  {
    name: 'receive.timeout_is_not_extended_by_unmatched_messages',
    rules: [21],
    elixir: `
      me = self()

      p =
        spawn(fn ->
          for _ <- 1..100 do
            send(me, :noise)
            Process.sleep(10)
          end
        end)

      t0 = System.monotonic_time(:millisecond)

      r =
        receive do
          :wanted -> :got
        after
          100 -> :timed_out
        end

      dt = System.monotonic_time(:millisecond) - t0
      Process.exit(p, :kill)
      {r, dt < 200}
    `,
    *run() {
      const me = self();
      const p = spawn(function* () {
        for (let i = 1; i <= 100; i++) {
          send(me, 'noise');
          yield* Process.sleep(10);
        }
      });
      const got = yield* receive(
        on('wanted', () => 'got'),
        after(100, () => 'timed_out'),
      );
      // The noise lasts a second: a timeout that it prolonged would come after its end. A slow machine slows both.
      const early = Process.isAlive(p);
      Process.exit(p, 'kill');
      return [got, early];
    },
  },
  {
    name: 'receive.only_after_is_a_sleep',
    elixir: `
      send(self(), :m)

      r =
        receive do
        after
          10 -> :slept
        end

      {r, flush()}
    `,
    *run() {
      send(self(), 'm');
      const slept = yield* receive(after(10, () => 'slept'));
      return [slept, yield* flush()];
    },
  },
];
