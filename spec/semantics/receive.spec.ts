import { expect } from 'chai';
import { after, exit, makeRef, on, P, Process, Receive, receive, self, send, spawn, spawnMonitor, type Pid } from '../../lib/index.js';
import { ManualTime, startRuntime, turns } from './support.js';

describe('receive', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  /** Sends a class what it shall handle, and tells what its handlers noted. */
  async function handled(Class: new () => object, messages: readonly unknown[], notes: readonly unknown[]): Promise<readonly unknown[]> {
    const pid: Pid = world.runtime.spawn(Class);
    for (const message of messages) send(pid, message);
    await world.settled();
    return notes;
  }

  describe('chooses', () => {
    const first = on('first', () => 'first');
    const second = on('second', () => 'second');

    it('rule 15: queue order beats clause order', () =>
      world.run(function* () {
        for (const message of ['second', 'first']) send(self(), message);
        expect([yield* receive(first, second), yield* receive(first, second)]).to.deep.equal(['second', 'first']);
      }));

    it('rule 15: queue order beats clause order in an async body', () =>
      world.run(async () => {
        for (const message of ['second', 'first']) send(self(), message);
        expect([await receive(first, second), await receive(first, second)]).to.deep.equal(['second', 'first']);
      }));

    it('rule 15: queue order beats the order of handlers', async () => {
      const ran: string[] = [];
      @Process()
      class TwoHandlers {
        @Receive('first') first(_: 'first') {
          ran.push('first');
        }
        @Receive('second') second(_: 'second') {
          ran.push('second');
        }
      }
      expect(await handled(TwoHandlers, ['second', 'first', 'second'], ran)).to.deep.equal(['second', 'first', 'second']);
    });

    it('rule 15: a message is tried against all clauses, in their order, before the next message is tried', () =>
      world.run(function* () {
        const tried: string[] = [];
        const clause = (name: string, wanted: number) =>
          on(P.when((message) => (tried.push(`${name}${message}`), message === wanted)), () => name);
        for (const message of [1, 2, 3]) send(self(), message);
        expect(yield* receive(clause('a', 9), clause('b', 3), clause('c', 3))).to.equal('b');
        expect(tried).to.deep.equal(['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'a3', 'b3']);
      }));

    it('rule 15: of two clauses that fit a message the upper one runs', () =>
      world.run(function* () {
        send(self(), ['n', 1]);
        send(self(), ['n', 2]);
        const upper = yield* receive(on(['n', P.any], () => 'upper'), on(['n', 1], () => 'lower'));
        expect(upper).to.equal('upper');
        expect(yield* receive(on(['n', 1], () => 'narrow'), on(P.any, () => 'wide'))).to.equal('wide');
      }));

    it('rule 15: of two handlers that fit a message the upper one runs', async () => {
      const ran: string[] = [];
      @Process()
      class Overlapping {
        @Receive(['n', 1]) one(_: ['n', 1]) {
          ran.push('one');
        }
        @Receive(P.any) any(_: unknown) {
          ran.push('any');
        }
        @Receive(['n', 2]) two(_: ['n', 2]) {
          ran.push('two');
        }
      }
      expect(await handled(Overlapping, [['n', 2], ['n', 1]], ran)).to.deep.equal(['any', 'one']);
    });
  });

  describe('asks guards', () => {
    const broken = P.when((): boolean => {
      throw new Error('in the guard');
    });

    it('rule 18: a guard that throws counts as no match', () =>
      world.run(function* () {
        send(self(), 'message');
        expect(yield* receive(on(broken, () => 'broken'), on(P.any, (message) => message))).to.equal('message');
      }));

    it('rule 18: so it does in an async body, and the next message is tried', () =>
      world.run(async () => {
        const isShort = P.when((message: unknown) => String(message).length === 1 && !Number.isNaN(BigInt(String(message))));
        for (const message of ['a', 'b', '7']) send(self(), message);
        expect(await receive(isShort)).to.equal('7');
        expect(Process.info(self(), 'messages')).to.deep.equal(['a', 'b']);
      }));

    it('rule 18: so it does in a handler, and no crash is logged', async () => {
      const ran: unknown[] = [];
      @Process()
      class Guarded {
        @Receive(broken) broken(_: unknown) {
          ran.push('broken');
        }
        @Receive(P.string) text(message: string) {
          ran.push(message);
        }
      }
      expect(await handled(Guarded, [1, 'text'], ran)).to.deep.equal(['text']);
      expect(world.logger.crashes).to.deep.equal([]);
    });
  });

  describe('nests', () => {
    it('rule 23: a clause that receives sees the queue without the message that it was run for', () =>
      world.run(function* () {
        for (const message of [1, 'outer', 2, 'outer', 3]) send(self(), message);
        const inner = yield* receive(
          on('outer', function* () {
            const seen = Process.info(self(), 'messages');
            return [seen, yield* receive('outer'), yield* receive(P.number), yield* receive(P.any)];
          }),
        );
        expect(yield* inner).to.deep.equal([[1, 2, 'outer', 3], 'outer', 1, 2]);
        expect(Process.info(self(), 'messages')).to.deep.equal([3]);
      }));

    it('rule 23: an async clause may receive', () =>
      world.run(async () => {
        for (const message of [1, 'outer', 2, 'inner', 3]) send(self(), message);
        const found = await receive(
          on('outer', async () => {
            const inner = await receive('inner');
            return [inner, await receive(P.number), await receive(P.any)];
          }),
        );
        expect(found).to.deep.equal(['inner', 1, 2]);
        expect(Process.info(self(), 'messages')).to.deep.equal([3]);
      }));

    it('rule 23: an async clause may wait for a message that has yet to come', () =>
      world.run(async () => {
        const me = self();
        send(me, 'question');
        const answer = await receive(
          on('question', async () => {
            spawn(() => send(me, ['answer', 42]));
            return await receive(['answer', P.select()]);
          }),
        );
        expect(answer).to.equal(42);
      }));

    for (const kind of ['generator', 'async'] as const) {
      it(`rule 23: a handler that receives sees the queue without its own message (${kind})`, async () => {
        const notes: unknown[] = [];
        @Process()
        class Asker {
          @Receive(['begin', P.number]) begin(message: ['begin', number]): unknown {
            return kind === 'async' ? this.ask(message) : this.asking(message);
          }
          private async ask([, n]: ['begin', number]) {
            notes.push(n, await receive('answer'), await receive(P.number));
          }
          private *asking([, n]: ['begin', number]) {
            notes.push(n, yield* receive('answer'), yield* receive(P.number));
          }
        }
        const messages = [7, ['begin', 1], ['begin', 2], 'answer', 8, 'answer', 9];
        expect(await handled(Asker, messages, notes)).to.deep.equal([1, 'answer', 7, 2, 'answer', 8]);
      });
    }
  });

  describe('looks', () => {
    let looks = 0;
    const look = P.when(() => ++looks > 0);

    beforeEach(() => {
      looks = 0;
    });

    for (const length of [100, 10_000]) {
      it(`rule 24: a receive for a new reference does not look at ${length} older messages`, () =>
        world.run(function* () {
          for (let i = 0; i < length; i++) send(self(), ['noise', i, 0, 0, 0]);
          const [, ref] = spawnMonitor(() => exit('done'));
          yield* turns(2);
          expect(yield* receive([look, ref, P.any, P.any, P.select()])).to.equal('done');
          expect(looks).to.equal(1);
        }));

      it(`rule 24: nor does one with a clause for each of two new references, past ${length}`, () =>
        world.run(async () => {
          for (let i = 0; i < length; i++) send(self(), ['noise', i, 0, 0, 0]);
          const [[one, first], [, second]] = [spawnMonitor(() => exit('one')), spawnMonitor(() => exit('two'))];
          const clauses = [first, second].map((ref) => on([look, ref, P.any, P.any, P.select()], (reason) => reason));
          const [upper, lower] = clauses;
          if (upper === undefined || lower === undefined) throw new Error('two clauses');
          expect([one, await receive(upper, lower), await receive(upper, lower)]).to.deep.equal([one, 'one', 'two']);
          expect(looks).to.be.lessThan(8);
        }));
    }

    it('rule 24: a reference that was there before the messages spares no look at them', () =>
      world.run(function* () {
        const ref = makeRef();
        for (let i = 0; i < 1_000; i++) send(self(), ['noise', i]);
        send(self(), ['reply', ref]);
        expect(yield* receive([look, ref])).to.deep.equal(['reply', ref]);
        expect(looks).to.equal(1_001);
      }));

    /** What may happen between the making of a reference and the receive for it. */
    const changes: Record<string, () => Generator<unknown, void>> = {
      'emptied and filled again': function* () {
        for (let i = 0; i < 40; i++) yield* receive(P.any);
        for (let i = 0; i < 20; i++) send(self(), ['more noise', i]);
      },
      'thinned out': function* () {
        for (let i = 39; i > 0; i -= 2) yield* receive(['noise', i]);
      },
      'filled, and left by most': function* () {
        for (let i = 0; i < 3_000; i++) send(self(), ['more noise', i]);
        for (let i = 0; i < 2_900; i++) yield* receive(P.any);
      },
    };

    for (const [what, change] of Object.entries(changes)) {
      it(`rule 24: the message is found in a mailbox that was ${what} since`, () =>
        world.run(function* () {
          for (let i = 0; i < 40; i++) send(self(), ['noise', i]);
          const ref = makeRef();
          yield* change();
          send(self(), ['reply', ref]);
          expect(yield* receive(['reply', ref], after(0, () => 'lost'))).to.deep.equal(['reply', ref]);
        }));
    }

    for (const first of ['at once', 'after another receive']) {
      it(`rule 24: it is found among signals in transit that leave no message, ${first}`, () =>
        world.run(function* () {
          for (let i = 0; i < 40; i++) send(self(), ['noise', i]);
          for (let i = 0; i < 5; i++) {
            const [child, monitor] = spawnMonitor(() => {});
            Process.exit(child, 'kill');
            Process.isAlive(child);
            Process.demonitor(monitor);
          }
          const ref = makeRef();
          if (first !== 'at once') yield* receive(['noise', 0]);
          send(self(), ['reply', ref]);
          expect(yield* receive(['reply', ref], after(0, () => 'lost'))).to.deep.equal(['reply', ref]);
        }));
    }

    it('rule 24: a receive that waits looks at each message once, however many come', () =>
      world.run(function* () {
        for (let i = 0; i < 1_000; i++) send(self(), ['noise', i]);
        const me = self();
        spawn(function* () {
          for (let i = 0; i < 100; i++) {
            send(me, ['more noise', i]);
            yield;
          }
          send(me, ['wanted', 0]);
        });
        yield* receive(on([look, P.when((n) => n === 'never')], () => {}), on(['wanted', 0], () => {}));
        expect(looks).to.equal(1_101);
      }));
  });
});
