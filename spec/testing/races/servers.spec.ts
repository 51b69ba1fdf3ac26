import { Agent, Call, call, Cast, cast, DynamicSupervisor, exit, on, P, Process, ProcessExit, receive, self, send, spawn, spawnLink, start, stop, Supervisor, Task, after, type Pid } from '../../../lib/index.js';
import { endOf, look, waits } from './bodies.js';
import { describeRaces } from './race.js';

/** Says in the end what it has counted. */
@Process()
class Tally {
  #count = 0;
  #owner!: Pid;

  init(owner: Pid): void {
    this.#owner = owner;
  }

  @Cast(['add', P.number])
  add([, by]: ['add', number]): void {
    this.#count += by;
  }

  terminate(): void {
    send(this.#owner, ['had', this.#count]);
  }
}

@Process()
class Counter {
  #count = 0;

  @Cast(['add', P.number])
  add([, by]: ['add', number]): void {
    this.#count += by;
  }

  @Call(['count'])
  count(_: ['count']): number {
    return this.#count;
  }

  @Call(['crash'])
  crash(_: ['crash']): never {
    exit('crashed');
  }
}

/** The first word of why a call failed. */
function reasonWord(failure: unknown): unknown {
  const reason = failure instanceof ProcessExit ? failure.reason : failure;
  return Array.isArray(reason) ? reason[0] : reason;
}

describeRaces('calls', {
  'casts of two processes against a call': {
    *scenario() {
      const counter = yield* start(Counter);
      for (const by of [1, 2]) spawn(() => cast(counter, ['add', by]));
      return yield* call(counter, ['count']);
    },
    allows: ['0', '1', '2', '3'],
  },
  'an own cast comes before an own call': {
    *scenario() {
      const counter = yield* start(Counter);
      cast(counter, ['add', 1]);
      return yield* call(counter, ['count']);
    },
    allows: ['1'],
  },
  'a call against the end of its server': {
    *scenario() {
      const counter = spawn(Counter);
      spawn(() => Process.exit(counter, 'exit'));
      yield;
      try {
        return yield* call(counter, ['count']);
      } catch (failure) {
        return reasonWord(failure);
      }
    },
    allows: ['0', "'exit'", "'noproc'"],
  },
  'a call whose server crashes in it': {
    *scenario() {
      const counter = spawn(Counter);
      try {
        return yield* call(counter, ['crash']);
      } catch (failure) {
        return reasonWord(failure);
      }
    },
    allows: ["'crashed'"],
  },
  'an answer against the timeout of its call': {
    *scenario() {
      const counter = spawn(Counter);
      try {
        yield* call(counter, ['count'], 10);
        return 'answer';
      } catch (failure) {
        return [reasonWord(failure), yield* look(P.select(P.any))];
      }
    },
    allows: ["'answer'", "['timeout', 'nothing']"],
    options: { time: 'races' },
  },
  'stop against a cast': {
    *scenario() {
      const tally = yield* start(Tally, [self()]);
      spawn(() => cast(tally, ['add', 1]));
      yield* stop(tally);
      const [, count] = yield* receive(['had', P.number]);
      return [count, Process.isAlive(tally)];
    },
    allows: ['[0, false]', '[1, false]'],
  },
  'two stops of one server': {
    *scenario() {
      const counter = yield* start(Counter);
      const me = self();
      for (const who of ['one', 'two']) spawn(function* () {
        try {
          yield* stop(counter);
          send(me, [who, 'stopped']);
        } catch (failure) {
          send(me, [who, reasonWord(failure)]);
        }
      });
      const results = [(yield* receive(['one', P.any]))[1], (yield* receive(['two', P.any]))[1]];
      return results.sort();
    },
    allows: ["['noproc', 'stopped']", "['stopped', 'stopped']"],
  },
});

describeRaces('tasks and agents', {
  'await of a task that crashes': {
    *scenario() {
      Process.flag('trapExit', true);
      const task = Task.async(() => exit('crashed'));
      try {
        return yield* Task.await(task);
      } catch (failure) {
        return reasonWord(failure);
      }
    },
    allows: ["'crashed'"],
  },
  'await of a task that crashes, along the link': {
    *scenario() {
      const owner = spawn(function* () {
        yield* Task.await(Task.async(() => exit('crashed')));
      });
      const reason = yield* endOf(owner);
      return reasonWord(reason);
    },
    allows: ["'crashed'", "'noproc'"],
  },
  'the end of a task against shutdown': {
    *scenario() {
      const task = Task.async(function* () {
        yield;
        return 'result';
      });
      return yield* Task.shutdown(task);
    },
    allows: ["['ok', 'result']", 'undefined'],
  },
  'the end of a task against a look at it': {
    *scenario() {
      const task = Task.async(() => 'result');
      yield;
      return yield* Task.yield(task, 0);
    },
    allows: ["['ok', 'result']", 'undefined'],
  },
  'two updates of an agent': {
    *scenario() {
      const agent = yield* Agent.start(() => 1);
      const me = self();
      for (const step of [2, 3]) spawn(function* () {
        yield* Agent.update(agent, (value) => value * 10 + step);
        send(me, 'done');
      });
      yield* receive('done');
      yield* receive('done');
      return yield* Agent.get(agent, (value) => value);
    },
    allows: ['123', '132'],
  },
});

const child = { id: 'counter', start: [Counter] } as const;

describeRaces('supervisors', {
  'terminateChild against the end of the child': {
    *scenario() {
      const supervisor = yield* Supervisor.start([child]);
      const [info] = yield* Supervisor.whichChildren(supervisor);
      const pid = info?.pid;
      if (typeof pid !== 'object') return 'no child';
      const ref = Process.monitor(pid);
      spawn(() => Process.exit(pid, 'kill'));
      yield* Supervisor.terminateChild(supervisor, 'counter');
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
      const [left] = yield* Supervisor.whichChildren(supervisor);
      return [reason, left?.pid];
    },
    allows: ["['killed', undefined]", "['shutdown', undefined]", "['noproc', undefined]"],
  },
  'a child is killed once: it is started again': {
    *scenario() {
      const supervisor = yield* Supervisor.start([child]);
      const [info] = yield* Supervisor.whichChildren(supervisor);
      const pid = info?.pid;
      if (typeof pid !== 'object') return 'no child';
      Process.exit(pid, 'kill');
      const [again] = yield* Supervisor.whichChildren(supervisor);
      return again?.pid === pid ? 'not yet' : 'again';
    },
    allows: ["'again'", "'not yet'"],
  },
  'two deaths, and an intensity of one': {
    *scenario() {
      Process.flag('trapExit', true);
      const supervisor = yield* Supervisor.start([child, { ...child, id: 'second' }], { maxRestarts: 1 });
      const children = yield* Supervisor.whichChildren(supervisor);
      for (const { pid } of children) if (typeof pid === 'object') Process.exit(pid, 'kill');
      return yield* endOf(supervisor);
    },
    allows: ["'shutdown'", "'noproc'"],
  },
  'startChild against terminateChild of a dynamic supervisor': {
    *scenario() {
      const supervisor = yield* DynamicSupervisor.start();
      const me = self();
      const pid = yield* DynamicSupervisor.startChild(supervisor, { ...child, restart: 'temporary' });
      spawn(function* () {
        if (pid !== undefined) yield* DynamicSupervisor.terminateChild(supervisor, pid);
        send(me, 'terminated');
      });
      yield* DynamicSupervisor.startChild(supervisor, { ...child, restart: 'temporary' });
      const counted = (yield* DynamicSupervisor.countChildren(supervisor)).active;
      yield* receive('terminated');
      return [counted, (yield* DynamicSupervisor.countChildren(supervisor)).active];
    },
    allows: ['[1, 1]', '[2, 1]'],
  },
  'the end of a parent against the start of a child': {
    *scenario() {
      const me = self();
      const parent = spawn(function* () {
        spawnLink(function* () {
          send(me, self());
          yield* waits();
        });
        yield;
        exit('end');
      });
      yield* endOf(parent);
      const pid = yield* receive(
        on(P.pid, (found) => found),
        after(10, () => undefined),
      );
      return pid === undefined ? 'never ran' : yield* endOf(pid);
    },
    allows: ["'never ran'", "'noproc'", "'end'"],
  },
});
