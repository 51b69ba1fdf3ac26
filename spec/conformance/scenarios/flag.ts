import { Process } from '../../../lib/index.js';
import { rescueIt, type Scenario, untyped } from '../dsl.js';

/** The flags of a process. */
export const flags: readonly Scenario[] = [
  {
    name: 'flag.trap_exit_returns_the_old_value',
    rules: [44],
    elixir: `
      {Process.flag(:trap_exit, true), Process.flag(:trap_exit, true), Process.flag(:trap_exit, false),
       Process.flag(:trap_exit, false)}
    `,
    run: () => [Process.flag('trapExit', true), Process.flag('trapExit', true), Process.flag('trapExit', false), Process.flag('trapExit', false)],
  },
  {
    name: 'flag.not_boolean_raises',
    elixir: `rescue_it(fn -> Process.flag(:trap_exit, Enum.random([1])) end)`,
    run: () => rescueIt(() => untyped(Process.flag, 'trapExit', 1)),
  },
  {
    name: 'flag.priority',
    elixir: `{Process.flag(:priority, :high), Process.flag(:priority, :normal)}`,
    run: () => [Process.flag('priority', 'high'), Process.flag('priority', 'normal')],
  },
];
