import { expect } from 'chai';
import { firstValueFrom, map, take } from 'rxjs';
import { exit, isReference, Monitor, P, Process, receive, Registry, self, spawn, spawnMonitor, type Down, type MonitorEvent, type Pid } from '../../lib/index.js';
import '../identity.js';
import { ask, downOf, flush, idle, ManualTime, puppet, startRuntime } from '../semantics/support.js';
import { connected } from './connected.js';

describe('Monitor', () => {
  const world = startRuntime({ time: new ManualTime() });
  const monitor = (): Monitor => world.runtime.get(Monitor);

  it('monitors one process for another', async () => {
    const { ref, watcher, target, messages } = await world.run(function* () {
      const [watcher, target] = [puppet(), idle()];
      const ref = monitor().monitor(watcher, target);
      Process.exit(target, 'boom');
      yield* downOf(target);
      yield* ask(watcher, () => true);
      return { ref, watcher, target, messages: Process.info(watcher, 'messages') };
    });
    expect(isReference(ref)).to.equal(true);
    expect(messages).to.deep.equal([['DOWN', ref, 'process', target, 'boom']]);
    expect(watcher).to.not.equal(target);
  });

  it('monitors a name, as the verb does', async () => {
    const { ref, messages } = await world.run(function* () {
      const ref = monitor().monitor(self(), 'nobody');
      return { ref, messages: yield* flush() };
    });
    expect(messages).to.deep.equal([['DOWN', ref, 'process', ['nobody', 'nonode@nohost'], 'noproc']]);
  });

  it('calls a monitor of a process off, and says whether it was active', async () => {
    const { answers, messages } = await world.run(function* () {
      const target = idle();
      const ref = monitor().monitor(self(), target);
      const answers = [monitor().demonitor(ref, { info: true }), monitor().demonitor(ref, { info: true })];
      Process.exit(target, 'boom');
      return { answers, messages: yield* flush() };
    });
    expect(answers).to.deep.equal([true, false]);
    expect(messages).to.deep.equal([]);
  });

  it('monitors nobody in the name of a dead process', async () => {
    const watchers = await world.run(function* () {
      const [dead, target] = [idle(), idle()];
      Process.exit(dead, 'kill');
      yield* downOf(dead);
      try {
        monitor().monitor(dead, target);
      } catch (error) {
        expect(error).to.have.property('code', 'BEAMWORK_NOPROC');
      }
      return Process.info(target, 'monitoredBy');
    });
    expect(watchers).to.deep.equal([]);
  });

  describe('events$', () => {
    it('tells of monitors made, called off and fired', async () => {
      const events: MonitorEvent[] = [];
      const { me, one, first, second, other } = await world.run(function* () {
        const [one, other] = [idle(), idle()];
        monitor().events$.subscribe((event) => events.push(event));
        const first = Process.monitor(one);
        Process.demonitor(first);
        const second = Process.monitor(other);
        Process.exit(other, 'boom');
        yield* receive(['DOWN', second, 'process', other, 'boom']);
        return { me: self(), one, first, second, other };
      });
      expect(events.slice(0, 4)).to.deep.equal([
        { type: 'monitored', ref: first, watcher: me, target: one },
        { type: 'demonitored', ref: first, watcher: me, target: one },
        { type: 'monitored', ref: second, watcher: me, target: other },
        { type: 'down', ref: second, watcher: me, target: other, reason: 'boom' },
      ]);
    });

    it('costs nothing while nobody listens', () => {
      expect(connected(world.runtime)).to.deep.equal([]);
      monitor().events$.pipe(take(1)).subscribe().unsubscribe();
      expect(connected(world.runtime)).to.deep.equal([]);
    });
  });

  describe('down$', () => {
    let pid: Pid;
    beforeEach(async () => {
      pid = await world.run(() => idle());
    });
    const kill = async (reason: unknown): Promise<void> => {
      await world.run(() => Process.exit(pid, reason));
      await world.settled();
    };

    it('emits one Down when the process ends, and completes', async () => {
      const told: (Down | 'complete')[] = [];
      monitor().down$(pid).subscribe({ next: (down) => told.push(down), complete: () => told.push('complete') });
      expect(told).to.deep.equal([]);
      await kill({ because: ['x'] });
      expect(told).to.have.lengthOf(2);
      expect(told[0]).to.deep.include({ pid, reason: { because: ['x'] } });
      expect(told[0]).to.have.property('ref').that.satisfies(isReference);
      expect(told[1]).to.equal('complete');
    });

    it('monitors only when subscribed, once for each subscriber', async () => {
      const events: MonitorEvent[] = [];
      monitor().events$.subscribe((event) => events.push(event));
      const down$ = monitor().down$(pid);
      expect(events).to.deep.equal([]);
      const refs: unknown[] = [];
      for (let n = 0; n < 2; n++) down$.subscribe(({ ref }) => refs.push(ref));
      expect(events.map(({ type, target }) => [type, target])).to.deep.equal([
        ['monitored', pid],
        ['monitored', pid],
      ]);
      await kill('boom');
      expect(new Set(refs).size).to.equal(2);
      expect(refs).to.deep.equal(events.slice(0, 2).map(({ ref }) => ref));
    });

    it('demonitors when unsubscribed, and says nothing more', async () => {
      const events: unknown[] = [];
      const told: unknown[] = [];
      monitor().events$.subscribe(({ type, target }) => target === pid && events.push(type));
      const subscription = monitor().down$(pid).subscribe({ next: (down) => told.push(down), complete: () => told.push('complete') });
      subscription.unsubscribe();
      subscription.unsubscribe();
      await kill('boom');
      expect(events).to.deep.equal(['monitored', 'demonitored']);
      expect(told).to.deep.equal([]);
    });

    it('emits noproc at once for a dead process', async () => {
      await kill('boom');
      const told: unknown[] = [];
      monitor().down$(pid).subscribe({ next: ({ reason }) => told.push(reason), complete: () => told.push('complete') });
      expect(told).to.deep.equal(['noproc', 'complete']);
      expect((await firstValueFrom(monitor().down$(pid))).pid).to.equal(pid);
    });

    it('tells of a normal end, and of a crash with its error', async () => {
      const normal = firstValueFrom(monitor().down$(world.spawn(() => {})).pipe(map(({ reason }) => reason)));
      const crash = firstValueFrom(
        monitor().down$(
          world.spawn(() => {
            throw new TypeError('oops');
          }),
        ),
      );
      expect(await normal).to.equal('normal');
      expect((await crash).reason).to.be.instanceOf(TypeError).with.property('message', 'oops');
    });

    it('emits when the name is free, and after the processes were told', async () => {
      world.runtime.get(Registry).register('worker', pid);
      const { told, watcher } = await world.run(function* () {
        const watcher = self();
        const ref = Process.monitor(pid);
        const told: unknown[] = [];
        monitor().down$(pid).subscribe(() => told.push(world.runtime.get(Registry).whereis('worker'), queueLength(watcher)));
        Process.exit(pid, 'kill');
        yield* receive(['DOWN', ref, 'process', pid, 'killed']);
        return { told, watcher };
      });
      expect(told).to.deep.equal([undefined, 1]);
      expect(watcher).to.not.equal(pid);
    });

    it('gives each subscriber a reason of its own', async () => {
      const reasons: { n: number }[] = [];
      const target = world.spawn(() => exit({ n: 1 }));
      for (let n = 0; n < 2; n++) {
        monitor().down$(target).subscribe(({ reason }) => {
          const own = Object(reason);
          own.n += 1;
          reasons.push(own);
        });
      }
      await world.settled();
      expect(reasons).to.deep.equal([{ n: 2 }, { n: 2 }]);
    });

    it('is not shown among the monitors of processes', async () => {
      monitor().down$(pid).subscribe();
      expect(await world.run(() => Process.info(pid, 'monitoredBy'))).to.deep.equal([]);
    });

    it('hears of a process that ends before its first slice', async () => {
      const reasons: unknown[] = [];
      await world.run(function* () {
        const child = spawn(() => {});
        monitor().down$(child).subscribe(({ reason }) => reasons.push(reason));
        Process.exit(child, 'kill');
        const [, ref] = spawnMonitor(() => {});
        yield* receive(['DOWN', ref, 'process', P.any, P.any]);
      });
      expect(reasons).to.deep.equal(['killed']);
    });
  });

  /** How many messages are on their way to a process, or with it. */
  function queueLength(watcher: Pid): number | undefined {
    return Process.info(watcher, 'messageQueueLen');
  }
});
