import { match } from 'ts-pattern';
import { exit, P, Process, receive, self, send, spawnMonitor } from '../../../lib/index.js';
import { down, flush, idle, label, puppet, reasonOf, rescue, rescueIt, type Scenario, tell, untyped } from '../dsl.js';

/** How processes end, by their own doing and by exit signals. */
export const exits: readonly Scenario[] = [
  { name: 'exit.exit_shutdown_tuple', run: () => reasonOf(() => exit(['shutdown', 'why'])) },
  { name: 'exit.exit_any_term', run: () => reasonOf(() => exit({ a: [1, 'x'] })) },
  {
    name: 'exit.erlang_error',
    run: () =>
      reasonOf(() => {
        throw new Error('badarg');
      }),
  },
  {
    name: 'exit.badmatch',
    run: () =>
      reasonOf(() =>
        match<number>(2)
          .with(1, () => 'matched')
          .run(),
      ),
  },
  {
    name: 'exit.rescue_does_not_catch_exit',
    run: () =>
      reasonOf(() =>
        rescue(
          () => exit('boom'),
          () => 'ok',
        ),
      ),
  },
  { name: 'exit.Process_exit_self_kill', run: () => reasonOf(() => Process.exit(self(), 'kill')) },
  {
    name: 'exit.normal_from_other_is_ignored',
    *run() {
      const p = idle();
      const result = Process.exit(p, 'normal');
      yield* Process.sleep(20);
      return [result, Process.isAlive(p)];
    },
  },
  {
    name: 'exit.normal_from_other_to_trapping_is_a_message',
    *run() {
      const p = label(yield* puppet({ trap: true }), 'p');
      Process.exit(p, 'normal');
      return yield* tell(p, () => flush());
    },
  },
  {
    name: 'exit.reason_from_other_not_trapping',
    *run() {
      const p = idle();
      const ref = Process.monitor(p);
      Process.exit(p, 'boom');
      return yield* down(ref);
    },
  },
  {
    name: 'exit.reason_from_self_trapping',
    *run() {
      Process.flag('trapExit', true);
      Process.exit(self(), 'boom');
      return yield* flush();
    },
  },
  {
    name: 'exit.kill_trapping_is_still_killed',
    *run() {
      const p = yield* puppet({ trap: true });
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      return yield* down(ref);
    },
  },
  { name: 'exit.signal_to_non_pid_raises', run: () => rescueIt(() => untyped(Process.exit, 'nobody', 'boom')) },
  {
    name: 'exit.after_block_runs_on_own_exit',
    *run() {
      const me = self();
      const reason = yield* reasonOf(() => {
        try {
          exit('a');
        } finally {
          send(me, 'after_ran');
        }
      });
      return [reason, yield* flush()];
    },
  },
  {
    name: 'exit.signal_cannot_be_caught_by_try',
    *run() {
      const me = self();
      const [p, ref] = spawnMonitor(function* () {
        send(me, 'in');
        try {
          yield* Process.sleep(Infinity);
        } catch (thrown) {
          exit(['caught', thrown]);
        }
      });
      yield* receive('in');
      Process.exit(p, 'boom');
      return yield* down(ref);
    },
  },
  {
    name: 'exit.signals_and_messages_from_one_sender_keep_order',
    *run() {
      const p = yield* puppet({ trap: true });
      send(p, 'm1');
      Process.exit(p, 'e');
      send(p, 'm2');
      return yield* tell(p, function* () {
        return (yield* flush()).map((message) =>
          match(message)
            .with(['EXIT', P.pid, P.any], ([, , reason]) => ['exit', reason])
            .otherwise((other) => other),
        );
      });
    },
  },
];
