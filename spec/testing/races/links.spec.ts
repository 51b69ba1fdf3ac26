import { exit, P, Process, receive, self, send, spawn, spawnLink, spawnMonitor } from '../../../lib/index.js';
import { endOf, look, reasonOf } from './bodies.js';
import { describeRaces } from './race.js';

describeRaces('links', {
  'link to a process that ends': {
    *scenario() {
      Process.flag('trapExit', true);
      const pid = spawn(() => exit('end'));
      Process.link(pid);
      const [, , reason] = yield* receive(['EXIT', pid, P.any]);
      return reason;
    },
    allows: ["'end'", "'noproc'"],
  },
  'spawnLink never misses the end': {
    *scenario() {
      Process.flag('trapExit', true);
      const pid = spawnLink(() => exit('end'));
      yield;
      const [, , reason] = yield* receive(['EXIT', pid, P.any]);
      return reason;
    },
    allows: ["'end'"],
  },
  'unlink against the exit signal': {
    *scenario() {
      Process.flag('trapExit', true);
      const pid = spawnLink(() => exit('end'));
      yield;
      Process.unlink(pid);
      yield* endOf(pid);
      return yield* look(['EXIT', pid, P.select()]);
    },
    allows: ["'end'", "'nothing'"],
  },
  'unlink by the partner against the end': {
    *scenario() {
      Process.flag('trapExit', true);
      const me = self();
      const pid = spawnLink(function* () {
        const helper = spawn(function* () {
          yield* receive('go');
        });
        send(helper, 'go');
        yield;
        Process.unlink(me);
        exit('end');
      });
      yield* endOf(pid);
      return yield* look(['EXIT', pid, P.select()]);
    },
    allows: ["'nothing'"],
  },
  'link again while the exit signal is under way': {
    *scenario() {
      Process.flag('trapExit', true);
      const pid = spawnLink(() => exit('end'));
      yield;
      Process.unlink(pid);
      Process.link(pid);
      yield* endOf(pid);
      const first = yield* look(['EXIT', pid, P.select()]);
      return [first, yield* look(['EXIT', pid, P.select()])];
    },
    allows: ["['end', 'noproc']", "['end', 'nothing']", "['noproc', 'nothing']"],
  },
  'both sides link at the same time': {
    *scenario() {
      Process.flag('trapExit', true);
      const me = self();
      const pid = spawn(function* () {
        Process.link(me);
        yield* receive('end');
        exit('end');
      });
      Process.link(pid);
      send(pid, 'end');
      yield* endOf(pid);
      const first = yield* look(['EXIT', pid, P.select()]);
      return [first, yield* look(['EXIT', pid, P.select()])];
    },
    allows: ["['end', 'nothing']"],
  },
  'one side links, the other unlinks': {
    *scenario() {
      Process.flag('trapExit', true);
      const me = self();
      const pid = spawnLink(function* () {
        Process.unlink(me);
        yield;
        exit('end');
      });
      Process.link(pid);
      yield* endOf(pid);
      return yield* look(['EXIT', pid, P.select()]);
    },
    allows: ["'nothing'"],
  },
  'a crash along a link against the own end': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        spawnLink(() => exit('child'));
        yield;
        exit('parent');
      });
      void pid;
      return yield* reasonOf(ref);
    },
    allows: ["'child'", "'parent'"],
  },
  'a child that ends normally ends nobody': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        spawnLink(() => {});
        yield;
        exit('parent');
      });
      void pid;
      return yield* reasonOf(ref);
    },
    allows: ["'parent'"],
  },
});
