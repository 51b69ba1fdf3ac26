import { exit, isReference, Process, spawn, spawnMonitor } from '../../../lib/index.js';
import { down, flush, label, rescueIt, type Scenario, untyped } from '../dsl.js';

/** Starting processes. */
export const spawns: readonly Scenario[] = [
  {
    name: 'spawn.opts_link_monitor',
    rules: [57, 75, 77],
    elixir: `
      Process.flag(:trap_exit, true)
      {p, r} = Process.spawn(fn -> exit(:boom) end, [:link, :monitor])
      label(p, "p")
      {is_reference(r), Enum.sort(flush())}
    `,
    *run() {
      Process.flag('trapExit', true);
      const [p, ref] = Process.spawn(() => exit('boom'), { link: true, monitor: true });
      label(p, 'p');
      return [isReference(ref), (yield* flush()).sort(bySize)];
    },
  },
  {
    name: 'spawn.mfa_undefined_function',
    elixir: `
      Process.sleep(0)
      {_, m} = spawn_monitor(:no_such_module, :f, [1])
      down(m)
    `,
    *run() {
      yield* Process.sleep(0);
      const [, ref] = spawnMonitor({}, 'f', [1]);
      return yield* down(ref);
    },
  },
  {
    name: 'spawn.not_a_function',
    elixir: `rescue_it(fn -> spawn(Enum.random([:x])) end)`,
    run: () => rescueIt(() => untyped(spawn, 'x')),
  },
];

/** The order of tuples on the BEAM: the shorter first. */
function bySize(a: unknown, b: unknown): number {
  return Array.isArray(a) && Array.isArray(b) ? a.length - b.length : 0;
}
