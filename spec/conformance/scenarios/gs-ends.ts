import { cast, exit, Process, self, stopWith } from '../../../lib/index.js';
import { down, label, puppet, type Scenario, tellAsync } from '../dsl.js';
import { later, startLinked, startScripted, startedBy } from './gs-steps.js';

/** Servers: ends, and who hears of them. */
export const serverEnds: readonly Scenario[] = [
  {
    name: 'gs.terminate_on_stop_return',
    rules: [125],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      GenServer.cast(p, {:do, fn s -> {:stop, :normal, s} end})
      flush() |> tl()
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      cast(p, ['do', () => stopWith('normal')]);
      return yield* later();
    },
  },
  {
    name: 'gs.terminate_on_exit_in_callback',
    rules: [125],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      GenServer.cast(p, {:do, fn _ -> exit(:boom) end})
      flush() |> tl()
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      cast(p, ['do', () => exit('boom')]);
      return yield* later();
    },
  },
  {
    name: 'gs.terminate_not_on_exit_signal_when_not_trapping',
    rules: [125],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      m = Process.monitor(p)
      Process.exit(p, :shutdown)
      r = down(m)
      {r, flush() |> tl()}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const ref = Process.monitor(p);
      Process.exit(p, 'shutdown');
      return [yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.terminate_not_on_kill',
    rules: [125],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self(), trap: true)
      m = Process.monitor(p)
      Process.exit(p, :kill)
      r = down(m)
      {r, flush() |> tl()}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self(), trap: true });
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      return [yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.trapping_exit_signal_from_parent_terminates',
    rules: [125, 126],
    elixir: `
      Process.flag(:trap_exit, true)
      {:ok, p} = S.start_link(id: :a, log: self(), trap: true)
      label(p, "p")
      Process.exit(p, :shutdown)
      flush() |> tl()
    `,
    *run() {
      Process.flag('trapExit', true);
      const p = label(yield* startLinked({ id: 'a', log: self(), trap: true }), 'p');
      Process.exit(p, 'shutdown');
      return yield* later();
    },
  },
  {
    name: 'gs.not_trapping_parent_dies_normally_survives',
    elixir: `
      q = puppet()

      p =
        tell(q, fn ->
          {:ok, p} = S.start_link(id: :a)
          p
        end)

      tell_async(q, fn -> exit(:normal) end)
      Process.sleep(30)
      {Process.alive?(q), Process.alive?(p)}
    `,
    *run() {
      const q = yield* puppet();
      const p = yield* startedBy(q, { id: 'a' });
      tellAsync(q, () => exit('normal'));
      yield* Process.sleep(30);
      return [Process.isAlive(q), Process.isAlive(p)];
    },
  },
  {
    name: 'gs.not_trapping_parent_crash_kills_without_terminate',
    rules: [125],
    elixir: `
      me = self()
      q = puppet()

      p =
        tell(q, fn ->
          {:ok, p} = S.start_link(id: :a, log: me)
          p
        end)

      m = Process.monitor(p)
      tell_async(q, fn -> exit(:boom) end)
      {down(m), flush() |> tl()}
    `,
    *run() {
      const q = yield* puppet();
      const p = yield* startedBy(q, { id: 'a', log: self() });
      const ref = Process.monitor(p);
      tellAsync(q, () => exit('boom'));
      return [yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.terminate_on_bad_return',
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      GenServer.cast(p, {:do, fn _ -> :oops end})
      flush() |> tl()
    `,
    notApplicable: 'what a handler returns has no bad form here: what is no outcome is a value, which is dropped, or the reply',
  },
];
