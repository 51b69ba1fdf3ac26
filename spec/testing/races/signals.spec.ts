import { exit, P, Process, receive, self, send, spawn, spawnLink, spawnMonitor, type Pid } from '../../../lib/index.js';
import { endOf, look, reasonOf, waits } from './bodies.js';
import { describeRaces } from './race.js';

describeRaces('exit signals', {
  'send, then exit, of one sender': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        yield* receive('message');
        exit('handled');
      });
      send(pid, 'message');
      Process.exit(pid, 'exit');
      return yield* reasonOf(ref);
    },
    allows: ["'handled'", "'exit'"],
  },
  'send and exit of two senders': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        yield* receive('message');
        exit('handled');
      });
      spawn(() => send(pid, 'message'));
      spawn(() => Process.exit(pid, 'exit'));
      return yield* reasonOf(ref);
    },
    allows: ["'handled'", "'exit'"],
  },
  'exit, then send, of one sender': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        yield* receive('message');
        exit('handled');
      });
      Process.exit(pid, 'exit');
      send(pid, 'message');
      return yield* reasonOf(ref);
    },
    allows: ["'exit'"],
  },
  'two exit signals of two senders': {
    *scenario() {
      const [pid, ref] = spawnMonitor(waits);
      for (const reason of ['one', 'two']) spawn(() => Process.exit(pid, reason));
      return yield* reasonOf(ref);
    },
    allows: ["'one'", "'two'"],
  },
  'two exit signals of one sender': {
    *scenario() {
      const [pid, ref] = spawnMonitor(waits);
      for (const reason of ['one', 'two']) Process.exit(pid, reason);
      return yield* reasonOf(ref);
    },
    allows: ["'one'"],
  },
  'exit against kill': {
    *scenario() {
      const [pid, ref] = spawnMonitor(waits);
      spawn(() => Process.exit(pid, 'exit'));
      spawn(() => Process.exit(pid, 'kill'));
      return yield* reasonOf(ref);
    },
    allows: ["'exit'", "'killed'"],
  },
  'exit against kill, where exits are trapped': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        Process.flag('trapExit', true);
        yield* waits();
      });
      spawn(() => Process.exit(pid, 'exit'));
      spawn(() => Process.exit(pid, 'kill'));
      return yield* reasonOf(ref);
    },
    allows: ["'exit'", "'killed'"],
  },
  'exit with normal does nothing to another': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        yield;
        exit('own end');
      });
      Process.exit(pid, 'normal');
      return yield* reasonOf(ref);
    },
    allows: ["'own end'"],
  },
  'exit against the own end': {
    *scenario() {
      const [pid, ref] = spawnMonitor(() => exit('own end'));
      Process.exit(pid, 'exit');
      return yield* reasonOf(ref);
    },
    allows: ["'exit'", "'own end'"],
  },
  'trapExit is set while an exit signal is under way': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        yield;
        Process.flag('trapExit', true);
        yield* receive(['EXIT', P.any, 'exit']);
        exit('trapped');
      });
      Process.exit(pid, 'exit');
      return yield* reasonOf(ref);
    },
    allows: ["'exit'", "'trapped'"],
  },
  'trapExit is taken back while an exit signal is under way': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        Process.flag('trapExit', true);
        yield;
        Process.flag('trapExit', false);
        const found = yield* look(['EXIT', P.any, P.select()]);
        exit(found === 'nothing' ? 'not seen' : 'trapped');
      });
      Process.exit(pid, 'exit');
      return yield* reasonOf(ref);
    },
    allows: ["'exit'", "'not seen'", "'trapped'"],
  },
  'a chain of kills': {
    *scenario() {
      const [first, ref] = spawnMonitor(function* () {
        const second = spawnLink(function* () {
          spawnLink(waits);
          yield* waits();
        });
        yield;
        Process.exit(second, 'kill');
        yield* waits();
      });
      void first;
      return yield* reasonOf(ref);
    },
    allows: ["'killed'"],
  },
  'the two ends of a link end': {
    *scenario() {
      const me = self();
      const [one, ref] = spawnMonitor(function* () {
        spawnLink(function* () {
          send(me, 'linked');
          yield;
          exit('partner');
        });
        yield;
        exit('own');
      });
      void one;
      return yield* reasonOf(ref);
    },
    allows: ["'own'", "'partner'"],
  },
});

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

describeRaces('monitors', {
  'monitor against the end': {
    *scenario() {
      return yield* endOf(spawn(() => exit('end')));
    },
    allows: ["'end'", "'noproc'"],
  },
  'spawnMonitor never misses the end': {
    *scenario() {
      const [, ref] = spawnMonitor(() => exit('end'));
      return yield* reasonOf(ref);
    },
    allows: ["'end'"],
  },
  'demonitor against DOWN': {
    *scenario() {
      const [pid, ref] = spawnMonitor(() => exit('end'));
      yield;
      Process.demonitor(ref);
      yield* endOf(pid);
      return yield* look(['DOWN', ref, 'process', pid, P.select()]);
    },
    allows: ["'end'", "'nothing'"],
  },
  'demonitor with flush leaves no DOWN': {
    *scenario() {
      const [pid, ref] = spawnMonitor(() => exit('end'));
      yield;
      Process.demonitor(ref, { flush: true });
      yield* endOf(pid);
      return yield* look(['DOWN', ref, 'process', pid, P.select()]);
    },
    allows: ["'nothing'"],
  },
  'demonitor with info tells whether DOWN had come': {
    *scenario() {
      const [, ref] = spawnMonitor(() => exit('end'));
      yield;
      return Process.demonitor(ref, { info: true, flush: true });
    },
    allows: ['false', 'true'],
  },
  'two monitors of one process': {
    *scenario() {
      const pid = spawn(() => exit('end'));
      const refs = [Process.monitor(pid), Process.monitor(pid)];
      const reasons: unknown[] = [];
      for (const ref of refs) reasons.push(yield* reasonOf(ref));
      return reasons;
    },
    allows: ["['end', 'end']", "['noproc', 'noproc']", "['end', 'noproc']"],
  },
  'a message before the end comes before DOWN': {
    *scenario() {
      const me = self();
      const [pid, ref] = spawnMonitor(() => send(me, 'last words'));
      void pid;
      const first = yield* receive(P.any);
      yield* look(P.any);
      return first === 'last words' ? 'words first' : ref;
    },
    allows: ["'words first'"],
  },
  'isAlive against the end': {
    *scenario() {
      const pid: Pid = spawn(function* () {
        yield;
      });
      yield;
      return Process.isAlive(pid);
    },
    allows: ['false', 'true'],
  },
  'isAlive after an own kill': {
    *scenario() {
      const pid: Pid = spawn(waits);
      yield;
      Process.exit(pid, 'kill');
      return Process.isAlive(pid);
    },
    allows: ['false'],
  },
});
