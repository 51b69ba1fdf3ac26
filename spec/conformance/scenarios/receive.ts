import { after, makeRef, on, P, receive, self, send } from '../../../lib/index.js';
import { flush, rescueIt, type Scenario } from '../dsl.js';

/** A test that raises for what is no binary. */
function byteSize(term: unknown): number {
  if (term === 'atom' || typeof term !== 'string') throw new TypeError('not a binary');
  return Buffer.byteLength(term);
}

/** Selective receive. */
export const receives: readonly Scenario[] = [
  {
    name: 'receive.selective_leaves_the_rest_in_order',
    rules: [16],
    elixir: `
      for m <- [1, 2, :x, 3] do
        send(self(), m)
      end

      x =
        receive do
          :x -> :got_x
        end

      {x, flush()}
    `,
    *run() {
      for (const message of [1, 2, 'x', 3]) send(self(), message);
      const got = yield* receive(on('x', () => 'got_x'));
      return [got, yield* flush()];
    },
  },
  {
    name: 'receive.mailbox_order_beats_clause_order',
    rules: [15],
    elixir: `
      send(self(), :second)
      send(self(), :first)

      receive do
        :first -> :first
        :second -> :second
      end
    `,
    *run() {
      send(self(), 'second');
      send(self(), 'first');
      return yield* receive(
        on('first', () => 'first'),
        on('second', () => 'second'),
      );
    },
  },
  {
    name: 'receive.oldest_match_first',
    rules: [15],
    elixir: `
      send(self(), {:k, 1})
      send(self(), {:k, 2})

      receive do
        {:k, v} -> v
      end
    `,
    *run() {
      send(self(), ['k', 1]);
      send(self(), ['k', 2]);
      return yield* receive(on(['k', P.any], ([, value]) => value));
    },
  },
  {
    name: 'receive.guard',
    rules: [15],
    elixir: `
      for m <- [1, 20, 30] do
        send(self(), m)
      end

      r =
        receive do
          n when n > 10 -> n
        end

      {r, flush()}
    `,
    *run() {
      for (const message of [1, 20, 30]) send(self(), message);
      const got = yield* receive(P.number.gt(10));
      return [got, yield* flush()];
    },
  },
  {
    name: 'receive.pin_matches_only_that_value',
    elixir: `
      want = make_ref()
      send(self(), {make_ref(), 1})
      send(self(), {want, 2})

      receive do
        {^want, v} -> v
      end
    `,
    *run() {
      const want = makeRef();
      send(self(), [makeRef(), 1]);
      send(self(), [want, 2]);
      return yield* receive(on([want, P.any], ([, value]) => value));
    },
  },
  {
    name: 'receive.raising_in_the_body_keeps_message_removed',
    rules: [16],
    elixir: `
      send(self(), :a)
      send(self(), :b)

      r =
        rescue_it(fn ->
          receive do
            :a -> raise "x"
          end
        end)

      {r, flush()}
    `,
    *run() {
      send(self(), 'a');
      send(self(), 'b');
      const result = yield* rescueIt(function* () {
        yield* receive(
          on('a', () => {
            throw new Error('x');
          }),
        );
      });
      return [result, yield* flush()];
    },
  },
  {
    name: 'receive.guard_that_raises_does_not_match',
    rules: [18],
    elixir: `
      send(self(), :atom)
      send(self(), "b")

      receive do
        m when byte_size(m) == 1 -> m
      after
        0 -> :none
      end
    `,
    *run() {
      send(self(), 'atom');
      send(self(), 'b');
      return yield* receive(
        P.when((message) => byteSize(message) === 1),
        after(0, () => 'none'),
      );
    },
  },
];
