import { exit, on, P, Process, receive, self, send, spawnLink, spawnMonitor } from '../../../lib/index.js';
import { type Command, dead, down, downOf, flush, idle, label, puppet, reasonOf, rescueIt, type Scenario, type Step, tell } from '../dsl.js';

/** The reason with which a process ends that waits for ever, linked to one that runs a body. */
function reasonBesides(body: Command): Step {
  return reasonOf(function* () {
    spawnLink(body);
    yield* Process.sleep(Infinity);
  });
}

/** Links: processes that end together. */
export const links: readonly Scenario[] = [
  {
    name: 'link.normal_exit_does_not_kill',
    *run() {
      const p = yield* puppet();
      yield* tell(p, () => spawnLink(() => 'ok'));
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
  { name: 'link.shutdown_exit_kills', run: () => reasonBesides(() => exit('shutdown')) },
  {
    name: 'link.raise_kills_with_same_reason',
    run: () =>
      reasonBesides(() => {
        throw new Error('boom');
      }),
  },
  {
    name: 'link.kill_reaches_the_linked_as_killed',
    *run() {
      const [, ref] = spawnMonitor(function* () {
        const q = spawnLink(function* () {
          yield* Process.sleep(Infinity);
        });
        Process.exit(q, 'kill');
        yield* Process.sleep(Infinity);
      });
      return yield* down(ref);
    },
  },
  { name: 'link.exit_kill_reason_through_link_not_trapping', run: () => reasonBesides(() => exit('kill')) },
  {
    name: 'link.to_dead_pid_not_trapping',
    *run() {
      const d = label(yield* dead(), 'dead');
      const me = self();
      const reason = yield* reasonOf(function* () {
        send(me, ['link_said', yield* rescueIt(() => Process.link(d))]);
        yield* Process.sleep(100);
        exit('survived');
      });
      return [yield* flush(), reason];
    },
  },
  {
    name: 'link.to_dead_pid_not_trapping_uncaught',
    *run() {
      const d = yield* dead();
      return yield* reasonOf(() => {
        Process.link(d);
        exit('survived');
      });
    },
  },
  { name: 'link.shutdown_tuple_exit_kills', run: () => reasonBesides(() => exit(['shutdown', 'x'])) },
  {
    name: 'link.twice_is_one_link',
    *run() {
      Process.flag('trapExit', true);
      const q = label(idle(), 'q');
      const result = [Process.link(q), Process.link(q), Process.info(self(), 'links')];
      Process.unlink(q);
      Process.exit(q, 'boom');
      return [result, yield* flush()];
    },
  },
  {
    name: 'link.is_bidirectional',
    *run() {
      const q = label(yield* puppet(), 'q');
      Process.link(q);
      const linked = [Process.info(self(), 'links'), Process.info(q, 'links')];
      Process.unlink(q);
      return [linked, Process.info(self(), 'links'), Process.info(q, 'links')];
    },
  },
  {
    name: 'link.unlink_from_the_other_side',
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = label(yield* puppet(), 'q');
      Process.link(q);
      yield* tell(q, () => Process.unlink(me));
      Process.exit(q, 'boom');
      return [yield* flush(), Process.info(self(), 'links')];
    },
  },
  {
    name: 'link.unlink_then_crash',
    *run() {
      const q = idle();
      Process.link(q);
      const result = Process.unlink(q);
      Process.exit(q, 'boom');
      yield* Process.sleep(20);
      return [result, 'survived'];
    },
  },
  {
    name: 'link.unlink_leaves_an_EXIT_already_received',
    *run() {
      Process.flag('trapExit', true);
      const q = label(spawnLink(() => exit('boom')), 'q');
      yield* downOf(q);
      yield* Process.sleep(10);
      return [Process.unlink(q), yield* flush()];
    },
  },
  {
    name: 'link.unlink_of_unlinked_or_dead',
    *run() {
      return [Process.unlink(idle()), Process.unlink(yield* dead())];
    },
  },
  {
    name: 'link.chain_propagates_the_first_reason',
    *run() {
      const me = self();
      const [, ref] = spawnMonitor(function* () {
        spawnLink(function* () {
          spawnLink(function* () {
            send(me, ['c', self()]);
            yield* receive(on('go', () => exit('boom')));
          });
          yield* Process.sleep(Infinity);
        });
        yield* Process.sleep(Infinity);
      });
      const [, c] = yield* receive(['c', P.pid]);
      send(c, 'go');
      return yield* down(ref);
    },
  },
  {
    name: 'link.trapping_middle_stops_the_chain',
    *run() {
      const p = yield* puppet();
      const q = yield* puppet({ trap: true });
      yield* tell(q, () => Process.link(p));
      const r = yield* puppet();
      yield* tell(q, () => Process.link(r));
      const ref = Process.monitor(p);
      Process.exit(p, 'boom');
      const reason = yield* down(ref);
      return [reason, Process.isAlive(q), Process.isAlive(r)];
    },
  },
  {
    name: 'link.spawn_link_child_messages_come_before_its_EXIT',
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = spawnLink(() => {
        send(me, 'hello');
        send(me, 'bye');
        exit('done');
      });
      label(q, 'q');
      return yield* flush();
    },
  },
  {
    name: 'link.spawn_link_two_children_exit_order',
    *run() {
      Process.flag('trapExit', true);
      const endsWith = (reason: string) =>
        spawnLink(function* () {
          yield* receive(on('go', () => exit(reason)));
        });
      const a = label(endsWith('a'), 'a');
      const b = label(endsWith('b'), 'b');
      send(b, 'go');
      yield* downOf(b);
      send(a, 'go');
      yield* downOf(a);
      return yield* flush();
    },
  },
  {
    name: 'link.trap_exit_is_not_inherited',
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      spawnLink(() => send(me, Process.info(self(), 'trapExit')));
      return (yield* flush())[0];
    },
  },
];
