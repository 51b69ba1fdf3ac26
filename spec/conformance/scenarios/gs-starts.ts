import { ignore, Process, self, stopWith } from '../../../lib/index.js';
import { flush, label, type Scenario, type Step } from '../dsl.js';
import { attempt, startLinked, startScripted } from './gs-steps.js';

/** Servers: starts. */
export const serverStarts: readonly Scenario[] = [
  {
    name: 'gs.init_ignore',
    rules: [116],
    elixir: `S.start_link(id: :a, init: fn _ -> :ignore end)`,
    *run() {
      return yield* attempt(() => startLinked({ id: 'a', init: () => ignore() }));
    },
  },
  {
    name: 'gs.init_stop_trapping',
    rules: [116],
    elixir: `
      Process.flag(:trap_exit, true)
      r = S.start_link(id: :a, init: fn _ -> {:stop, :nope} end)
      {r, flush()}
    `,
    *run() {
      Process.flag('trapExit', true);
      const outcome = yield* attempt(() => startLinked({ id: 'a', init: () => stopWith('nope') }));
      return [outcome, yield* flush()];
    },
  },
  {
    name: 'gs.init_stop_start_nolink',
    rules: [116],
    elixir: `S.start(id: :a, init: fn _ -> {:stop, :nope} end)`,
    *run() {
      return yield* attempt(() => startScripted({ id: 'a', init: () => stopWith('nope') }));
    },
  },
  {
    name: 'gs.init_raise',
    rules: [116],
    elixir: `S.start(id: :a, init: fn _ -> raise "init boom" end)`,
    *run() {
      const init = (): never => {
        throw new Error('init boom');
      };
      return yield* attempt(() => startScripted({ id: 'a', init }));
    },
  },
  {
    name: 'gs.init_timeout',
    rules: [116],
    elixir: `
      S.start(
        [
          id: :a,
          init: fn a ->
            Process.sleep(200)
            {:ok, a}
          end
        ],
        timeout: 20
      )
    `,
    *run() {
      const init = function* (): Step<void> {
        yield* Process.sleep(200);
      };
      return yield* attempt(() => startScripted({ id: 'a', init }, { timeoutMs: 20 }));
    },
  },
  {
    name: 'gs.name_already_started',
    rules: [117],
    elixir: `
      {:ok, p} = S.start([id: :a], name: :oracle_g1)
      label(p, "first")
      {S.start([id: :b], name: :oracle_g1), GenServer.whereis(:oracle_g1)}
    `,
    *run() {
      label(yield* startScripted({ id: 'a' }, { name: 'oracle_g1' }), 'first');
      return [yield* attempt(() => startScripted({ id: 'b' }, { name: 'oracle_g1' })), Process.whereis('oracle_g1')];
    },
  },
  {
    name: 'gs.links_of_start_and_start_link',
    elixir: `
      {:ok, a} = S.start(id: :a)
      {:ok, b} = S.start_link(id: :b)
      label(a, "a")
      label(b, "b")
      Process.info(self(), :links)
    `,
    *run() {
      label(yield* startScripted({ id: 'a' }), 'a');
      label(yield* startLinked({ id: 'b' }), 'b');
      return Process.info(self(), 'links');
    },
  },
  {
    name: 'gs.init_bad_return',
    elixir: `S.start(id: :a, init: fn _ -> :oops end)`,
    notApplicable: 'what init returns has no bad form here: what is no outcome is a value, and is dropped',
  },
];
