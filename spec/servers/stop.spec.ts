import { expect } from 'chai';
import { exit, on, P, Process, Receive, receive, self, send, spawn, spawnLink, start, stop } from '../../lib/index.js';
import { deadPid, downOf, ManualTime, startRuntime } from '../semantics/support.js';
import { ask, deaf, failureOf, noTrace, reasonFrom, traces, Willing } from './support.js';

/** Tells what it hears at its end. */
const told: unknown[] = [];

@Process()
class Parting {
  private atEnd: (() => unknown) | undefined = undefined;

  init(atEnd?: () => unknown): void {
    this.atEnd = atEnd;
  }

  @Receive('work')
  work(_: 'work'): void {
    told.push('work');
  }

  terminate(reason: unknown): unknown {
    told.push(reason);
    return this.atEnd?.();
  }
}

describe('stop', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });
  beforeEach(() => {
    told.length = 0;
  });

  it('ends a server normally by way of terminate, and returns when it has ended', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(Parting);
      const value = yield* stop(pid);
      return [value, Process.isAlive(pid), yield* traces()];
    });
    expect(seen).to.deep.equal([undefined, false, noTrace]);
    expect(told).to.deep.equal(['normal']);
  });

  for (const [what, reason] of Object.entries({
    'an atom': 'shutdown',
    'a tuple': ['shutdown', { why: 'tired' }],
    'a map': { code: 7 },
    'nil': null,
    'no number': NaN,
    'a Map': new Map([['a', [1]]]),
    'an empty list': [],
    'a list of lists': [['x'], ['y']],
  })) {
    it(`ends it with ${what} as the reason`, async () => {
      const seen = await world.run(function* () {
        const pid = spawn(Parting);
        const ref = Process.monitor(pid);
        yield* stop(pid, reason);
        return yield* receive(on(['DOWN', ref, 'process', pid, P.any], (down) => down[4]));
      });
      expect(seen).to.deep.equal(reason);
      expect(told).to.deep.equal([reason]);
    });
  }

  it('ends it with an error as the reason', async () => {
    const failure = await world.run(function* () {
      return yield* failureOf(() => stop(spawn(Parting), new Error('enough')));
    });
    expect(failure).to.deep.equal(['returned', undefined]);
  });

  it('comes after what was sent before', async () => {
    await world.run(function* () {
      const pid = spawn(Parting);
      send(pid, 'work');
      yield* stop(pid);
    });
    expect(told).to.deep.equal(['work', 'normal']);
  });

  it('works in async bodies, outside, and by name', async () => {
    world.runtime.spawn(Parting);
    await stop(world.runtime.spawn(Parting));
    await world.run(async () => {
      Process.register(spawn(Parting), 'parting');
      await stop('parting', 'by name');
      expect(Process.whereis('parting')).to.equal(undefined);
    });
    expect(told).to.deep.equal(['normal', 'by name']);
  });

  it('of a dead process, or of nobody, fails with noproc', async () => {
    const seen = await world.run(function* () {
      const pid = yield* deadPid();
      return [yield* failureOf(() => stop(pid)), yield* failureOf(() => stop('nobody', 'x', 9)), pid];
    });
    expect(seen.slice(0, 2)).to.deep.equal([
      ['noproc', ['stop', seen[2], 'normal', Infinity]],
      ['noproc', ['stop', 'nobody', 'x', 9]],
    ]);
  });

  it('of oneself fails at once', async () => {
    const seen = await world.run(function* () {
      return [yield* failureOf(() => stop(self())), self()];
    });
    expect(seen).to.deep.equal([['calling_self', ['stop', seen[1], 'normal', Infinity]], seen[1]]);
  });

  it('of a function process is refused', async () => {
    const error = await world.run(function* () {
      try {
        yield* stop(deaf());
        return undefined;
      } catch (thrown) {
        return thrown;
      }
    });
    expect(error).to.have.property('code', 'BEAMWORK_BAD_DESTINATION');
  });

  it('gives up after its timeout; the server still ends, and nothing comes', async () => {
    const pid = world.runtime.spawn(Parting, () => Process.sleep(100));
    const seen = world.run(function* () {
      const failure = yield* failureOf(() => stop(pid, 'shutdown', 30));
      const reason = yield* downOf(pid);
      return [failure, reason, yield* traces()];
    });
    await world.settled();
    time.advance(30);
    await world.settled();
    time.advance(100);
    expect(await seen).to.deep.equal([['timeout', ['stop', pid, 'shutdown', 30]], 'shutdown', noTrace]);
  });

  it('fails with the real reason when terminate fails', async () => {
    const failure = await world.run(function* () {
      return yield* failureOf(() => stop(spawn(Parting, () => exit('worse'))));
    });
    expect(failure).to.be.an('array').with.property('0', 'worse');
  });

  it('fails with the real reason when something else ends it first', async () => {
    const failure = await world.run(function* () {
      const pid = spawn(Parting);
      Process.exit(pid, 'first');
      return yield* failureOf(() => stop(pid));
    });
    expect(failure).to.be.an('array').with.property('0', 'first');
  });

  it('returns for a reason that several ask for', async () => {
    const seen = await world.run(function* () {
      const pid = yield* start(Parting);
      const others = [1, 2].map(() =>
        spawn(function* () {
          yield* stop(pid, 'shutdown');
          told.push('returned');
        }),
      );
      yield* stop(pid, 'shutdown');
      for (const other of others) yield* downOf(other);
      return yield* traces();
    });
    expect(seen).to.deep.equal(noTrace);
    expect(told.slice(0, 1).concat(told.slice(1).sort())).to.deep.equal(['shutdown', 'returned', 'returned']);
  });

  it('by a linked caller leaves the caller alive when the reason is normal', async () => {
    const seen = await world.run(function* () {
      yield* stop(spawnLink(Parting));
      return yield* traces();
    });
    expect(seen).to.deep.equal(noTrace);
  });

  it('refuses a reason that cannot be copied, and leaves the server alone', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(Parting);
      try {
        yield* stop(pid, new WeakMap());
      } catch (thrown) {
        return [thrown instanceof Error && 'code' in thrown && thrown.code, Process.isAlive(pid), yield* traces()];
      }
      return [];
    });
    expect(seen).to.deep.equal(['BEAMWORK_UNCOPYABLE', true, noTrace]);
  });

  it('waits until the handler in hand has come to its end', async () => {
    const seen = await world.run(function* () {
      const pid = spawn(Willing);
      const caller = spawn(function* () {
        told.push(yield* ask(pid, function* () {
          yield;
          yield;
          return 'answered first';
        }));
      });
      yield;
      yield* stop(pid);
      yield* downOf(caller);
      return told;
    });
    expect(seen).to.deep.equal(['answered first']);
  });

  it('rejects outside with the same reasons', async () => {
    const pid = world.runtime.spawn(Parting, () => exit('worse'));
    expect(await reasonFrom(stop(pid, 'better'))).to.deep.equal(['worse', ['stop', pid, 'better', Infinity]]);
    expect(await reasonFrom(stop(pid, 'again'))).to.deep.equal(['noproc', ['stop', pid, 'again', Infinity]]);
  });
});
