import { self, send } from '../../../lib/index.js';
import { dead, flush, type Scenario } from '../dsl.js';

/** Sending. */
export const sends: readonly Scenario[] = [
  {
    name: 'send.to_dead_pid',
    rules: [5],
    elixir: `send(dead(), :hi)`,
    *run() {
      return send(yield* dead(), 'hi');
    },
  },
  {
    name: 'send.returns_the_message',
    elixir: `send(self(), {:a, 1})`,
    run: () => send(self(), ['a', 1]),
  },
  {
    name: 'send.order_from_one_sender',
    rules: [1, 9, 14],
    elixir: `
      for i <- 1..5 do
        send(self(), i)
      end

      flush()
    `,
    *run() {
      for (let i = 1; i <= 5; i++) send(self(), i);
      return yield* flush();
    },
  },
];
