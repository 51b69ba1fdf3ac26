import { exit, P, Process, receive, self, send, spawn, spawnMonitor, type Pid } from '../../../lib/index.js';
import { endOf, look, reasonOf, waits } from './bodies.js';
import { describeRaces } from './race.js';

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
      yield;
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
