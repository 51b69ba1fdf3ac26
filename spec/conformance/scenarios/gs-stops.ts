import { Process, self, stop } from '../../../lib/index.js';
import { down, label, rescueIt, type Scenario } from '../dsl.js';
import { kindOf, later, startLinked, startScripted } from './gs-steps.js';

/** Servers: stops. */
export const serverStops: readonly Scenario[] = [
  {
    name: 'gs.stop_default',
    rules: [125],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      m = Process.monitor(p)
      {GenServer.stop(p), down(m), flush() |> tl()}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const ref = Process.monitor(p);
      return [(yield* stop(p)) ?? 'ok', yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.stop_reason',
    rules: [125],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      m = Process.monitor(p)
      {GenServer.stop(p, :shutdown), down(m), flush() |> tl()}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const ref = Process.monitor(p);
      return [(yield* stop(p, 'shutdown')) ?? 'ok', yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.stop_timeout',
    rules: [118],
    elixir: `
      {:ok, p} = S.start(id: :a, slow: 200, trap: true)
      label(p, "p")
      rescue_it(fn -> GenServer.stop(p, :normal, 30) end)
    `,
    *run() {
      const p = label(yield* startScripted({ id: 'a', slow: 200, trap: true }), 'p');
      return yield* rescueIt(function* () {
        yield* stop(p, 'normal', 30);
      });
    },
  },
  {
    name: 'gs.stop_linked_caller_survives_normal',
    elixir: `
      {:ok, p} = S.start_link(id: :a)
      GenServer.stop(p)
      Process.sleep(10)
      :survived
    `,
    *run() {
      yield* stop(yield* startLinked({ id: 'a' }));
      yield* Process.sleep(10);
      return 'survived';
    },
  },
  {
    name: 'gs.raise_in_terminate',
    elixir: `
      {:ok, p} = GenServer.start(S, id: :a, slow: :not_a_number)
      m = Process.monitor(p)
      r = rescue_it(fn -> GenServer.stop(p) end)
      {elem(r, 0), down(m)}
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', slow: 'not_a_number' });
      const ref = Process.monitor(p);
      const kind = yield* kindOf(function* () {
        yield* stop(p);
      });
      return [kind, yield* down(ref)];
    },
  },
];
