import { match, isMatching } from 'ts-pattern';
import { exit, isReference, on, P, Process, receive, type Reference, self, send, spawn } from '../../../lib/index.js';
import { dead, flush, idle, label, puppet, rescueIt, type Scenario, tell, tellAsync, untyped } from '../dsl.js';

/** The references of the DOWN messages among others. */
function downRefs(messages: readonly unknown[]): Reference[] {
  return messages.flatMap((message) => (isMatching(['DOWN', P.reference, P._, P._, P._], message) ? [message[1]] : []));
}

/** Monitors: hearing of an end without sharing it. */
export const monitors: readonly Scenario[] = [
  {
    name: 'monitor.down_form',
    *run() {
      const p = spawn(function* () {
        yield* receive(on('go', () => exit('boom')));
      });
      label(p, 'p');
      const ref = Process.monitor(p);
      send(p, 'go');
      return match(yield* flush())
        .with([['DOWN', P.any, P.any, P.any, P.any]], ([[, its, type, pid, reason]]) => [its === ref, type, pid, reason])
        .otherwise((messages) => messages);
    },
  },
  {
    name: 'monitor.dead_pid',
    *run() {
      const d = label(yield* dead(), 'dead');
      Process.monitor(d);
      return yield* flush();
    },
  },
  {
    name: 'monitor.several_on_one_pid',
    *run() {
      const p = label(idle(), 'p');
      const refs = [1, 2, 3].map(() => Process.monitor(p));
      Process.exit(p, 'boom');
      const messages = yield* flush();
      const got = new Set(downRefs(messages));
      return [messages.length, got.size === refs.length && refs.every((ref) => got.has(ref)), new Set(refs).size];
    },
  },
  {
    name: 'monitor.several_DOWN_order_vs_creation',
    *run() {
      const p = idle();
      const refs = [1, 2, 3, 4, 5].map(() => Process.monitor(p));
      Process.exit(p, 'boom');
      return downRefs(yield* flush()).map((ref) => refs.indexOf(ref));
    },
  },
  {
    name: 'monitor.fires_once',
    *run() {
      const p = idle();
      Process.monitor(p);
      Process.exit(p, 'a');
      Process.exit(p, 'b');
      return (yield* flush()).length;
    },
  },
  {
    name: 'monitor.does_not_kill_the_watcher',
    *run() {
      const p = idle();
      Process.monitor(p);
      Process.exit(p, 'kill');
      yield* Process.sleep(20);
      return Process.isAlive(self());
    },
  },
  {
    name: 'monitor.is_one_way',
    *run() {
      const p = idle();
      spawn(() => {
        Process.monitor(p);
        exit('boom');
      });
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
  {
    name: 'monitor.demonitor_stops_it',
    *run() {
      const p = idle();
      const result = Process.demonitor(Process.monitor(p));
      Process.exit(p, 'boom');
      return [result, yield* flush()];
    },
  },
  {
    name: 'monitor.demonitor_after_DOWN_leaves_it',
    *run() {
      const d = label(yield* dead(), 'dead');
      const ref = Process.monitor(d);
      yield* Process.sleep(10);
      return [Process.demonitor(ref), yield* flush()];
    },
  },
  {
    name: 'monitor.demonitor_flush_removes_DOWN',
    *run() {
      const ref = Process.monitor(yield* dead());
      yield* Process.sleep(10);
      return [Process.demonitor(ref, ['flush']), yield* flush()];
    },
  },
  {
    name: 'monitor.demonitor_info',
    *run() {
      const active = Process.monitor(idle());
      const fired = Process.monitor(yield* dead());
      yield* Process.sleep(10);
      const flushed = Process.monitor(yield* dead());
      yield* Process.sleep(10);
      return [
        Process.demonitor(active, ['info']),
        Process.demonitor(active, ['info']),
        Process.demonitor(fired, ['info']),
        Process.demonitor(flushed, ['flush', 'info']),
        (yield* flush()).length,
      ];
    },
  },
  {
    name: 'monitor.demonitor_twice',
    run() {
      const ref = Process.monitor(idle());
      return [Process.demonitor(ref), Process.demonitor(ref)];
    },
  },
  {
    name: 'monitor.demonitor_of_another_process',
    *run() {
      const p = idle();
      const q = yield* puppet();
      const ref = yield* tell(q, () => Process.monitor(p));
      if (!isReference(ref)) return ref;
      const result = yield* rescueIt(() => Process.demonitor(ref));
      Process.exit(p, 'boom');
      return [
        result,
        yield* tell(q, function* () {
          return (yield* flush()).length;
        }),
      ];
    },
  },
  { name: 'monitor.demonitor_not_a_ref', run: () => rescueIt(() => untyped(Process.demonitor, 'nope')) },
  { name: 'monitor.self', run: () => isReference(Process.monitor(self())) },
  {
    name: 'monitor.process_info',
    run() {
      const p = label(idle(), 'p');
      Process.monitor(p);
      return [Process.info(self(), 'monitors'), Process.info(p, 'monitoredBy')];
    },
  },
  {
    name: 'monitor.alias_reply_demonitor',
    *run() {
      const p = yield* puppet();
      const alias = Process.monitor(p, { alias: 'reply_demonitor' });
      tellAsync(p, () => {
        send(alias, ['reply', 1]);
        send(alias, ['reply', 2]);
      });
      yield* Process.sleep(20);
      Process.exit(p, 'boom');
      return (yield* flush()).filter((message) => !isMatching(['did', P._, P._], message));
    },
  },
];
