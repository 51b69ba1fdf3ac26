import { expect } from 'chai';
import { call, type From, noReply, P, type Pid, Process, receive, reply, self, send, spawn } from '../../lib/index.js';
import { downOf, ManualTime, startRuntime, turns } from '../semantics/support.js';
import { ask, Echo, failureOf, isFrom, noTrace, reasonFrom, traces, Willing } from './support.js';

describe('reply', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('rule 122: answers from the handler, before it returns', async () => {
    const answer = await world.run(function* () {
      return yield* ask(spawn(Willing), (from) => (reply(from, 'early'), noReply));
    });
    expect(answer).to.equal('early');
  });

  it('rule 122: answers from any process, when its server has ended, too', async () => {
    const answer = await world.run(function* () {
      const helper = spawn(function* () {
        const [, from] = yield* receive(['answer', P.when(isFrom)]);
        yield* turns();
        reply(from, 'by a helper');
      });
      return yield* ask(spawn(Willing), (from) => (send(helper, ['answer', from]), noReply));
    });
    expect(answer).to.equal('by a helper');
  });

  it('rule 122: answers from outside', async () => {
    let from: From | undefined;
    const pid = world.runtime.spawn(Willing);
    const answer = world.run(() => call(pid, ['do', (whom) => ((from = whom), noReply)]));
    await world.settled();
    if (from === undefined) throw new Error('nobody has called');
    reply(from, 'from outside');
    expect(await answer).to.equal('from outside');
  });

  it('rule 122: the server takes other calls meanwhile', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(Willing);
      const me = self();
      let first: From | undefined;
      spawn(function* () {
        send(me, ['first', yield* ask(pid, (from) => ((first = from), noReply))]);
      });
      yield* turns();
      const second = yield* ask(pid, () => 'second');
      if (first !== undefined) reply(first, 'at last');
      return [second, yield* receive(['first', P.any])];
    });
    expect(seen).to.deep.equal(['second', ['first', 'at last']]);
  });

  it('counts once: a second answer goes nowhere', async () => {
    const seen = await world.run(function* () {
      const answer = yield* ask(spawn(Willing), (from) => {
        reply(from, 1);
        reply(from, 2);
        return 3;
      });
      return [answer, yield* traces()];
    });
    expect(seen).to.deep.equal([1, noTrace]);
  });

  it('rule 121: after the timeout it never reaches the mailbox of the caller', async () => {
    let from: From | undefined;
    const pid = world.runtime.spawn(Willing);
    const seen = world.run(function* () {
      const failure = yield* failureOf(() => ask(pid, (whom) => ((from = whom), noReply), 10));
      if (from === undefined) throw new Error('nobody has called');
      reply(from, 'too late');
      return [Array.isArray(failure) && failure[0], yield* traces()];
    });
    await world.settled();
    time.advance(10);
    expect(await seen).to.deep.equal(['timeout', noTrace]);
  });

  it('rule 121: at the moment of the timeout, the answer that has come counts', async () => {
    let from: From | undefined;
    const pid = world.runtime.spawn(Willing);
    const seen = world.run(function* () {
      const answer = yield* ask(pid, (whom) => ((from = whom), noReply), 10);
      return [answer, yield* traces()];
    });
    await world.settled();
    if (from === undefined) throw new Error('nobody has called');
    reply(from, 'just in time');
    time.advance(10);
    expect(await seen).to.deep.equal(['just in time', noTrace]);
  });

  it('rule 121: a callee that ends after the timeout is not heard of', async () => {
    const pid: Pid = world.runtime.spawn(Echo);
    const seen = world.run(function* () {
      yield* failureOf(() => call(pid, ['never'], 10));
      Process.exit(pid, 'kill');
      yield* downOf(pid);
      return yield* traces();
    });
    await world.settled();
    time.advance(10);
    expect(await seen).to.deep.equal(noTrace);
  });

  it('to a caller that has ended goes nowhere', async () => {
    const seen = await world.run(function* () {
      let from: From | undefined;
      const pid = spawn(Willing);
      const caller = spawn(function* () {
        yield* ask(pid, (whom) => ((from = whom), noReply));
      });
      yield* turns();
      Process.exit(caller, 'kill');
      yield* downOf(caller);
      if (from !== undefined) reply(from, 'nobody hears');
      return [Process.isAlive(pid), Process.info(pid, 'monitoredBy')];
    });
    expect(seen).to.deep.equal([true, []]);
  });

  it('that cannot be copied is refused, and a better one still counts', async () => {
    const answer = await world.run(function* () {
      return yield* ask(spawn(Willing), (from) => {
        try {
          reply(from, new WeakMap());
        } catch (error) {
          reply(from, error instanceof Error && 'code' in error ? error.code : error);
        }
        return noReply;
      });
    });
    expect(answer).to.equal('BEAMWORK_UNCOPYABLE');
  });

  it('refuses what is no from', () => {
    for (const from of [undefined, 'me', [], [1, 2]]) {
      expect(() => Reflect.apply(reply, undefined, [from, 1])).to.throw().with.property('code', 'BEAMWORK_BAD_DESTINATION');
    }
  });

  it('that never comes lets the call end with the server', async () => {
    const pid: Pid = world.runtime.spawn(Echo);
    const reason = reasonFrom(world.run(() => call(pid, ['never'])));
    await world.settled();
    await world.run(() => void Process.exit(pid, 'gone'));
    expect(await reason).to.deep.equal(['gone', ['call', pid, ['never'], 5_000]]);
  });
});
