import { expect } from 'chai';
import { exit, makeRef, P, Process, ProcessExit, receive, self, spawn, spawnLink, spawnMonitor } from '../../lib/index.js';
import { deadPid, downOf, puppet, reasonOf, startRuntime, tell, turns } from './support.js';

interface Ring {
  readonly name: string;
  next?: Ring;
}

function ring(): Ring {
  const first: Ring = { name: 'first' };
  first.next = { name: 'second', next: first };
  return first;
}

/** A list that is nested so deep that a recursive copy of it would overflow the stack. */
function nested(depth: number): unknown[] {
  let list: unknown[] = ['innermost'];
  for (let i = 0; i < depth; i++) list = [list];
  return list;
}

function depthOf(list: unknown): number {
  let depth = 0;
  for (let each = list; Array.isArray(each) && Array.isArray(each[0]); each = each[0]) depth++;
  return depth;
}

describe('exit reasons', () => {
  const world = startRuntime();

  /** Ends processes with a reason in all ways, and gives what the others saw: from outside, by monitor, by link, along a chain, by signal. */
  function* seenByAll(reason: unknown): Generator<unknown, readonly unknown[]> {
    Process.flag('trapExit', true);
    const child = spawnLink(() => exit(reason));
    const [, , linked] = yield* receive(['EXIT', child, P.any]);
    const chain = spawnLink(function* () {
      spawnLink(function* () {
        spawnLink(() => exit(reason));
        yield* receive('never');
      });
      yield* receive('never');
    });
    const [, , chained] = yield* receive(['EXIT', chain, P.any]);
    const [signalled, ref] = spawnMonitor(function* () {
      yield* receive('never');
    });
    Process.exit(signalled, reason);
    const killed = yield* receive(['DOWN', ref, 'process', signalled, P.select()]);
    Process.exit(self(), reason);
    const [, , trapped] = yield* receive(['EXIT', self(), P.any]);
    return [yield* reasonOf(() => exit(reason)), linked, chained, killed, trapped];
  }

  it('rule 28: any term may be one', () =>
    world.run(function* () {
      const terms = [
        'shutdown',
        '',
        0,
        NaN,
        -0,
        2n ** 70n,
        true,
        undefined,
        null,
        ['shutdown', { code: 3 }],
        { nested: [{ deep: new Map([['key', new Set([1])]]) }] },
        new Date(0),
        self(),
        yield* deadPid(),
        makeRef(),
        Buffer.from('bytes'),
        Math.max,
      ];
      for (const term of terms) expect(yield* reasonOf(() => exit(term))).to.deep.equal(term);
    }));

  it('rule 35: a cyclic reason arrives whole, whichever way it takes', () =>
    world.run(function* () {
      for (const seen of yield* seenByAll(ring())) {
        expect(seen).to.have.property('name', 'first');
        expect(seen).to.have.nested.property('next.name', 'second');
        expect(seen).to.have.nested.property('next.next').that.equals(seen);
      }
    }));

  it('rule 35: a large reason arrives whole, whichever way it takes', () =>
    world.run(function* () {
      const reason = { text: 'x'.repeat(1_000_000), list: Array.from({ length: 200_000 }, (_, i) => i), bytes: Buffer.alloc(131_072, 7) };
      for (const seen of yield* seenByAll(reason)) {
        expect(seen).to.have.property('text', reason.text);
        expect(seen).to.have.property('list').that.is.an('array').with.lengthOf(200_000).that.includes(199_999);
        expect(seen).to.have.property('bytes').that.satisfies((bytes: unknown) => Buffer.isBuffer(bytes) && reason.bytes.equals(bytes));
      }
    }));

  it('rule 35: a deep reason arrives whole, whichever way it takes', () =>
    world.run(function* () {
      for (const seen of yield* seenByAll(nested(50_000))) expect(depthOf(seen)).to.equal(50_000);
    }));

  it('rule 35: an error that refers to itself arrives whole', () =>
    world.run(function* () {
      const error: Error & { self?: unknown } = new RangeError('cyclic');
      error.self = error;
      error.cause = { error };
      const seen = yield* reasonOf(() => {
        throw error;
      });
      expect(seen).to.be.instanceOf(RangeError).with.property('message', 'cyclic');
      expect(seen).to.have.property('self').that.equals(seen);
      expect(seen).to.have.nested.property('cause.error').that.equals(seen);
    }));

  it('rule 35: code outside of all processes sees it whole, too', async () => {
    const failure: unknown = await world.run(() => exit(ring())).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ProcessExit).with.nested.property('reason.next.next.name', 'first');
  });

  it('rule 35: all who hear a reason have one of their own', () =>
    world.run(function* () {
      const reason = { list: [1] };
      const child = puppet();
      const seen: unknown[] = [];
      for (let i = 0; i < 2; i++) {
        spawn(function* () {
          Process.flag('trapExit', true);
          Process.link(child);
          seen.push(yield* receive(['EXIT', child, P.select()]));
        });
        spawn(function* () {
          seen.push(yield* downOf(child));
        });
      }
      yield* turns(2);
      tell(child, () => exit(reason));
      yield* turns(3);
      reason.list.push(2);
      expect(seen).to.deep.equal([{ list: [1] }, { list: [1] }, { list: [1] }, { list: [1] }]);
      expect(new Set([...seen, reason]).size).to.equal(5);
    }));

  it('rule 35: one that cannot be copied is an error of who gives it, and nothing is sent', () =>
    world.run(function* () {
      const pid = puppet();
      for (const attempt of [() => exit(Promise.resolve()), () => Process.exit(pid, { socket: new WeakMap() })]) {
        expect(yield* reasonOf(attempt)).to.have.property('code', 'BEAMWORK_UNCOPYABLE');
      }
      expect(Process.isAlive(pid)).to.equal(true);
    }));
});
