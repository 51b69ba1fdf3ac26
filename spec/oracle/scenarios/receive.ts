import { after, makeRef, on, P, Process, receive, self, send, spawn } from '../../../lib/index.js';
import { flush, rescueIt, type Scenario } from '../dsl.js';

/** A test that raises for what is no binary. */
function byteSize(term: unknown): number {
  if (term === 'atom' || typeof term !== 'string') throw new TypeError('not a binary');
  return Buffer.byteLength(term);
}

/** Which message a receive takes, and when it gives up. */
export const receives: readonly Scenario[] = [
  {
    name: 'receive.selective_leaves_the_rest_in_order',
    *run() {
      for (const message of [1, 2, 'x', 3]) send(self(), message);
      const got = yield* receive(on('x', () => 'got_x'));
      return [got, yield* flush()];
    },
  },
  {
    name: 'receive.mailbox_order_beats_clause_order',
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
    *run() {
      send(self(), ['k', 1]);
      send(self(), ['k', 2]);
      return yield* receive(on(['k', P.any], ([, value]) => value));
    },
  },
  {
    name: 'receive.guard',
    *run() {
      for (const message of [1, 20, 30]) send(self(), message);
      const got = yield* receive(P.number.gt(10));
      return [got, yield* flush()];
    },
  },
  {
    name: 'receive.after_0_empty',
    *run() {
      return yield* receive(
        P.any,
        after(0, () => 'empty'),
      );
    },
  },
  {
    name: 'receive.after_0_takes_what_is_there',
    *run() {
      send(self(), 'm');
      return yield* receive(
        P.any,
        after(0, () => 'empty'),
      );
    },
  },
  {
    name: 'receive.after_0_only_unmatched',
    *run() {
      send(self(), 'junk');
      const got = yield* receive(
        on('wanted', () => 'got'),
        after(0, () => 'empty'),
      );
      return [got, Process.info(self(), 'messageQueueLen')];
    },
  },
  {
    name: 'receive.after_0_scans_the_whole_mailbox',
    *run() {
      for (let i = 1; i <= 1_000; i++) send(self(), i);
      send(self(), 'wanted');
      return yield* receive(
        on('wanted', () => 'got'),
        after(0, () => 'empty'),
      );
    },
  },
  {
    name: 'receive.timeout_then_later_match',
    *run() {
      const me = self();
      spawn(function* () {
        yield* Process.sleep(60);
        send(me, 'late');
      });
      const late = (ms: number) =>
        receive(
          on('late', () => 'got'),
          after(ms, () => 'timed_out'),
        );
      return [yield* late(20), yield* late(500)];
    },
  },
  {
    name: 'receive.timeout_is_not_extended_by_unmatched_messages',
    *run() {
      const me = self();
      const p = spawn(function* () {
        for (let i = 1; i <= 100; i++) {
          send(me, 'noise');
          yield* Process.sleep(10);
        }
      });
      const got = yield* receive(
        on('wanted', () => 'got'),
        after(100, () => 'timed_out'),
      );
      // The noise lasts a second: a timeout that it prolonged would come after its end. A slow machine slows both.
      const early = Process.isAlive(p);
      Process.exit(p, 'kill');
      return [got, early];
    },
  },
  {
    name: 'receive.only_after_is_a_sleep',
    *run() {
      send(self(), 'm');
      const slept = yield* receive(after(10, () => 'slept'));
      return [slept, yield* flush()];
    },
  },
  {
    name: 'receive.pin_matches_only_that_value',
    *run() {
      const want = makeRef();
      send(self(), [makeRef(), 1]);
      send(self(), [want, 2]);
      return yield* receive(on([want, P.any], ([, value]) => value));
    },
  },
  {
    name: 'receive.raising_in_the_body_keeps_message_removed',
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
