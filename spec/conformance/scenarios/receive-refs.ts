import { after, makeRef, on, P, Process, receive, type Reference, self, send } from '../../../lib/index.js';
import { flush, jitter, puppet, type Scenario, tellAsync } from '../dsl.js';

/** Receives that wait for one thing, in a mailbox with others. */
export const selectiveReceives: readonly Scenario[] = [
  {
    name: 'receive.for_a_fresh_reference_in_a_full_mailbox',
    rules: [17, 24],
    elixir: `
      for n <- 1..500, do: send(self(), {:old, n})
      ref = make_ref()
      p = puppet()
      me = self()
      tell_async(p, fn -> send(me, {ref, :answer}) end)
      answer = receive do {^ref, answer} -> answer after 1000 -> :nothing end
      {answer, hd(flush())}
    `,
    *run() {
      for (let n = 1; n <= 500; n++) send(self(), ['old', n]);
      const ref = makeRef();
      const p = yield* puppet();
      const me = self();
      tellAsync(p, () => send(me, [ref, 'answer']));
      const answer = yield* receive(
        on([ref, P.any], ([, value]) => value),
        after(1_000, () => 'nothing'),
      );
      return [answer, (yield* flush())[0]];
    },
  },
  {
    name: 'receive.answers_out_of_order_find_their_references',
    rules: [16, 24],
    elixir: `
      refs = for n <- 1..5, do: {n, make_ref()}
      for {n, ref} <- Enum.shuffle(refs), do: send(self(), {ref, n * n})
      for {_, ref} <- refs, do: (receive do {^ref, square} -> square after 0 -> :nothing end)
    `,
    *run() {
      const refs = [1, 2, 3, 4, 5].map((n): readonly [number, Reference] => [n, makeRef()]);
      for (const [n, ref] of [...refs].sort(() => Math.random() - 0.5)) send(self(), [ref, n * n]);
      const squares: unknown[] = [];
      for (const [, ref] of refs) {
        squares.push(
          yield* receive(
            on([ref, P.any], ([, square]) => square),
            after(0, () => 'nothing'),
          ),
        );
      }
      return squares;
    },
  },
  {
    name: 'receive.reference_used_twice_gives_both',
    rules: [15, 24],
    elixir: `
      ref = make_ref()
      for n <- 1..2, do: send(self(), {ref, n})
      for _ <- 1..3, do: (receive do {^ref, n} -> n after 0 -> :nothing end)
    `,
    *run() {
      const ref = makeRef();
      for (const n of [1, 2]) send(self(), [ref, n]);
      const taken: unknown[] = [];
      for (let n = 0; n < 3; n++) {
        taken.push(
          yield* receive(
            on([ref, P.any], ([, value]) => value),
            after(0, () => 'nothing'),
          ),
        );
      }
      return taken;
    },
  },
  {
    name: 'receive.inside_a_clause_sees_the_rest',
    rules: [16, 23],
    elixir: `
      for m <- [:a, :outer, :b], do: send(self(), m)
      inner = receive do :outer -> (receive do m -> m end) end
      {inner, flush()}
    `,
    *run() {
      for (const message of ['a', 'outer', 'b']) send(self(), message);
      yield* receive('outer');
      return [yield* receive(P.any), yield* flush()];
    },
  },
  {
    name: 'receive.timeout_against_a_message',
    rules: [22, 25],
    elixir: `
      me = self()
      spawn(fn -> Process.sleep(5); send(me, :m) end)
      case (receive do :m -> :got after 5 -> :timed_out end) do
        :got -> {:got, flush()}
        :timed_out -> {:timed_out, flush()}
      end
    `,
    outcomes: [{ tuple: [':got', []] }, { tuple: [':timed_out', [':m']] }],
    *run() {
      const me = self();
      Process.spawn(function* () {
        yield* Process.sleep(5);
        send(me, 'm');
      });
      yield* jitter();
      const taken = yield* receive(
        on('m', () => 'got'),
        after(5, () => 'timed_out'),
      );
      return [taken, yield* flush()];
    },
  },
  {
    name: 'receive.without_end_is_ended_by_a_message',
    rules: [20],
    elixir: `
      Process.send_after(self(), :m, 20)
      receive do :m -> :got after :infinity -> :timed_out end
    `,
    *run() {
      Process.sendAfter(self(), 'm', 20);
      return yield* receive(
        on('m', () => 'got'),
        after(Infinity, () => 'timed_out'),
      );
    },
  },
];
