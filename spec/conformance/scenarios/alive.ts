import { Process, self } from '../../../lib/index.js';
import { dead, idle, type Scenario } from '../dsl.js';

/** Asking whether a process is alive. */
export const alives: readonly Scenario[] = [
  {
    name: 'alive.live_dead_self',
    elixir: `{Process.alive?(idle()), Process.alive?(dead()), Process.alive?(self())}`,
    *run() {
      return [Process.isAlive(idle()), Process.isAlive(yield* dead()), Process.isAlive(self())];
    },
  },
];
