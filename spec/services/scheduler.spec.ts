import { expect } from 'chai';
import { P, Process, Receive, receive, Scheduler, self, send, type LongSchedule } from '../../lib/index.js';
import '../identity.js';
import { ManualTime, startRuntime, turns } from '../semantics/support.js';
import { connected } from './connected.js';

describe('Scheduler', () => {
  const time = new ManualTime();
  const world = startRuntime({ time, longSliceMs: 10 });
  const scheduler = (): Scheduler => world.runtime.get(Scheduler);

  @Process({ priority: 'low' })
  class Low {}

  @Process({ priority: 'high' })
  class High {}

  @Process({ priority: 'max' })
  class Max {}

  @Process()
  class Slow {
    @Receive(['hold', P.number])
    hold([, ms]: ['hold', number]): void {
      time.advance(ms);
    }

    @Receive('in parts')
    *inParts(_: 'in parts'): Generator {
      time.advance(3);
      yield* turns(1);
      time.advance(20);
    }
  }

  it('counts who waits for a turn, per priority', async () => {
    const { runtime } = world;
    for (const Class of [Low, High, High, Max]) runtime.spawn(Class);
    runtime.spawn(() => {});
    expect(scheduler().statistics().runQueue).to.deep.equal({ low: 1, normal: 1, high: 2, max: 1 });
    await world.settled();
    expect(scheduler().statistics().runQueue).to.deep.equal({ low: 0, normal: 0, high: 0, max: 0 });
  });

  it('counts slices and reductions', async () => {
    const before = scheduler().statistics();
    await world.run(function* () {
      for (let n = 0; n < 10; n++) {
        send(self(), n);
        yield* receive(n);
      }
      yield* turns(5);
    });
    const after = scheduler().statistics();
    expect(after.reductions - before.reductions).to.equal(15);
    expect(after.slices - before.slices).to.be.within(1, 6);
  });

  describe('long$', () => {
    async function reportsOf(message: ['hold', number] | 'in parts'): Promise<LongSchedule[]> {
      const reports: LongSchedule[] = [];
      scheduler().long$.subscribe((report) => reports.push(report));
      const pid = world.runtime.spawn(Slow);
      send(pid, message);
      await world.settled();
      return reports.map((report) => (report.pid === pid ? report : { ...report, method: 'of a stranger' }));
    }

    it('reports a handler that holds the thread, with class and method', async () => {
      const [report, ...others] = await reportsOf(['hold', 50]);
      expect(report).to.deep.include({ className: 'Slow', method: 'hold', ms: 50 });
      expect(others).to.deep.equal([]);
      expect(scheduler().statistics().longestSliceMs).to.equal(50);
    });

    it('reports the very limit, and nothing below it', async () => {
      expect(await reportsOf(['hold', 9.9])).to.deep.equal([]);
      expect((await reportsOf(['hold', 10])).map(({ ms }) => ms)).to.deep.equal([10]);
    });

    it('counts each slice for itself', async () => {
      expect((await reportsOf('in parts')).map(({ method, ms }) => [method, ms])).to.deep.equal([['inParts', 20]]);
    });

    it('reports generator and async bodies by their names', async () => {
      const reports: LongSchedule[] = [];
      scheduler().long$.subscribe((report) => reports.push(report));
      await world.run(function* inGenerator() {
        yield;
        time.advance(11);
      });
      await world.run(async function inAsync() {
        send(self(), 'go');
        await receive('go');
        time.advance(12);
      });
      await world.run(function inPlain() {
        time.advance(13);
      });
      expect(reports.map(({ className, method, ms }) => [className, method, ms])).to.deep.equal([
        [undefined, 'inGenerator', 11],
        [undefined, 'inAsync', 12],
        [undefined, 'inPlain', 13],
      ]);
    });

    it('reports a slice that ends its process', async () => {
      const reports: LongSchedule[] = [];
      scheduler().long$.subscribe((report) => reports.push(report));
      const pid = world.spawn(() => {
        time.advance(30);
        throw new Error('oops');
      });
      await world.settled();
      expect(reports.map((report) => [report.pid, report.ms])).to.deep.equal([[pid, 30]]);
    });

    it('costs nothing while nobody listens', () => {
      expect(connected(world.runtime)).to.deep.equal([]);
      const subscription = scheduler().long$.subscribe();
      expect(connected(world.runtime)).to.deep.equal(['long']);
      subscription.unsubscribe();
      expect(connected(world.runtime)).to.deep.equal([]);
    });
  });
});
