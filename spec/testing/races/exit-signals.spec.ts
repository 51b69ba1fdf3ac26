import { exit, P, Process, receive, self, send, spawn, spawnLink, spawnMonitor } from '../../../lib/index.js';
import { look, reasonOf, waits } from './bodies.js';
import { describeRaces } from './race.js';

/** Takes one message, and ends. */
function* handlesOne(): Generator<unknown, void> {
  yield* receive('message');
  exit('handled');
}

describeRaces('exit signals', {
  'send, then exit, of one sender': {
    *scenario() {
      const [pid, ref] = spawnMonitor(handlesOne);
      send(pid, 'message');
      Process.exit(pid, 'exit');
      return yield* reasonOf(ref);
    },
    allows: ["'handled'", "'exit'"],
  },
  'send and exit of two senders': {
    *scenario() {
      const [pid, ref] = spawnMonitor(handlesOne);
      spawn(() => send(pid, 'message'));
      spawn(() => Process.exit(pid, 'exit'));
      return yield* reasonOf(ref);
    },
    allows: ["'handled'", "'exit'"],
  },
  'exit, then send, of one sender': {
    *scenario() {
      const [pid, ref] = spawnMonitor(handlesOne);
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
