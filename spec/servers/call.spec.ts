import { expect } from 'chai';
import { call, Cast, cast, exit, P, type Pid, Process, receive, reply, self, send, spawn, start } from '../../lib/index.js';
import { deadPid, downOf, ManualTime, startRuntime, turns } from '../semantics/support.js';
import { ask, byHand, deaf, Echo, failureOf, isFrom, noTrace, reasonFrom, sendLater, traces, Willing } from './support.js';

/** A new server, of which nothing is known. */
function echo(): Pid {
  return spawn(Echo);
}

describe('call', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  for (const kind of ['plain', 'generator', 'async', 'later'] as const) {
    describe(`answered by a handler of the kind ${kind}`, () => {
      it('gives the reply in a generator body, and leaves nothing', async () => {
        const seen = await world.run(function* () {
          const pid = echo();
          return [yield* call(pid, [kind, { n: 1 }]), yield* traces()];
        });
        expect(seen).to.deep.equal([{ n: 1 }, noTrace]);
      });

      it('gives the reply in an async body, and leaves nothing', async () => {
        const seen = await world.run(async () => {
          const pid = echo();
          const answer = await call(pid, [kind, { n: 1 }]);
          await Process.sleep(0);
          return [answer, Process.info(self(), ['monitors', 'links', 'messageQueueLen'])];
        });
        expect(seen).to.deep.equal([{ n: 1 }, noTrace]);
      });

      it('gives the reply as the result of a plain body', async () => {
        expect(await world.run(() => call(echo(), [kind, 1]))).to.equal(1);
      });

      it('gives the reply outside of processes', async () => {
        const pid: Pid = world.runtime.spawn(Echo);
        expect(await call(pid, [kind, 'x'])).to.equal('x');
      });
    });
  }

  it('copies the request and the reply', async () => {
    const [sent, got, kept] = await world.run(function* () {
      const request = { n: [1] };
      const pid: Pid = spawn(Willing);
      let seen: unknown;
      const reply = { m: 1 };
      const answer = yield* call(pid, ['do', () => ((seen = request), reply)]);
      const echoed = yield* call(echo(), ['plain', request]);
      return [request === echoed, answer === reply, seen === request];
    });
    expect([sent, got, kept]).to.deep.equal([false, false, true]);
  });

  it('leaves other messages where they are, in order', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(Willing);
      const me = self();
      send(me, 'before');
      const answer = yield* ask(pid, () => (send(me, 'between'), 'answer'));
      return [answer, yield* receive(P.any), yield* receive(P.any)];
    });
    expect(seen).to.deep.equal(['answer', 'before', 'between']);
  });

  it('goes to a name, and to [name, node]', async () => {
    const seen = await world.run(function* () {
      Process.register(spawn(Echo), 'echo');
      return [yield* call('echo', ['plain', 1]), yield* call(['echo', 'nonode@nohost'], ['plain', 2])];
    });
    expect(seen).to.deep.equal([1, 2]);
  });

  it('is answered by hand in a body that is no class', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(function* () {
        yield* byHand((request) => ['got', request]);
      });
      return [yield* call(pid, 'x'), yield* call(pid, 'y'), yield* traces()];
    });
    expect(seen).to.deep.equal([['got', 'x'], ['got', 'y'], noTrace]);
  });

  describe('rule 118: its timeout', () => {
    it('is 5,000 ms unless another is given, and then the call exits with timeout and what was tried', async () => {
      const pid: Pid = world.runtime.spawn(Echo);
      const failures = [reasonFrom(world.run(() => call(pid, ['never']))), reasonFrom(world.run(() => call(pid, ['never'], 70)))];
      let ended = 0;
      for (const failure of failures) void failure.then(() => ended++);
      await world.settled();
      time.advance(69);
      await world.settled();
      expect(ended).to.equal(0);
      time.advance(1);
      await world.settled();
      expect(ended).to.equal(1);
      time.advance(4_929);
      await world.settled();
      expect(ended).to.equal(1);
      time.advance(1);
      expect(await Promise.all(failures)).to.deep.equal([
        ['timeout', ['call', pid, ['never'], 5_000]],
        ['timeout', ['call', pid, ['never'], 70]],
      ]);
    });

    it('never comes for Infinity', async () => {
      const pid: Pid = world.runtime.spawn(Echo);
      let ended = false;
      void world.run(() => call(pid, ['never'], Infinity)).then(() => (ended = true), () => {});
      await world.settled();
      time.advance(1e12);
      await world.settled();
      expect(ended).to.equal(false);
    });

    it('of 0 ms comes at once, and leaves nothing', async () => {
      const seen = await world.run(function* () {
        const pid = echo();
        const failure = yield* failureOf(() => call(pid, ['plain', 1], 0));
        return [failure, yield* traces(), pid];
      });
      expect(seen).to.deep.equal([['timeout', ['call', seen[2], ['plain', 1], 0]], noTrace, seen[2]]);
    });

    it('ends a caller that does not catch it', async () => {
      const pid: Pid = world.runtime.spawn(Echo);
      const caller = world.spawn(function* () {
        yield* call(pid, ['never'], 10);
      });
      const reason = world.run(() => downOf(caller));
      await world.settled();
      time.advance(10);
      expect(await reason).to.deep.equal(['timeout', ['call', pid, ['never'], 10]]);
      expect(world.logger.crashLines).to.deep.equal([]);
    });
  });

  describe('rule 119: a callee that ends', () => {
    it('before the call gives noproc', async () => {
      const seen = await world.run(function* () {
        const pid = yield* deadPid();
        return [yield* failureOf(() => call(pid, 'x')), yield* failureOf(() => call('nobody', 'x', 7)), pid, yield* traces()];
      });
      expect(seen.slice(0, 2)).to.deep.equal([
        ['noproc', ['call', seen[2], 'x', 5_000]],
        ['noproc', ['call', 'nobody', 'x', 7]],
      ]);
      expect(seen[3]).to.deep.equal(noTrace);
    });

    it('before the request is looked at gives its reason', async () => {
      const seen = await world.run(function* () {
        const pid = deaf();
        Process.exit(pid, 'early');
        return [yield* failureOf(() => call(pid, 'x')), pid, yield* traces()];
      });
      expect(seen).to.deep.equal([['early', ['call', seen[1], 'x', 5_000]], seen[1], noTrace]);
    });

    it('while it answers gives its reason', async () => {
      const seen = await world.run(function* () {
        const pid = spawn(Willing);
        const failure = yield* failureOf(() => ask(pid, () => exit(['bad', 1])));
        return [Array.isArray(failure) && failure[0], yield* traces()];
      });
      expect(seen).to.deep.equal([['bad', 1], noTrace]);
    });

    it('by an exit signal, while the call waits, gives its reason', async () => {
      const seen = await world.run(function* () {
        const pid = echo();
        spawn(function* () {
          yield* turns();
          Process.exit(pid, 'kill');
        });
        const failure = yield* failureOf(() => call(pid, ['never']));
        return [failure, pid, yield* traces()];
      });
      expect(seen).to.deep.equal([['killed', ['call', seen[1], ['never'], 5_000]], seen[1], noTrace]);
    });

    it('right after its answer does not take the answer back', async () => {
      const seen = await world.run(function* () {
        const pid = spawn(function* () {
          const [, from] = yield* receive(['$gen_call', P.when(isFrom), P.any]);
          reply(from, 'said');
          exit('and gone');
        });
        return [yield* call(pid, 'x'), yield* traces(), Process.isAlive(pid)];
      });
      expect(seen).to.deep.equal(['said', noTrace, false]);
    });
  });

  it('rule 120: to oneself fails at once, by pid and by name', async () => {
    const seen = await world.run(function* () {
      Process.register(self(), 'me');
      return [yield* failureOf(() => call(self(), 'x')), yield* failureOf(() => call('me', 'x')), self(), yield* traces()];
    });
    expect(seen.slice(0, 2)).to.deep.equal([
      ['calling_self', ['call', seen[2], 'x', 5_000]],
      ['calling_self', ['call', 'me', 'x', 5_000]],
    ]);
    expect(seen[3]).to.deep.equal(noTrace);
  });

  it('refuses a timeout that is none, and a destination that is none', async () => {
    const codes = await world.run(function* () {
      const pid = echo();
      const codeOf = (act: () => unknown): unknown => {
        try {
          return act();
        } catch (error) {
          return error instanceof Error && 'code' in error ? error.code : error;
        }
      };
      yield;
      return [
        codeOf(() => call(pid, ['plain', 1], -1)),
        codeOf(() => call(pid, ['plain', 1], NaN)),
        codeOf(() => Reflect.apply(call, undefined, [42, 'x'])),
        codeOf(() => Reflect.apply(cast, undefined, [undefined, 'x'])),
        codeOf(() => call(pid, ['plain', new WeakMap()])),
        Process.info(self(), ['monitors', 'messageQueueLen']),
      ];
    });
    expect(codes).to.deep.equal([
      'BEAMWORK_BAD_TIMEOUT',
      'BEAMWORK_BAD_TIMEOUT',
      'BEAMWORK_BAD_DESTINATION',
      'BEAMWORK_BAD_DESTINATION',
      'BEAMWORK_UNCOPYABLE',
      { monitors: [], messageQueueLen: 0 },
    ]);
  });

  it('with an answer that cannot be copied ends the server, and fails with that error', async () => {
    const reason = await world.run(function* () {
      const pid = spawn(Willing);
      return yield* failureOf(() => ask(pid, () => new WeakMap()));
    });
    expect(reason).to.be.an('array').with.nested.property('[0].code', 'BEAMWORK_UNCOPYABLE');
    expect(world.logger.crashLines).to.have.lengthOf(1);
  });

  it('waits in several processes at once, each for its own answer', async () => {
    const answers = await world.run(function* () {
      const pid = echo();
      const me = self();
      for (let n = 0; n < 100; n++) {
        spawn(function* () {
          send(me, ['sum', n, yield* call(pid, [['plain', 'generator', 'later'][n % 3], n])]);
        });
      }
      let equal = 0;
      for (let n = 0; n < 100; n++) {
        const [, asked, got] = yield* receive(['sum', P.number, P.number]);
        if (asked === got) equal++;
      }
      return equal;
    });
    expect(answers).to.equal(100);
  });

  it('is abandoned by a frame that ends without it', async () => {
    const seen = await world.run(function* () {
      const pid = yield* start(Willing);
      const callee = echo();
      const me = self();
      // In the server: once without yield*, once in an async handler without await, once in a plain one.
      cast(pid, [
        'do',
        function* () {
          call(callee, ['plain', 1]);
          yield;
        },
      ]);
      cast(pid, ['do', async () => void call(callee, ['plain', 2])]);
      cast(pid, ['do', () => void call(callee, ['never'])]);
      cast(pid, ['do', async () => void (await Promise.race([call(callee, ['never']), Promise.resolve()]))]);
      cast(pid, ['do', () => send(me, 'done')]);
      yield* receive('done');
      yield* turns();
      return Process.info(pid, ['monitors', 'links', 'messageQueueLen']);
    });
    expect(seen).to.deep.equal(noTrace);
    expect(world.logger.crashLines).to.deep.equal([]);
  });

  it('abandoned when its answer lies in the mailbox already takes it along', async () => {
    const seen = await world.run(function* () {
      const pid = yield* start(Willing);
      const callee = echo();
      const me = self();
      cast(pid, [
        'do',
        function* () {
          call(callee, ['plain', 1]);
          yield* turns();
          send(me, Process.info(self(), 'messageQueueLen'));
        },
      ]);
      const during = yield* receive(P.number);
      yield* turns();
      return [during, Process.info(pid, ['monitors', 'links', 'messageQueueLen'])];
    });
    expect(seen).to.deep.equal([1, noTrace]);
  });

  it('cast gives its handler the request alone: a further parameter keeps its default', async () => {
    const seen = await world.run(function* () {
      @Process()
      class Defaulting {
        @Cast(['to', P.pid])
        to([, pid]: ['to', Pid], word = 'default'): void {
          send(pid, word);
        }
      }
      cast(spawn(Defaulting), ['to', self()]);
      return yield* receive(P.string);
    });
    expect(seen).to.equal('default');
  });

  it('cast to nobody says nothing; the handler of a cast answers nobody', async () => {
    const seen = await world.run(function* () {
      cast(yield* deadPid(), 'x');
      cast('nobody', 'x');
      const pid = spawn(Willing);
      cast(pid, ['do', () => 'dropped']);
      sendLater('still here');
      yield* receive('still here');
      return [Process.isAlive(pid), yield* traces()];
    });
    expect(seen).to.deep.equal([true, noTrace]);
  });
});
