import { expect } from 'chai';
import type { Observable } from 'rxjs';
import { BeamworkError, call, Call, cast, exit, type From, Lifecycle, type LifecycleEvent, Linker, type LinkEvent, Monitor, type NameEvent, noReply, P, type Pid, Process, Receive, receive, Registry, reply, self, send, spawn, start, startLink, stop } from '../../lib/index.js';
import { downOf, ManualTime, startRuntime, turns } from '../semantics/support.js';
import { ask, deaf, Echo, failureOf, noTrace, reasonFrom, traces, Willing } from './support.js';

/** An object whose getter runs `act` when it is copied. */
function trapped(act: () => unknown): object {
  return {
    get value() {
      return act();
    },
  };
}

function boom(): never {
  throw new Error('getter');
}

describe('calls under attack', () => {
  const world = startRuntime({ time: new ManualTime() });

  describe('requests with getters', () => {
    it('that throw are refused in the caller, and leave nothing', async () => {
      const seen = await world.run(function* () {
        const pid: Pid = spawn(Echo);
        let failures = 0;
        for (const ask of [() => call(pid, ['plain', trapped(boom)]), () => cast(pid, trapped(boom)), () => stop(pid, trapped(boom))]) {
          try {
            ask();
          } catch {
            failures++;
          }
        }
        return [failures, Process.isAlive(pid), yield* traces(), Process.info(pid, 'messageQueueLen')];
      });
      expect(seen).to.deep.equal([3, true, noTrace, 0]);
    });

    it('that end the callee fail with noproc, at once', async () => {
      const seen = await world.run(function* () {
        const failures = [];
        for (const ask of [(pid: Pid, what: object) => call(pid, what, Infinity), (pid: Pid, what: object) => stop(pid, what)]) {
          const pid: Pid = spawn(Echo);
          const kill = trapped(() => (Process.exit(pid, 'kill'), Process.isAlive(pid)));
          const failure = yield* failureOf(() => ask(pid, kill));
          failures.push(Array.isArray(failure) && failure[0]);
        }
        return [failures, yield* traces()];
      });
      expect(seen).to.deep.equal([['noproc', 'noproc'], noTrace]);
    });

    it('in the reply end the server alone', async () => {
      const seen = await world.run(function* () {
        const pid = spawn(Willing);
        const failure = yield* failureOf(() => ask(pid, () => trapped(boom)));
        return [Array.isArray(failure) && failure[0] instanceof Error, yield* traces()];
      });
      expect(seen).to.deep.equal([true, noTrace]);
    });

    it('in the arguments of a start leave no process', async () => {
      const seen = await world.run(function* () {
        const before = Process.list().length;
        let failed = false;
        try {
          yield* startLink(Taking, [trapped(boom)], { name: 'half' });
        } catch {
          failed = true;
        }
        return [failed, Process.list().length - before, Process.whereis('half'), yield* traces()];
      });
      expect(seen).to.deep.equal([true, 0, undefined, noTrace]);
    });
  });

  describe('subscribers', () => {
    it('that end the callee of a call let it fail with the reason', async () => {
      const { events$ } = world.runtime.get(Monitor);
      const seen = await world.run(function* () {
        const pid: Pid = spawn(Echo);
        const shot = events$.subscribe(({ type, target }) => {
          if (type === 'monitored' && target === pid) Process.exit(pid, 'shot');
          Process.isAlive(pid);
        });
        const failure = yield* failureOf(() => call(pid, ['plain', 1], Infinity));
        shot.unsubscribe();
        return [Array.isArray(failure) && failure[0], yield* traces()];
      });
      expect(seen).to.deep.equal(['shot', noTrace]);
    });

    it('that end the caller of each call end it, and the callee sees no monitor left', async () => {
      const pid: Pid = world.runtime.spawn(Echo);
      const shot = world.runtime.get(Monitor).events$.subscribe(({ type, watcher }) => {
        if (type === 'monitored' && watcher !== undefined) Process.exit(watcher, 'shot');
      });
      expect(await reasonFrom(world.run(() => call(pid, ['never'])))).to.equal('shot');
      shot.unsubscribe();
      await world.settled();
      expect(Process.info(pid, ['monitoredBy', 'messageQueueLen'])).to.deep.equal({ monitoredBy: [], messageQueueLen: 0 });
    });

    it('that end a child as soon as it is born, linked or named fail its start with the reason', async () => {
      const { runtime } = world;
      const streams: Record<string, Observable<LifecycleEvent | LinkEvent | NameEvent>> = { spawned: runtime.get(Lifecycle).events$, linked: runtime.get(Linker).events$, registered: runtime.get(Registry).events$ };
      const seen = await world.run(function* () {
        Process.flag('trapExit', true);
        const reasons = [];
        for (const [when, events$] of Object.entries(streams)) {
          const shot = events$.subscribe((event) => {
            if (event.type !== when) return;
            if ('pid' in event) Process.exit(event.pid, 'shot');
            if ('b' in event) Process.exit(event.b, 'shot');
          });
          reasons.push([yield* failureOf(() => startLink(Taking, [1], { name: 'short' })), Process.whereis('short')]);
          shot.unsubscribe();
        }
        return reasons;
      });
      expect(seen).to.deep.equal(Array(3).fill(['shot', undefined]));
    });

    it('that throw harm no call', async () => {
      const sub = world.runtime.get(Monitor).events$.subscribe(boom);
      expect(await world.run(() => call(spawn(Willing), ['do', () => 'fine']))).to.equal('fine');
      sub.unsubscribe();
    });
  });

  describe('floods', () => {
    it('of calls from many processes are all answered, each once', async () => {
      const total = await world.run(function* () {
        const pid: Pid = spawn(Echo);
        const me = self();
        for (let n = 0; n < 3_000; n++) {
          spawn(function* () {
            send(me, ['done', yield* call(pid, ['plain', [n]])]);
          });
        }
        let sum = 0;
        for (let n = 0; n < 3_000; n++) {
          const [, [value]] = yield* receive(['done', [P.number]]);
          sum += value;
        }
        return [sum, yield* traces(), Process.info(pid, ['monitoredBy', 'messageQueueLen'])];
      });
      expect(total).to.deep.equal([(3_000 * 2_999) / 2, noTrace, { monitoredBy: [], messageQueueLen: 0 }]);
    });

    it('of casts whose handlers return objects, generators and promises leave a flat stack', async () => {
      const done = await world.run(function* () {
        const pid = spawn(Willing);
        const me = self();
        let count = 0;
        const kinds = [() => ({ n: count++ }), function* () { count++; }, async () => void count++];
        for (let n = 0; n < 6_000; n++) cast(pid, ['do', kinds[n % 3] ?? boom]);
        cast(pid, ['do', () => send(me, 'all')]);
        yield* receive('all');
        return count;
      });
      expect(done).to.equal(6_000);
    });

    it('of calls that time out leave nothing in the caller', async () => {
      const seen = await world.run(function* () {
        const pid: Pid = spawn(Echo);
        for (let n = 0; n < 300; n++) yield* failureOf(() => call(pid, ['plain', n], 0));
        return yield* traces();
      });
      expect(seen).to.deep.equal(noTrace);
    });

    it('of other messages do not slow an answer down', async () => {
      const seen = await world.run(function* () {
        const pid: Pid = spawn(Echo);
        for (let n = 0; n < 20_000; n++) send(self(), n);
        const answers = [];
        for (let n = 0; n < 100; n++) answers.push(yield* call(pid, ['plain', n]));
        return [answers.length, yield* receive(P.number), Process.info(self(), 'messageQueueLen')];
      });
      expect(seen).to.deep.equal([100, 0, 19_999]);
    });
  });

  describe('nested calls', () => {
    it('inside handlers of both sides come through, in a chain of a hundred', async () => {
      const answer = await world.run(function* () {
        const chain: Pid[] = Array.from({ length: 100 }, () => spawn(Willing));
        const step = (index: number): (() => unknown) => {
          const next = chain[index + 1];
          if (next === undefined) return () => 'the end';
          return index % 2 === 0
            ? function* () {
                return yield* call(next, ['do', step(index + 1)]);
              }
            : async () => call(next, ['do', step(index + 1)]);
        };
        return yield* call(chain[0] ?? self(), ['do', step(0)]);
      });
      expect(answer).to.equal('the end');
    });

    it('from init to another server, while somebody starts this one', async () => {
      const seen = await world.run(function* () {
        const other: Pid = spawn(Echo);
        const pid = yield* start(Asking, [other]);
        return yield* call(pid, ['what']);
      });
      expect(seen).to.equal('asked');
    });

    it('from init back to the starter is a circle', async () => {
      const failure = await world.run(function* () {
        return yield* failureOf(() => start(Asking, [self()]));
      });
      expect(failure).to.be.an('array').with.property('0', 'deadlock');
    });
  });

  it('an exit of the caller during a call leaves the callee alone', async () => {
    const seen = await world.run(function* () {
      const pid: Pid = spawn(Echo);
      const caller = spawn(function* () {
        yield* call(pid, ['never']);
      });
      yield* turns();
      Process.exit(caller, 'kill');
      yield* downOf(caller);
      yield* turns();
      return [yield* call(pid, ['plain', 1]), Process.info(pid, ['monitoredBy', 'monitors', 'messageQueueLen'])];
    });
    expect(seen).to.deep.equal([1, { monitoredBy: [], monitors: [], messageQueueLen: 0 }]);
  });

  it('priorities may change while a call waits', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(Willing);
      const answers = [];
      for (const priority of ['max', 'low', 'high', 'normal'] as const) {
        Process.flag('priority', priority);
        answers.push(
          yield* ask(pid, function* () {
            Process.flag('priority', priority === 'max' ? 'low' : 'max');
            yield;
            return priority;
          }),
        );
      }
      return answers;
    });
    expect(seen).to.deep.equal(['max', 'low', 'high', 'normal']);
  });

  it('an end in an async handler lets nothing of it act any more: no cast, no reply, no call', async () => {
    let go: () => void = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const acts: unknown[] = [];
    const log: unknown[] = [];
    const witness = world.runtime.spawn(Willing);
    let from: From | undefined;
    const waiting = world.run(() => call(witness, ['do', (whom) => ((from = whom), noReply)], Infinity));
    const pid = world.runtime.spawn(Willing);
    cast(pid, [
      'do',
      async () => {
        await Process.wait(gate);
        for (const act of [() => cast(witness, ['do', () => log.push('cast')]), () => from !== undefined && reply(from, 'from the dead'), () => call(witness, ['do', () => log.push('call')])]) {
          try {
            await act();
            acts.push('acted');
          } catch {
            acts.push('refused');
          }
        }
      },
    ]);
    await world.settled();
    await world.run(function* () {
      Process.exit(pid, 'kill');
      yield* downOf(pid);
    });
    go();
    await world.settled();
    expect([acts.includes('acted'), log]).to.deep.equal([false, []]);
    if (from !== undefined) reply(from, 'from the living');
    expect(await waiting).to.equal('from the living');
  });

  it('messages that only look like those of the protocol end a server at most', async () => {
    const seen = await world.run(function* () {
      const ends = [];
      for (const message of [['$gen_call', 1, ['plain', 2]], ['$gen_call', [], 2], ['$gen_cast', 2], ['$gen_stop', 'x'], ['$gen_call'], ['$gen_cast', 1, 2, 3]]) {
        const pid: Pid = spawn(Echo);
        send(pid, message);
        yield* turns();
        ends.push(Process.isAlive(pid));
      }
      return ends;
    });
    expect(seen).to.deep.equal([false, false, false, false, true, true]);
  });

  it('an exit reason that names an address still says what has failed', async () => {
    const reason = await world.run(function* () {
      const pid = deaf();
      const caller = spawn(function* () {
        yield* turns(3);
        yield* call(pid, 'x', 0);
      });
      return yield* downOf(caller);
    });
    expect(reason).to.be.an('array').with.property('0', 'timeout');
  });

  it('failures outside of processes reject, and log nothing', async () => {
    const pid: Pid = world.runtime.spawn(Willing);
    expect(await reasonFrom(call(pid, ['do', () => exit('left')]))).to.deep.include('left');
    expect(world.logger.crashLines).to.deep.equal([]);
  });

  it('mistakes outside of processes reject with the error itself, and log nothing', async () => {
    const pid: Pid = world.runtime.spawn(Willing);
    const mistakes = [call(pid, new WeakMap()), stop(pid, new WeakMap()), stop(world.spawn(() => Process.sleep(Infinity))), start(Taking, [new WeakMap()])];
    const codes = await Promise.all(mistakes.map((mistake) => reasonFrom(mistake)));
    expect(codes.map((error) => error instanceof BeamworkError && error.code)).to.deep.equal([
      'BEAMWORK_UNCOPYABLE',
      'BEAMWORK_UNCOPYABLE',
      'BEAMWORK_BAD_DESTINATION',
      'BEAMWORK_UNCOPYABLE',
    ]);
    await world.settled();
    expect(world.logger.crashLines).to.deep.equal([]);
  });
});

@Process()
class Taking {
  init(_argument: unknown): void {}

  @Receive('stop')
  stop(_: 'stop'): void {}
}

@Process()
class Asking {
  private answer: unknown;

  *init(other: Pid): Generator<unknown, void> {
    this.answer = yield* call(other, ['plain', 'asked']);
  }

  @Call(['what'])
  what(_: ['what']): unknown {
    return this.answer;
  }
}
