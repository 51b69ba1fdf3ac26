import { expect } from 'chai';
import {
  After,
  Call,
  call,
  Cast,
  cast,
  Continue,
  continueWith,
  exit,
  idleAfter,
  ignore,
  noReply,
  P,
  type Pid,
  Process,
  Receive,
  replyWith,
  self,
  send,
  spawn,
  start,
  stopWith,
} from '../../lib/index.js';
import { downOf, ManualTime, startRuntime, turns } from '../semantics/support.js';
import { failureOf, isTask } from './support.js';

/** Notes what it does, and does what it is told in a message of any kind. */
let told: unknown[] = [];

@Process()
class Noting {
  init(act: () => unknown = () => undefined): unknown {
    return act();
  }

  @Call(['do', P.when(isTask)])
  answer([, act]: ['do', () => unknown]): unknown {
    return act();
  }

  @Cast(['do', P.when(isTask)])
  act([, act]: ['do', () => unknown]): unknown {
    return act();
  }

  @Receive(['do', P.when(isTask)])
  receive([, act]: ['do', () => unknown]): unknown {
    return act();
  }

  @Receive(['note', P.any])
  note([, what]: ['note', unknown]): void {
    told.push(what);
  }

  @Receive('timeout')
  idle(_: 'timeout'): void {
    told.push('timeout');
  }

  @Continue(['do', P.when(isTask)])
  goOn([, act]: ['do', () => unknown]): unknown {
    return act();
  }

  @Continue(['note', P.select()])
  *noteLater(what: unknown): Generator<unknown, void> {
    yield;
    told.push(what);
  }

  terminate(reason: unknown): void {
    told.push(['terminate', reason]);
  }
}

@Process({ unmatched: 'drop' })
class Patient {
  @Cast(['idle', P.number])
  start([, ms]: ['idle', number]): unknown {
    return idleAfter(ms);
  }

  @Receive('timeout')
  idle(_: 'timeout'): void {
    told.push('timeout');
  }

  @After(1_000)
  bored(): void {
    told.push('after');
  }
}

function later(what: unknown): unknown {
  return continueWith(['note', what]);
}

describe('what a handler returns', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });
  beforeEach(() => {
    told = [];
  });

  describe('continueWith', () => {
    for (const [kind, ask] of Object.entries({ call, cast, message: send })) {
      it(`rule 123: after a ${kind} goes on before any other message`, async () => {
        await world.run(function* () {
          const pid = spawn(Noting);
          const act = (): unknown => (send(self(), ['note', 'in the handler']), later('continued'));
          if (kind === 'call') spawn(() => call(pid, ['do', act]));
          else Reflect.apply(ask, undefined, [pid, ['do', act]]);
          yield;
          send(pid, ['note', 'from elsewhere']);
          yield* turns();
        });
        expect(told[0]).to.equal('continued');
        expect(told.slice(1)).to.have.members(['in the handler', 'from elsewhere']);
      });
    }

    it('rule 123: from init goes on before what came meanwhile', async () => {
      await world.run(function* () {
        const pid = yield* start(Noting, [() => (send(self(), ['note', 'in init']), later('continued'))]);
        if (pid !== undefined) send(pid, ['note', 'after start']);
        yield* turns();
      });
      expect(told).to.deep.equal(['continued', 'in init', 'after start']);
    });

    it('rule 123: from an async handler, too', async () => {
      await world.run(function* () {
        const pid = spawn(Noting);
        cast(pid, ['do', async () => (await Process.sleep(0), send(self(), ['note', 'queued']), later('continued'))]);
        send(pid, ['note', 'sent']);
      });
      await world.settled();
      time.advance(1);
      await world.settled();
      expect(told).to.deep.equal(['continued', 'sent', 'queued']);
    });

    it('may follow itself, and then end the process', async () => {
      const reason = await world.run(function* () {
        const pid = spawn(Noting);
        const count = (n: number): unknown => (told.push(n), continueWith(['do', () => (n === 3 ? stopWith('counted') : count(n + 1))]));
        send(pid, ['do', () => count(1)]);
        return yield* downOf(pid);
      });
      expect(reason).to.equal('counted');
      expect(told).to.deep.equal([1, 2, 3, ['terminate', 'counted']]);
    });

    it('inside replyWith answers first', async () => {
      const seen = await world.run(function* () {
        const answer = yield* call(spawn(Noting), ['do', () => replyWith('yes', continueWith(['note', 'then']))]);
        const before = [...told];
        yield* turns();
        return [answer, before];
      });
      expect([seen, told]).to.deep.equal([['yes', []], ['then']]);
    });

    it('that no handler takes ends the process: one log line that shows it', async () => {
      const reason = await world.run(function* () {
        const pid = spawn(Noting);
        cast(pid, ['do', () => continueWith({ step: 9 })]);
        return yield* downOf(pid);
      });
      expect(reason).to.have.property('code', 'BEAMWORK_UNMATCHED');
      expect(world.logger.crashLines).to.have.lengthOf(1);
      expect(world.logger.crashLines[0]).to.contain('Noting has no @Continue handler for an object with keys step');
    });
  });

  describe('idleAfter', () => {
    const idleFor = (ms: number): [kind: 'do', act: () => unknown] => ['do', () => idleAfter(ms)];

    it('rule 124: gives the message timeout after a silence', async () => {
      const pid = world.runtime.spawn(Noting);
      cast(pid, idleFor(50));
      await world.settled();
      time.advance(49);
      await world.settled();
      expect(told).to.deep.equal([]);
      time.advance(1);
      await world.settled();
      time.advance(1_000);
      await world.settled();
      expect(told).to.deep.equal(['timeout']);
    });

    for (const [what, message] of Object.entries({ 'a message that a handler takes': ['note', 'm'], 'a message that none takes': 'strange' })) {
      it(`rule 124: is called off by ${what}`, async () => {
        const pid: Pid = world.runtime.spawn(Noting);
        cast(pid, idleFor(50));
        await world.settled();
        send(pid, message);
        await world.settled();
        time.advance(1_000);
        await world.settled();
        expect(told).to.not.include('timeout');
      });
    }

    for (const ms of [0, 10, Infinity]) {
      it(`rule 124: of ${ms} ms is called off by a message that waits already`, async () => {
        const pid = world.runtime.spawn(Noting);
        cast(pid, idleFor(ms));
        send(pid, ['note', 'm']);
        await world.settled();
        time.advance(1_000);
        await world.settled();
        expect(told).to.deep.equal(['m']);
      });
    }

    it('of 0 ms comes at once when nothing waits', async () => {
      await world.run(function* () {
        cast(spawn(Noting), idleFor(0));
        yield* turns();
      });
      expect(told).to.deep.equal(['timeout']);
    });

    it('leaves the @After of the class its own time', async () => {
      for (const ms of [0, 30]) {
        told = [];
        const pid = world.runtime.spawn(Patient);
        cast(pid, ['idle', ms]);
        await world.settled();
        time.advance(ms);
        await world.settled();
        time.advance(999);
        await world.settled();
        expect(told).to.deep.equal(['timeout']);
        time.advance(1);
        await world.settled();
        expect(told).to.deep.equal(['timeout', 'after']);
        await world.run(() => void Process.exit(pid, 'kill'));
      }
    });

    it('for ever leaves the @After of the class alone', async () => {
      const pid = world.runtime.spawn(Patient);
      cast(pid, ['idle', Infinity]);
      await world.settled();
      time.advance(1_000);
      await world.settled();
      expect(told).to.deep.equal(['after']);
    });

    it('for a time that is none ends the process', async () => {
      for (const ms of [-1, NaN, '5']) {
        const reason = await world.run(function* () {
          const pid = spawn(Noting);
          cast(pid, ['do', () => Reflect.apply(idleAfter, undefined, [ms])]);
          return yield* downOf(pid);
        });
        expect(reason).to.have.property('code', 'BEAMWORK_BAD_TIMEOUT');
      }
    });

    it('ends with the process', async () => {
      const pid = world.runtime.spawn(Noting);
      cast(pid, idleFor(50));
      await world.settled();
      await world.run(() => void Process.exit(pid, 'kill'));
      await world.settled();
      expect(time.pending).to.equal(0);
    });
  });

  describe('stopWith', () => {
    for (const [kind, ask] of Object.entries({ cast, message: send })) {
      it(`after a ${kind} ends the process by way of terminate`, async () => {
        const reason = await world.run(function* () {
          const pid = spawn(Noting);
          Reflect.apply(ask, undefined, [pid, ['do', () => stopWith(['done', 1])]]);
          return yield* downOf(pid);
        });
        expect([reason, told]).to.deep.equal([['done', 1], [['terminate', ['done', 1]]]]);
        expect(world.logger.crashLines).to.deep.equal([]);
      });
    }

    it('after a call fails the call with its reason; inside replyWith the answer counts', async () => {
      const seen = await world.run(function* () {
        const [a, b] = [spawn(Noting), spawn(Noting)];
        const failure = yield* failureOf(() => call(a, ['do', () => stopWith()]));
        const answer = yield* call(b, ['do', () => replyWith('bye', stopWith('gone'))]);
        return [Array.isArray(failure) && failure[0], answer, yield* downOf(b)];
      });
      expect(seen.slice(0, 2)).to.deep.equal(['normal', 'bye']);
    });

    it('from a generator and an async handler, too', async () => {
      const reasons = await world.run(function* () {
        const [a, b] = [spawn(Noting), spawn(Noting)];
        cast(a, ['do', function* () {
          yield;
          return stopWith('a');
        }]);
        cast(b, ['do', async () => (await Process.sleep(0), stopWith('b'))]);
        return [yield* downOf(a), yield* downOf(b)];
      });
      expect(reasons).to.deep.equal(['a', 'b']);
    });
  });

  it('that is an outcome of something else, or any value, is dropped after a cast and a message', async () => {
    const alive = await world.run(function* () {
      const pid = spawn(Noting);
      for (const value of [noReply, replyWith(1), ignore(), 5, 'x', {}, [1], null]) {
        cast(pid, ['do', () => value]);
        send(pid, ['do', () => value]);
      }
      yield* turns();
      return [Process.isAlive(pid), Process.info(pid, 'messageQueueLen')];
    });
    expect(alive).to.deep.equal([true, 0]);
  });

  describe('nothing, as no handler takes the request', () => {
    const requests = { call: ['raise', { by: 5 }], cast: ['lower', { by: 6 }] };

    it('ends the process of an unknown call with BEAMWORK_UNMATCHED: one log line that shows it', async () => {
      const failure = await world.run(function* () {
        const pid: Pid = spawn(Noting);
        return yield* failureOf(() => call(pid, requests.call));
      });
      expect(failure).to.be.an('array').with.nested.property('[0].code', 'BEAMWORK_UNMATCHED');
      expect(world.logger.crashLines).to.have.lengthOf(1);
      expect(world.logger.crashLines[0]).to.contain('Noting has no @Call handler for ["raise", an object with keys by]');
      expect(world.logger.crashes[0]?.message).to.deep.equal(requests.call);
      expect(told).to.have.lengthOf(1);
    });

    it('ends the process of an unknown cast with BEAMWORK_UNMATCHED: one log line that shows it', async () => {
      const reason = await world.run(function* () {
        const pid: Pid = spawn(Noting);
        send(pid, ['note', 'not my fault']);
        cast(pid, requests.cast);
        return yield* downOf(pid);
      });
      expect(reason).to.have.property('code', 'BEAMWORK_UNMATCHED');
      expect(world.logger.crashLines).to.have.lengthOf(1);
      expect(world.logger.crashLines[0]).to.contain('crashed in Noting.(no handler)');
      expect(world.logger.crashes[0]?.message).to.deep.equal(requests.cast);
    });

    it('rule 127: is not fatal for other messages', async () => {
      const alive = await world.run(function* () {
        const pid: Pid = spawn(Noting);
        send(pid, 'strange');
        yield* turns();
        return Process.isAlive(pid);
      });
      expect(alive).to.equal(true);
    });

    it('rule 127: is logged where the class says so, and fatal where it says so', async () => {
      @Process({ unmatched: 'log' })
      class Logging {}
      @Process({ unmatched: 'crash' })
      class Crashing {}
      const seen = await world.run(function* () {
        const [a, b]: [Pid, Pid] = [spawn(Logging), spawn(Crashing)];
        send(a, ['strange', 1]);
        send(b, ['strange', 2]);
        const reason = yield* downOf(b);
        return [Process.isAlive(a), reason instanceof Error && 'code' in reason && reason.code];
      });
      expect(seen).to.deep.equal([true, 'BEAMWORK_UNMATCHED']);
      expect(world.logger.warnings).to.have.lengthOf(1);
    });
  });

  it('is not looked at where it exits', async () => {
    const failure = await world.run(function* () {
      return yield* failureOf(() => call(spawn(Noting), ['do', () => exit('left')]));
    });
    expect(failure).to.be.an('array').with.property('0', 'left');
  });
});
