import { Process, self, send } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';

/** Waiting without looking at the mailbox. */
export const sleeps: readonly Scenario[] = [
  {
    name: 'sleep.does_not_touch_the_mailbox',
    elixir: `
      send(self(), :a)
      Process.sleep(5)
      flush()
    `,
    *run() {
      send(self(), 'a');
      yield* Process.sleep(5);
      return yield* flush();
    },
  },
];
