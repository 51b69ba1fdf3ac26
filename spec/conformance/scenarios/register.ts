import { Process, self, send } from '../../../lib/index.js';
import { down, idle, label, rescueIt, type Scenario, untyped } from '../dsl.js';

/** Names. */
export const registers: readonly Scenario[] = [
  {
    name: 'register.same_pid_same_name_again_raises',
    rules: [79],
    elixir: `
      p = idle()
      Process.register(p, :oracle_r3)
      rescue_it(fn -> Process.register(p, :oracle_r3) end)
    `,
    run() {
      const p = idle();
      Process.register(p, 'oracle_r3');
      return rescueIt(() => Process.register(p, 'oracle_r3'));
    },
  },
  {
    name: 'register.second_name_for_a_pid_raises',
    rules: [78, 79],
    elixir: `
      p = idle()
      Process.register(p, :oracle_r4)
      rescue_it(fn -> Process.register(p, :oracle_r5) end)
    `,
    run() {
      const p = idle();
      Process.register(p, 'oracle_r4');
      return rescueIt(() => Process.register(p, 'oracle_r5'));
    },
  },
  {
    name: 'register.undefined_raises',
    rules: [79],
    elixir: `rescue_it(fn -> Process.register(self(), Enum.random([:undefined])) end)`,
    run: () => rescueIt(() => untyped(Process.register, self(), undefined)),
  },
  {
    name: 'register.freed_on_death_then_reused',
    rules: [12, 80, 81],
    elixir: `
      p = idle()
      Process.register(p, :oracle_r7)
      m = Process.monitor(p)
      Process.exit(p, :kill)
      down(m)
      a = Process.whereis(:oracle_r7)
      q = idle() |> label("q")
      {a, Process.register(q, :oracle_r7), Process.whereis(:oracle_r7)}
    `,
    *run() {
      const p = idle();
      Process.register(p, 'oracle_r7');
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      yield* down(ref);
      const freed = Process.whereis('oracle_r7');
      const q = label(idle(), 'q');
      return [freed, Process.register(q, 'oracle_r7'), Process.whereis('oracle_r7')];
    },
  },
  {
    name: 'register.send_to_unregistered_name_raises',
    rules: [82],
    elixir: `rescue_it(fn -> send(:oracle_nobody, :hi) end)`,
    run: () => rescueIt(() => send('oracle_nobody', 'hi')),
  },
  {
    name: 'register.send_to_unregistered_name_at_node_is_silent',
    rules: [82],
    elixir: `rescue_it(fn -> send({:oracle_nobody, node()}, :hi) end)`,
    run: () => rescueIt(() => send(['oracle_nobody', 'nonode@nohost'], 'hi')),
  },
  {
    name: 'register.exit_signal_to_a_name_raises',
    elixir: `
      Process.register(idle(), :oracle_r11)
      rescue_it(fn -> Process.exit(Enum.random([:oracle_r11]), :x) end)
    `,
    run() {
      Process.register(idle(), 'oracle_r11');
      return rescueIt(() => untyped(Process.exit, 'oracle_r11', 'x'));
    },
  },
];
