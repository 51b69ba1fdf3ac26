import { expect } from 'chai';
import { Process, receive, Runtime, self, type Host } from '../../lib/index.js';
import '../identity.js';
import { flush, ManualTime, startRuntime } from './support.js';

const limitMs = 2 ** 31 - 1;

describe('timers, long delays and clocks', () => {
  describe('with a host that has Node’s limit', () => {
    const time = new ManualTime();
    const delays: number[] = [];
    /** As Node: a longer delay counts as 1 ms. */
    const host: Host = {
      requestTurn: (turn) => time.host.requestTurn(turn),
      wakeAfter: (delayMs, wake) => {
        delays.push(delayMs);
        return time.host.wakeAfter(delayMs > limitMs ? 1 : delayMs, wake);
      },
      random: () => time.host.random(),
    };
    const world = startRuntime({ time, host });

    for (const [title, ms] of [
      ['one millisecond over the limit', limitMs + 1],
      ['a hundred days', 100 * 86_400_000],
      ['ten years', 3_652 * 86_400_000],
    ] as const) {
      it(`rule 108: a delay of ${title} works`, async () => {
        delays.length = 0;
        const seen = await world.run(function* () {
          const timer = Process.sendAfter(self(), 'tick', ms);
          const left = Process.readTimer(timer);
          time.advance(ms - 1);
          const early = yield* flush();
          time.advance(1);
          return [left, early, yield* flush(), Process.readTimer(timer)];
        });
        expect(seen).to.deep.equal([ms, [], ['tick'], false]);
        expect(Math.max(...delays)).to.be.at.most(limitMs);
      });
    }

    it('rule 108: a long timeout of a receive works too', async () => {
      const ms = limitMs * 2;
      const waiting = world.run(function* () {
        yield* Process.sleep(ms);
        return 'slept';
      });
      await world.settled();
      time.advance(ms - 1);
      await world.settled();
      const [pid] = await world.run(() => Process.list());
      const early = await world.run(() => pid !== undefined && Process.isAlive(pid));
      time.advance(1);
      expect(await waiting).to.equal('slept');
      expect(early).to.equal(true);
    });

    it('rule 108: a short timer started after a long one is not late', async () => {
      const messages = await world.run(function* () {
        Process.sendAfter(self(), 'long', limitMs + 10);
        Process.sendAfter(self(), 'short', 10);
        time.advance(10);
        return yield* flush();
      });
      expect(messages).to.deep.equal(['short']);
    });
  });

  describe('when the wall clock is set', () => {
    const time = new ManualTime();
    const world = startRuntime({ time });
    const { now } = Date;
    afterEach(() => {
      Date.now = now;
    });

    for (const [title, shiftMs] of [
      ['back', -86_400_000],
      ['forward', 86_400_000],
    ] as const) {
      it(`rule 108: setting it ${title} neither fires nor delays a timer`, async () => {
        const seen = await world.run(function* () {
          const timer = Process.sendAfter(self(), 'tick', 100);
          time.advance(50);
          Date.now = () => now() + shiftMs;
          const left = Process.readTimer(timer);
          time.advance(49);
          const early = yield* flush();
          time.advance(1);
          return [left, early, yield* flush()];
        });
        expect(seen).to.deep.equal([50, [], ['tick']]);
      });
    }

    it('rule 108: Node’s own clock and host do not look at it either', async () => {
      const runtime = await Runtime.start({ logger: world.logger });
      const got = runtime.run(function* () {
        Process.sendAfter(self(), 'tick', 20);
        return yield* receive('tick');
      });
      Date.now = () => now() - 86_400_000;
      expect(await got).to.equal('tick');
      await runtime.stop();
    });
  });

  describe('with Node’s own clock and host', () => {
    const world = startRuntime({ time: 'real' });

    it('rule 99: no timer fires early', async () => {
      const delays = [0, 0.3, 1, 1.5, 2, 3.7, 5, 8, 13, 21];
      const early = await world.run(function* () {
        const startMs = performance.now();
        for (const ms of delays) Process.sendAfter(self(), ms, ms);
        const early: unknown[] = [];
        for (const ms of delays) {
          yield* receive(ms);
          if (performance.now() - startMs < ms) early.push(ms);
        }
        return early;
      });
      expect(early).to.deep.equal([]);
    });
  });
});
