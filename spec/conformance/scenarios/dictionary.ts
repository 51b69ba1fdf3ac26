import { Process, self, send, spawn } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';

/** The dictionary of a process. */
export const dictionaries: readonly Scenario[] = [
  {
    name: 'dictionary.not_inherited',
    elixir: `
      Process.put(:k, 1)
      me = self()
      spawn(fn -> send(me, {:got, Process.get(:k)}) end)
      hd(flush())
    `,
    *run() {
      Process.put('k', 1);
      const me = self();
      spawn(() => send(me, ['got', Process.get('k')]));
      return (yield* flush())[0];
    },
  },
];
