import { after, exit, on, P, Process, receive, self, send, spawn, spawnMonitor } from '../../../lib/index.js';
import { look, reasonOf } from './bodies.js';
import { describeRaces } from './race.js';

const races = { time: 'races' } as const;

describeRaces('timers', {
  'cancelTimer against its time': {
    *scenario() {
      const ref = Process.sendAfter(self(), 'tick', 10);
      yield;
      const left = Process.cancelTimer(ref);
      yield;
      return [left, yield* look('tick')];
    },
    allows: ["[10, 'nothing']", "[false, 'tick']", "[false, 'nothing']"],
    options: races,
  },
  'a timer that was cancelled in time sends nothing': {
    *scenario() {
      const ref = Process.sendAfter(self(), 'tick', 10);
      spawn(() => Process.sleep(10));
      const left = Process.cancelTimer(ref);
      yield;
      yield* Process.sleep(20);
      return [left, yield* look('tick')];
    },
    allows: ["[10, 'nothing']"],
    options: races,
  },
  'readTimer against its time': {
    *scenario() {
      const ref = Process.sendAfter(self(), 'tick', 10);
      yield;
      return Process.readTimer(ref);
    },
    allows: ['10', 'false'],
    options: races,
  },
  'a timer against the end of its receiver': {
    *scenario() {
      const me = self();
      const [, ref] = spawnMonitor(function* () {
        Process.sendAfter(self(), 'tick', 10);
        yield;
        if ((yield* look('tick')) === 'tick') send(me, 'tick');
        exit('end');
      });
      yield* reasonOf(ref);
      return yield* look('tick');
    },
    allows: ["'nothing'", "'tick'"],
    options: races,
  },
  'two timers of one instant': {
    *scenario() {
      for (const name of ['one', 'two']) Process.sendAfter(self(), name, 10);
      return [yield* receive(P.string), yield* receive(P.string)];
    },
    allows: ["['one', 'two']", "['two', 'one']"],
  },
  'two timers of two instants, on a busy machine': {
    *scenario() {
      Process.sendAfter(self(), 'later', 20);
      Process.sendAfter(self(), 'sooner', 10);
      yield;
      return [yield* receive(P.string), yield* receive(P.string)];
    },
    allows: ["['sooner', 'later']", "['later', 'sooner']"],
    options: races,
  },
  'a message against a timeout': {
    *scenario() {
      const me = self();
      spawn(() => send(me, 'message'));
      return yield* receive(
        on('message', () => 'message'),
        after(10, () => 'timeout'),
      );
    },
    allows: ["'message'", "'timeout'"],
    options: races,
  },
  'a message against a timeout of nothing': {
    *scenario() {
      const me = self();
      spawn(() => send(me, 'message'));
      yield;
      return yield* look('message');
    },
    allows: ["'message'", "'nothing'"],
  },
  'a timer by name against the end of the name': {
    *scenario() {
      const me = self();
      spawn(function* () {
        Process.register(self(), 'till');
        Process.sendAfter('till', 'tick', 10);
        yield;
        Process.unregister('till');
        yield* receive(
          on('tick', () => send(me, 'tick')),
          after(50, () => send(me, 'nothing')),
        );
      });
      return yield* receive(P.string);
    },
    allows: ["'nothing'", "'tick'"],
    options: races,
  },
  'a timer after an alias was taken back': {
    *scenario() {
      const alias = Process.alias();
      const friend = spawn(function* () {
        yield* receive('go');
        send(alias, 'late');
      });
      send(friend, 'go');
      yield;
      Process.unalias(alias);
      yield* Process.sleep(10);
      return yield* look('late');
    },
    allows: ["'late'", "'nothing'"],
  },
  'two answers through one reply alias': {
    *scenario() {
      const alias = Process.alias({ reply: true });
      for (const who of ['one', 'two']) spawn(() => send(alias, who));
      yield* Process.sleep(10);
      const first = yield* receive(P.string);
      return [first, yield* look(P.select(P.string))];
    },
    allows: ["['one', 'nothing']", "['two', 'nothing']"],
  },
});
