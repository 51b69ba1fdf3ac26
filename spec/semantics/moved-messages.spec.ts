import { expect } from 'chai';
import { after, on, P, type Pid, Process, Receive, receive, type Reference, self, send, spawn } from '../../lib/index.js';
import { flush, startRuntime, turns } from './support.js';

const urgent = { priority: true } as const;

@Process({ unmatched: 'keep' })
class Notebook {
  static seen: unknown[] = [];

  @Receive(['to', P.reference])
  open([, to]: ['to', Reference]): void {
    send(to, Process.alias(urgent));
  }

  @Receive(P.union('urgent', P.number))
  note(what: 'urgent' | number): void {
    Notebook.seen.push(what);
  }
}

/** A priority alias of a process of the class. */
function* aliasOf(pid: Pid): Generator<unknown, Reference> {
  const ref = Process.alias({ reply: true });
  send(pid, ['to', ref]);
  return yield* receive(P.reference);
}

describe('messages that move while a guard looks at them', () => {
  const world = startRuntime();
  beforeEach(() => {
    Notebook.seen = [];
  });

  it('a receive takes NaN behind a priority message', async () => {
    const taken = await world.run(function* () {
      Process.send(Process.alias(urgent), 'urgent', urgent);
      send(self(), Number.NaN);
      const one = yield* receive(P.number, after(0, () => 'nothing'));
      send(self(), Number.NaN);
      return [one, yield* receive(on(P.number, (n) => n), after(0, () => 'nothing'))];
    });
    expect(taken).to.deep.equal([Number.NaN, Number.NaN]);
  });

  it('a class handles NaN behind a priority message', async () => {
    await world.run(function* () {
      const pid: Pid = spawn(Notebook);
      const alias = yield* aliasOf(pid);
      send(pid, 1);
      send(pid, Number.NaN);
      Process.send(alias, 'urgent', urgent);
      yield* turns();
    });
    expect(Notebook.seen).to.deep.equal(['urgent', 1, Number.NaN]);
  });

  for (const room of [0, 8]) {
    for (const kind of ['a pattern', 'a clause'] as const) {
      it(`a guard that brings one in while it looks at another makes ${kind} pass none by, with room for ${room}`, async () => {
        const tried: unknown[] = [];
        const taken = await world.run(function* () {
          const alias = Process.alias(urgent);
          for (let n = 0; n < room + 4; n++) send(self(), n);
          for (let n = 0; n < room; n++) yield* receive(n);
          for (const each of ['a', 'b', 'c']) Process.send(alias, each, urgent);
          const fits = P.when((each: unknown) => {
            if (each === 'a' && !tried.includes('a')) {
              Process.send(alias, 'd', urgent);
              Process.info(self(), 'messages');
            }
            tried.push(each);
            return each === 'b' || each === 'c';
          });
          const wait = () => (kind === 'a pattern' ? receive(fits, after(0, () => 'nothing')) : receive(on(fits, (each) => each), after(0, () => 'nothing')));
          return [yield* wait(), yield* wait(), yield* wait(), yield* flush()];
        });
        expect(taken.slice(0, 3)).to.deep.equal(['b', 'c', 'nothing']);
        expect(taken[3]).to.deep.equal(['a', 'd', ...[0, 1, 2, 3].map((n) => n + room)]);
      });
    }
  }

  for (const [which, place, when] of [
    ['the oldest message', 0, (each: unknown) => each === 4],
    ['the one before', 4, (each: unknown) => each === 4],
    ['the one that it looks at', 4, Array.isArray],
  ] as const) {
    it(`a guard that flushes a DOWN away, ${which}, makes a receive take no other than what fits`, async () => {
      const taken = await world.run(function* () {
        const numbers = [0, 1, 2, 3, 4, 5];
        for (const n of numbers.slice(0, place)) send(self(), n);
        const ref = Process.monitor('nobody');
        for (const n of numbers.slice(place)) send(self(), n);
        const fits = P.when((each: unknown) => {
          if (when(each)) Process.demonitor(ref, { flush: true });
          return each === 4 || when(each);
        });
        return [yield* receive(fits), yield* flush()];
      });
      expect(taken).to.deep.equal([4, [0, 1, 2, 3, 5]]);
    });
  }

  it('a guard that asks by monitor whether somebody is there, and flushes the answer, looks at each message once', async () => {
    const seen: unknown[] = [];
    const taken = await world.run(function* () {
      for (const n of [0, 1, 2]) send(self(), n);
      const fits = P.when((each: unknown) => {
        seen.push(each);
        Process.demonitor(Process.monitor('nobody'), { flush: true });
        return each === 2;
      });
      return [yield* receive(fits), yield* flush()];
    });
    expect(taken).to.deep.equal([2, [0, 1]]);
    expect(seen).to.deep.equal([0, 1, 2]);
  });

  it('a class whose guard flushes the message that it looks at, and asks anew, hands nothing but messages to its guards', async () => {
    const seen = await world.run(function* () {
      const refs: Reference[] = [];
      const looked: unknown[] = [];
      @Process({ unmatched: 'keep' })
      class Asking {
        init(): void {
          refs.push(Process.monitor('nobody'));
        }

        @Receive(
          P.when((message: unknown) => {
            looked.push(message);
            const ref = refs.at(-1);
            if (ref === undefined || refs.length === 3) return false;
            refs.push(Process.monitor('nobody'));
            Process.demonitor(ref, { flush: true });
            return false;
          }),
        )
        never(): void {}
      }
      spawn(Asking);
      yield* turns();
      return looked.map((message) => Array.isArray(message) && [message[0], refs.findIndex((ref) => ref === message[1])]);
    });
    expect(seen).to.deep.equal([
      ['DOWN', 0],
      ['DOWN', 1],
      ['DOWN', 2],
    ]);
  });
});
