import { expect } from 'chai';
import { isReference, makeRef, P, Process, receive, self, send, spawn } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from './messages.js';
import { deadPid, downOf, flush, idle, ManualTime, puppet, startRuntime, turns } from './support.js';

describe('timers', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('rule 99: a timer fires no earlier than asked', async () => {
    const seen = await world.run(function* () {
      const seen: unknown[][] = [];
      Process.sendAfter(self(), 'tick', 100);
      for (const step of [99, 0.5, 0.5]) {
        time.advance(step);
        seen.push(yield* flush());
      }
      return seen;
    });
    expect(seen).to.deep.equal([[], [], ['tick']]);
  });

  it('rule 99: a delay of 0 is allowed, and never runs inline', async () => {
    const result = await world.run(function* () {
      Process.sendAfter(self(), 'tick', 0);
      const inline = Process.info(self(), 'messageQueueLen');
      time.advance(1);
      return [inline, yield* flush()];
    });
    expect(result).to.deep.equal([0, ['tick']]);
  });

  for (const ms of [-1, -0.001, NaN, Infinity, '10', undefined]) {
    it(`rule 99: a delay of ${String(ms)}${typeof ms === 'string' ? ' as text' : ''} is an error`, async () => {
      const refusals = await world.run(() => [
        codeOf(() => Reflect.apply(Process.sendAfter, undefined, [self(), 'tick', ms])),
        codeOf(() => Reflect.apply(Process.startTimer, undefined, [self(), 'tick', ms])),
      ]);
      expect(refusals).to.deep.equal(['BEAMWORK_BAD_TIMEOUT', 'BEAMWORK_BAD_TIMEOUT']);
    });
  }

  it('rule 100: cancel returns the milliseconds left, once', async () => {
    const answers = await world.run(function* () {
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      time.advance(300);
      return [isReference(timer), Process.cancelTimer(timer), Process.cancelTimer(timer)];
    });
    expect(answers).to.deep.equal([true, 700, false]);
  });

  it('rule 100: cancel of one that has fired, or is no timer, is false', async () => {
    const answers = await world.run(function* () {
      const fired = Process.sendAfter(self(), 'tick', 10);
      time.advance(10);
      return [Process.cancelTimer(fired), Process.cancelTimer(makeRef()), Process.cancelTimer(Process.monitor(idle()))];
    });
    expect(answers).to.deep.equal([false, false, false]);
  });

  it('rule 100: any process may cancel a timer', async () => {
    const result = await world.run(function* () {
      const timer = Process.sendAfter(self(), 'tick', 50);
      const parent = self();
      spawn(() => {
        send(parent, ['left', Process.cancelTimer(timer)]);
      });
      const told = yield* receive(['left', P.any]);
      time.advance(100);
      return [told, yield* flush()];
    });
    expect(result).to.deep.equal([['left', 50], []]);
  });

  it('rule 100: an asynchronous cancel answers by message', async () => {
    const { timer, returned, messages } = await world.run(function* () {
      const timer = Process.sendAfter(self(), 'tick', 50);
      const returned = [
        Process.cancelTimer(timer, { async: true }),
        Process.cancelTimer(makeRef(), { info: false }),
        Process.cancelTimer(makeRef(), { async: true, info: false }),
      ];
      return { timer, returned, messages: yield* flush() };
    });
    expect(returned).to.deep.equal(['ok', 'ok', 'ok']);
    expect(messages).to.deep.equal([['cancel_timer', timer, 50]]);
  });

  it('rule 101: after cancel returned a number nothing arrives', async () => {
    const result = await world.run(function* () {
      const timer = Process.sendAfter(self(), 'tick', 10);
      const left = Process.cancelTimer(timer);
      time.advance(1_000);
      return [left, yield* flush()];
    });
    expect(result).to.deep.equal([10, []]);
  });

  it('rule 101: after cancel returned false the message may be queued', async () => {
    const result = await world.run(function* () {
      const timer = Process.sendAfter(self(), 'tick', 10);
      time.advance(10);
      const left = Process.cancelTimer(timer);
      return [left, yield* flush()];
    });
    expect(result).to.deep.equal([false, ['tick']]);
  });

  it('rule 102: sendAfter delivers the bare message', async () => {
    const messages = await world.run(function* () {
      Process.sendAfter(self(), { n: 1 }, 10);
      time.advance(10);
      return yield* flush();
    });
    expect(messages).to.deep.equal([{ n: 1 }]);
  });

  it('rule 102: startTimer delivers the message with its reference', async () => {
    const { timer, messages } = await world.run(function* () {
      const timer = Process.startTimer(self(), { n: 1 }, 10);
      time.advance(10);
      return { timer, messages: yield* flush() };
    });
    expect(messages).to.deep.equal([['timeout', timer, { n: 1 }]]);
  });

  it('rule 102: the message is copied when the timer is made', async () => {
    const messages = await world.run(function* () {
      const message = { n: 1 };
      Process.sendAfter(self(), message, 10);
      message.n = 2;
      const refusal = codeOf(() => Process.sendAfter(self(), Promise.resolve(), 10));
      time.advance(10);
      return [refusal, ...(yield* flush())];
    });
    expect(messages).to.deep.equal(['BEAMWORK_UNCOPYABLE', { n: 1 }]);
  });

  it('rule 103: a timer for a pid ends with its process', async () => {
    const answers = await world.run(function* () {
      const target = idle();
      const timer = Process.sendAfter(target, 'tick', 1_000);
      const before = Process.readTimer(timer);
      Process.exit(target, 'kill');
      yield* downOf(target);
      return [before, Process.readTimer(timer), Process.cancelTimer(timer)];
    });
    expect(answers).to.deep.equal([1_000, false, false]);
  });

  it('rule 103: a timer for a dead pid never runs', async () => {
    const answers = await world.run(function* () {
      const timer = Process.sendAfter(yield* deadPid(), 'tick', 1_000);
      return [isReference(timer), Process.readTimer(timer)];
    });
    expect(answers).to.deep.equal([true, false]);
  });

  it('rule 104: a timer for a name finds its holder when it fires', async () => {
    const inboxes = await world.run(function* () {
      const [first, second] = [puppet(), puppet()];
      Process.register(first, 'worker');
      Process.sendAfter('worker', 'tick', 10);
      Process.unregister('worker');
      Process.register(second, 'worker');
      time.advance(10);
      yield* turns();
      return [Process.info(first, 'messages'), Process.info(second, 'messages')];
    });
    expect(inboxes).to.deep.equal([[], ['tick']]);
  });

  it('rule 104: a timer for a name nobody has is dropped', async () => {
    const result = await world.run(function* () {
      const timer = Process.sendAfter('nobody', 'tick', 10);
      const before = Process.readTimer(timer);
      time.advance(10);
      Process.register(self(), 'nobody');
      return [before, Process.readTimer(timer), yield* flush()];
    });
    expect(result).to.deep.equal([10, false, []]);
    expect(world.logger.crashes).to.deep.equal([]);
  });

  it('rule 105: a timer for another survives its creator', async () => {
    const messages = await world.run(function* () {
      const target = self();
      const creator = spawn(() => {
        Process.sendAfter(target, 'tick', 30);
      });
      yield* downOf(creator);
      time.advance(30);
      return yield* flush();
    });
    expect(messages).to.deep.equal(['tick']);
  });

  it('rule 106: readTimer tells the time left and changes nothing', async () => {
    const result = await world.run(function* () {
      const timer = Process.sendAfter(self(), 'tick', 100);
      const read: unknown[] = [Process.readTimer(timer)];
      time.advance(60);
      read.push(Process.readTimer(timer), Process.readTimer(timer));
      time.advance(40);
      return [...read, Process.readTimer(timer), Process.readTimer(makeRef()), yield* flush()];
    });
    expect(result).to.deep.equal([100, 40, 40, false, false, ['tick']]);
  });

  it('rule 107: timers due at one instant all fire, in any order', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const messages = await world.run(function* () {
      for (const n of numbers) Process.sendAfter(self(), n, 10);
      time.advance(10);
      return yield* flush();
    });
    expect(messages).to.have.members(numbers);
    expect(messages).to.have.lengthOf(numbers.length);
  });

  it('fires timers in the order of their times', async () => {
    const messages = await world.run(function* () {
      for (const ms of [40, 10, 30, 20]) Process.sendAfter(self(), ms, ms);
      time.advance(1_000);
      return yield* flush();
    });
    expect(messages).to.deep.equal([10, 20, 30, 40]);
  });

  it('sleeps without touching the mailbox', async () => {
    const result = await world.run(function* () {
      send(self(), 'a');
      const sleeping = spawn(function* () {
        yield* Process.sleep(50);
      });
      const done = Process.monitor(sleeping);
      yield* turns();
      const early = Process.isAlive(sleeping);
      time.advance(50);
      yield* receive(['DOWN', done, P.any, P.any, 'normal']);
      return [early, yield* flush()];
    });
    expect(result).to.deep.equal([true, ['a']]);
  });
});
