import { expect } from 'chai';
import { after, exit, on, P, Process, Receive, receive, self, send, spawn, spawnMonitor, type Pid } from '../../lib/index.js';
import { flush, puppet, startRuntime, turns } from './support.js';

describe('the mailbox', () => {
  const world = startRuntime();

  it('rule 14: messages stand in the order in which they came, whoever sent them', () =>
    world.run(function* () {
      const me = self();
      send(me, 1);
      spawn(() => send(me, 2));
      yield;
      send(me, 3);
      spawn(async () => {
        await Process.sleep(0);
        send(me, 4);
      });
      yield* turns(3);
      send(me, 5);
      expect(Process.info(me, 'messages')).to.deep.equal([1, 2, 3, 4, 5]);
      expect(yield* flush()).to.deep.equal([1, 2, 3, 4, 5]);
    }));

  it('rule 14: what other signals leave behind stands among the messages, each where it came', () =>
    world.run(function* () {
      const me = self();
      Process.flag('trapExit', true);
      const [pid, ref] = spawnMonitor(() => exit('done'));
      send(me, 1);
      yield* turns(2);
      send(me, 2);
      Process.exit(me, 'why');
      send(me, 3);
      expect(yield* flush()).to.deep.equal([1, ['DOWN', ref, 'process', pid, 'done'], 2, ['EXIT', me, 'why'], 3]);
    }));

  it('rule 14: that holds for a mailbox that nobody reads meanwhile', () =>
    world.run(function* () {
      const pid = puppet({ trapExit: true });
      yield* turns(1);
      const expected: unknown[] = [];
      for (let i = 0; i < 3_000; i++) {
        if (i % 5 === 0) Process.exit(pid, i);
        else send(pid, i);
        expected.push(i % 5 === 0 ? ['EXIT', self(), i] : i);
      }
      expect(Process.info(pid, 'messages')).to.deep.equal(expected);
    }));

  for (const [where, wanted] of Object.entries({ 'at the front': 0, 'in the first half': 3, 'in the second half': 7, 'at the end': 9 })) {
    it(`rule 16: a message that is taken ${where} leaves, and all others keep their order`, () =>
      world.run(function* () {
        for (let i = 0; i < 10; i++) send(self(), i);
        expect(yield* receive(wanted)).to.equal(wanted);
        expect(yield* flush()).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((i) => i !== wanted));
      }));

    it(`rule 16: so it is in an async body with a message ${where}`, () =>
      world.run(async () => {
        for (let i = 0; i < 10; i++) send(self(), i);
        await receive(wanted);
        expect(Process.info(self(), 'messages')).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((i) => i !== wanted));
      }));
  }

  it('rule 16: a handler takes its own message only', () =>
    world.run(function* () {
      @Process()
      class Even {
        @Receive(P.when((n) => typeof n === 'number' && n % 2 === 0)) even(_: unknown) {}
      }
      const pid = spawn(Even);
      for (let i = 0; i < 10; i++) send(pid, i);
      yield* turns(2);
      expect(Process.info(pid, 'messages')).to.deep.equal([1, 3, 5, 7, 9]);
    }));

  it('rule 16: a clause that throws has taken its message all the same', () =>
    world.run(function* () {
      send(self(), 'a');
      send(self(), 'b');
      let caught: unknown;
      try {
        yield* receive(
          on('a', () => {
            throw new Error('in the clause');
          }),
        );
      } catch (error) {
        caught = error;
      }
      expect(caught).to.be.an('error').with.property('message', 'in the clause');
      expect(yield* flush()).to.deep.equal(['b']);
    }));

  it('rule 17: what no receive wants stays through many receives and timeouts', () =>
    world.run(function* () {
      send(self(), 'unwanted');
      for (let i = 0; i < 3_000; i++) {
        send(self(), ['wanted', i]);
        if (i % 10 === 0) send(self(), ['unwanted', i]);
        expect(yield* receive(['wanted', P.number])).to.deep.equal(['wanted', i]);
        expect(yield* receive('never', after(0, () => 'timeout'))).to.equal('timeout');
      }
      const rest = yield* flush();
      expect(rest).to.have.lengthOf(301);
      expect([rest[0], rest[1], rest[300]]).to.deep.equal(['unwanted', ['unwanted', 0], ['unwanted', 2_990]]);
    }));

  // What each receive wants, and the message that only it wants; the second's is the older one.
  let answer = 1;
  const changing = ['n', P.when((n) => n === answer)] as const;
  const pairs: Record<string, [first: P.Pattern<unknown>, its: unknown, second: P.Pattern<unknown>, older: unknown]> = {
    'a negative zero': [['n', 0], ['n', 0], ['n', -0], ['n', -0]],
    'another literal': [['n', 1], ['n', 1], ['n', 2], ['n', 2]],
    'another type': [['n', P.string], ['n', 'text'], ['n', P.number], ['n', 5]],
    'anything where the first wanted undefined': [['n', undefined], ['n', undefined], ['n', P.any], ['n', 5]],
    'whatever stands in a gap': [['n', undefined, 1], ['n', undefined, 1], ['n', , 1], ['n', 5, 1]],
    'a value that its guard has come to want': [changing, ['n', 1], changing, ['n', 2]],
  };

  for (const [what, [first, its, second, older]] of Object.entries(pairs)) {
    it(`rule 17: what one receive has passed over is there for the next, which wants ${what}`, () =>
      world.run(function* () {
        for (let i = 0; i < 20; i++) send(self(), ['noise', i]);
        send(self(), older);
        for (let i = 0; i < 20; i++) send(self(), ['noise', i]);
        send(self(), its);
        answer = 1;
        expect(yield* receive(first)).to.deep.equal(its);
        answer = 2;
        expect(yield* receive(second, after(0, () => 'not found'))).to.deep.equal(older);
      }));
  }

  it('rule 17: what no handler wants stays, and a receive inside a handler finds it', async () => {
    const found: unknown[] = [];
    @Process()
    class Picky {
      @Receive('collect') *collect(_: 'collect') {
        found.push(yield* receive(P.number), yield* receive(P.number));
      }
      @Receive(['also', P.any]) async also([, what]: ['also', unknown]) {
        found.push(what, await receive(P.number));
      }
    }
    const pid: Pid = world.runtime.spawn(Picky);
    for (const message of [1, 2, 'other', 3, 'collect', ['also', 'this'], 4]) send(pid, message);
    await world.settled();
    expect([found, Process.info(pid, 'messages')]).to.deep.equal([[1, 2, 'this', 3], ['other', 4]]);
  });

  it('rule 17: a handler is never offered a message twice that it did not want', async () => {
    let looks = 0;
    @Process()
    class Picky {
      @Receive(P.when((message) => (looks++, message === 'wanted'))) wanted(_: unknown) {}
    }
    const pid: Pid = world.runtime.spawn(Picky);
    for (let i = 0; i < 500; i++) {
      send(pid, i);
      if (i % 10 === 0) send(pid, 'wanted');
      if (i % 100 === 0) await world.settled();
    }
    await world.settled();
    expect([looks, Process.info(pid, 'messageQueueLen')]).to.deep.equal([550, 500]);
  });
});
