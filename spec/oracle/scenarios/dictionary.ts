import { Process, self, send, spawn } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';

/** The dictionary of a process. */
export const dictionaries: readonly Scenario[] = [
  {
    name: 'dictionary.not_inherited',
    *run() {
      Process.put('k', 1);
      const me = self();
      spawn(() => send(me, ['got', Process.get('k')]));
      return (yield* flush())[0];
    },
  },
];
