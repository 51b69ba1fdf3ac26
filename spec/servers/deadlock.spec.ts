import { expect } from 'chai';
import { Call, call, cast, type From, noReply, P, type Pid, Process, receive, reply, self, send, spawn } from '../../lib/index.js';
import { startRuntime, turns } from '../semantics/support.js';
import { ask, failureOf, isFrom, noTrace, traces, Willing } from './support.js';

/** Calls along a path: `['pass', [b, c]]` asks b to ask c; the answer of the last is the answer of all. */
@Process()
class Relay {
  @Call(['pass', P.array(P.pid)])
  *pass([, [next, ...others]]: ['pass', Pid[]]): Generator<unknown, unknown> {
    return next === undefined ? 'end' : yield* failureOf(() => call(next, ['pass', others]));
  }
}

function relay(): Pid {
  return spawn(Relay);
}

/** Labels pids by the order given. */
function named(value: unknown, pids: readonly Pid[]): unknown {
  if (Array.isArray(value)) return value.map((each) => named(each, pids));
  const index = pids.findIndex((pid) => pid === value);
  return index < 0 ? value : 'abcd'[index];
}

describe('calls in a circle', () => {
  const world = startRuntime();

  it('of two fail at once, with the path', async () => {
    const seen = await world.run(function* () {
      const [a, b] = [relay(), relay()];
      return named(yield* call(a, ['pass', [b, a]]), [a, b]);
    });
    expect(seen).to.deep.equal(['returned', ['deadlock', ['b', 'a', 'b']]]);
  });

  it('of three fail at once, with the path', async () => {
    const seen = await world.run(function* () {
      const [a, b, c] = [relay(), relay(), relay()];
      return named(yield* call(a, ['pass', [b, c, a]]), [a, b, c]);
    });
    expect(seen).to.deep.equal(['returned', ['returned', ['deadlock', ['c', 'a', 'b', 'c']]]]);
  });

  it('back to a body that waits for it fail at once, and leave nothing', async () => {
    const seen = await world.run(function* () {
      const a = relay();
      const me = self();
      const answer = yield* call(a, ['pass', [me]]);
      return [named(answer, [a, me]), yield* traces(), Process.info(a, 'monitors')];
    });
    expect(seen).to.deep.equal([['deadlock', ['a', 'b', 'a']], noTrace, []]);
  });

  it('are no circle where a chain ends elsewhere', async () => {
    const seen = await world.run(function* () {
      const [a, b, c] = [relay(), relay(), relay()];
      return yield* call(a, ['pass', [b, c]]);
    });
    expect(seen).to.deep.equal(['returned', ['returned', 'end']]);
  });

  it('are none when the callee has answered already, and calls back before the caller runs', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const a = spawn(Willing);
      const answer = yield* ask(a, function* (from) {
        reply(from, 'first');
        // The caller has its answer, and has not run yet.
        send(me, ['back', yield* failureOf(() => call(me, 'you there'))]);
        return noReply;
      });
      const [, from, request] = yield* receive(['$gen_call', P.when(isFrom), P.any]);
      reply(from, 'here');
      return [answer, request, yield* receive(['back', P.any])];
    });
    expect(seen).to.deep.equal(['first', 'you there', ['back', ['returned', 'here']]]);
  });

  it('are none when the callee has left the answer open by noReply, and asks for it in turn', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const a = spawn(Willing);
      const c = spawn(Relay);
      let open: From | undefined;
      spawn(function* () {
        yield* turns();
        // a waits for c, c waits for me, and I wait for an answer that this process gives.
        cast(a, ['do', () => failureOf(() => call(c, ['pass', [me]], 50))]);
        yield* turns();
        if (open !== undefined) reply(open, 'given by another');
      });
      const answer = yield* ask(a, (from) => ((open = from), noReply));
      const [, from] = yield* receive(['$gen_call', P.when(isFrom), P.any]);
      reply(from, 'end of the chain');
      return answer;
    });
    expect(seen).to.equal('given by another');
  });

  it('back into a call that noReply has left open wait as any other, and time out', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const a = spawn(Willing);
      let open: From | undefined;
      cast(a, ['do', () => undefined]);
      spawn(function* () {
        yield* turns();
        cast(a, [
          'do',
          function* () {
            const failure = yield* failureOf(() => call(me, 'busy', 5));
            if (open !== undefined) reply(open, Array.isArray(failure) && failure[0]);
          },
        ]);
      });
      return yield* ask(a, (from) => ((open = from), noReply));
    });
    expect(seen).to.equal('timeout');
  });

  it('are found again when the open answer has been given, and a new call waits', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const a = spawn(Willing);
      yield* ask(a, (from) => (reply(from, 1), noReply));
      const failure = yield* ask(a, function* () {
        return yield* failureOf(() => call(me, 'x'));
      });
      return named(failure, [me, a]);
    });
    expect(seen).to.deep.equal(['deadlock', ['b', 'a', 'b']]);
  });

  it('are no circle through a call that was made and never taken', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const a = spawn(Willing);
      const b = spawn(Willing);
      // b forgets the yield* of its call to a; a then calls b.
      yield* ask(b, function* () {
        call(a, ['do', () => 1]);
        yield;
        return 'forgotten';
      });
      send(me, 'go');
      yield* receive('go');
      return yield* ask(a, function* () {
        return yield* failureOf(() => ask(b, () => 'fine'));
      });
    });
    expect(seen).to.deep.equal(['returned', 'fine']);
  });
});
