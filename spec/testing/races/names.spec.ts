import { Groups, KeyRegistry, P, Process, receive, self, send, spawn, spawnMonitor } from '../../../lib/index.js';
import { reasonOf, waits } from './bodies.js';
import { describeRaces } from './race.js';

/** Registers the running process, and says whether that went well. */
function tries(name: string): 'got it' | 'taken' {
  try {
    Process.register(self(), name);
    return 'got it';
  } catch {
    return 'taken';
  }
}

describeRaces('names', {
  'register against register': {
    *scenario() {
      const me = self();
      for (const who of ['one', 'two']) spawn(function* () {
        send(me, [who, tries('till')]);
        yield* waits();
      });
      const [, first] = yield* receive(['one', P.string]);
      const [, second] = yield* receive(['two', P.string]);
      return [first, second];
    },
    allows: ["['got it', 'taken']", "['taken', 'got it']"],
  },
  'register against the end of the holder': {
    *scenario() {
      const me = self();
      spawn(function* () {
        tries('till');
        yield;
      });
      spawn(function* () {
        yield;
        send(me, tries('till'));
      });
      return yield* receive(P.string);
    },
    allows: ["'got it'", "'taken'"],
  },
  'a name is free when DOWN has come': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        tries('till');
        yield;
      });
      spawn(() => Process.exit(pid, 'kill'));
      yield* reasonOf(ref);
      return tries('till');
    },
    allows: ["'got it'"],
  },
  'whereis against the end': {
    *scenario() {
      spawn(function* () {
        tries('till');
        yield;
      });
      yield;
      return Process.whereis('till') !== undefined;
    },
    allows: ['false', 'true'],
  },
  'send to a name against its end': {
    *scenario() {
      const me = self();
      spawn(function* () {
        tries('till');
        yield;
        send(me, 'ended');
      });
      spawn(() => {
        try {
          send('till', 'hello');
          send(me, 'sent');
        } catch {
          send(me, 'nobody there');
        }
      });
      const first = yield* receive(P.union('sent', 'nobody there'));
      return first;
    },
    allows: ["'nobody there'", "'sent'"],
  },
  'unregister against send by name': {
    *scenario() {
      const me = self();
      tries('till');
      spawn(() => {
        try {
          send('till', 'hello');
        } catch {
          send(me, 'nobody there');
        }
      });
      yield;
      Process.unregister('till');
      return yield* receive(P.string);
    },
    allows: ["'hello'", "'nobody there'"],
  },
  'a name is handed over': {
    *scenario() {
      const me = self();
      const heir = spawn(function* () {
        yield* receive('take it');
        send(me, tries('till'));
        yield* waits();
      });
      spawn(function* () {
        tries('till');
        yield;
        Process.unregister('till');
        send(heir, 'take it');
      });
      return yield* receive(P.string);
    },
    allows: ["'got it'"],
  },
  'another registers a process that ends': {
    *scenario() {
      const pid = spawn(() => {});
      yield;
      try {
        Process.register(pid, 'till');
        return 'registered';
      } catch {
        return 'refused';
      }
    },
    allows: ["'refused'", "'registered'"],
  },
  'two names for one process': {
    *scenario() {
      const me = self();
      const pid = spawn(waits);
      for (const name of ['one', 'two']) spawn(() => {
        try {
          Process.register(pid, name);
          send(me, [name, 'got it']);
        } catch {
          send(me, [name, 'refused']);
        }
      });
      const [, first] = yield* receive(['one', P.string]);
      const [, second] = yield* receive(['two', P.string]);
      return [first, second];
    },
    allows: ["['got it', 'refused']", "['refused', 'got it']"],
  },
});

describeRaces('groups', {
  'members against join': {
    *scenario() {
      spawn(function* () {
        Groups.join('guests', self());
        yield* waits();
      });
      yield;
      return Groups.members('guests').length;
    },
    allows: ['0', '1'],
  },
  'members against the end of a member': {
    *scenario() {
      spawn(function* () {
        Groups.join('guests', self());
        yield;
      });
      yield;
      yield;
      return Groups.members('guests').length;
    },
    allows: ['0', '1'],
  },
  'leave by another against the end': {
    *scenario() {
      const pid = spawn(function* () {
        Groups.join('guests', self());
        yield;
      });
      yield;
      const left = Groups.leave('guests', pid);
      return [left, Groups.members('guests').length];
    },
    allows: ['[false, 0]', '[true, 0]'],
  },
  'join and leave of two processes': {
    *scenario() {
      const me = self();
      for (const kind of ['join', 'leave'] as const) spawn(function* () {
        Groups[kind]('guests', me);
        send(me, kind);
      });
      yield* receive('join');
      yield* receive('leave');
      return Groups.members('guests').length;
    },
    allows: ['0', '1'],
  },
  'a group has forgotten a member when its DOWN has come': {
    *scenario() {
      const [pid, ref] = spawnMonitor(function* () {
        Groups.join('guests', self());
        yield;
      });
      spawn(() => Process.exit(pid, 'kill'));
      yield* reasonOf(ref);
      return Groups.members('guests').length;
    },
    allows: ['0'],
  },
});

describeRaces('keyed registries', {
  'register against register, of one key': {
    *scenario() {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      const me = self();
      for (const who of ['one', 'two']) spawn(function* () {
        try {
          KeyRegistry.register(keys, 'room', who);
          send(me, [who, 'got it']);
        } catch {
          send(me, [who, 'taken']);
        }
        yield* waits();
      });
      const [, first] = yield* receive(['one', P.string]);
      const [, second] = yield* receive(['two', P.string]);
      return [first, second];
    },
    allows: ["['got it', 'taken']", "['taken', 'got it']"],
  },
  'lookup against the end': {
    *scenario() {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      const me = self();
      spawn(function* () {
        KeyRegistry.register(keys, 'room', 1);
        send(me, 'registered');
        yield;
      });
      yield* receive('registered');
      return KeyRegistry.lookup(keys, 'room').length;
    },
    allows: ['0', '1'],
  },
  'a key is free when DOWN has come': {
    *scenario() {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      const [pid, ref] = spawnMonitor(function* () {
        KeyRegistry.register(keys, 'room', 1);
        yield;
      });
      spawn(() => Process.exit(pid, 'kill'));
      yield* reasonOf(ref);
      return KeyRegistry.lookup(keys, 'room').length;
    },
    allows: ['0'],
  },
});
