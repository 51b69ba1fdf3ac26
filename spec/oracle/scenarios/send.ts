import { self, send } from '../../../lib/index.js';
import { dead, flush, type Scenario } from '../dsl.js';

/** Sending. */
export const sends: readonly Scenario[] = [
  {
    name: 'send.to_dead_pid',
    *run() {
      return send(yield* dead(), 'hi');
    },
  },
  { name: 'send.returns_the_message', run: () => send(self(), ['a', 1]) },
  {
    name: 'send.order_from_one_sender',
    *run() {
      for (let i = 1; i <= 5; i++) send(self(), i);
      return yield* flush();
    },
  },
];
