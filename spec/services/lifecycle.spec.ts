import { expect } from 'chai';
import { exit, Lifecycle, P, Process, receive, Registry, self, spawnLink, spawnMonitor, type LifecycleEvent, type Pid } from '../../lib/index.js';
import '../identity.js';
import { downOf, idle, ManualTime, startRuntime } from '../semantics/support.js';
import { connected } from './connected.js';

describe('Lifecycle', () => {
  const world = startRuntime({ time: new ManualTime() });
  const lifecycle = (): Lifecycle => world.runtime.get(Lifecycle);

  it('tells of births with their parents, and of ends', async () => {
    const events: LifecycleEvent[] = [];
    lifecycle().events$.subscribe((event) => events.push(event));
    const [parent, child] = await world.run(function* () {
      const child = idle();
      Process.exit(child, 'gone');
      yield* downOf(child);
      return [self(), child] as const;
    });
    expect(events).to.deep.equal([
      { type: 'spawned', pid: parent, parent: undefined },
      { type: 'spawned', pid: child, parent },
      { type: 'exited', pid: child, reason: 'gone' },
      { type: 'exited', pid: parent, reason: 'normal' },
    ]);
  });

  it('tells of a birth before the first slice', async () => {
    const order: string[] = [];
    lifecycle().spawned$.subscribe(() => order.push('spawned'));
    world.spawn(() => void order.push('runs'));
    order.push('spawn has returned');
    await world.settled();
    expect(order).to.deep.equal(['spawned', 'spawn has returned', 'runs']);
  });

  it('splits the stream by type', async () => {
    const seen: [string, Pid, unknown?][] = [];
    lifecycle().spawned$.subscribe(({ pid }) => seen.push(['spawned', pid]));
    lifecycle().exited$.subscribe(({ pid, reason }) => seen.push(['exited', pid, reason]));
    lifecycle().crashes$.subscribe(({ pid, reason }) => seen.push(['crashed', pid, reason]));
    const error = new Error('oops');
    const pid = world.spawn(() => {
      throw error;
    });
    await world.settled();
    expect(seen.map(([type, who]) => [type, who])).to.deep.equal([
      ['spawned', pid],
      ['exited', pid],
      ['crashed', pid],
    ]);
    expect(seen[2]?.[2]).to.be.instanceOf(Error).with.property('message', 'oops');
  });

  it('gives a crash the report that the log has', async () => {
    const reports: unknown[] = [];
    lifecycle().crashes$.subscribe(({ report }) => reports.push(report));
    world.spawn(function worker() {
      Process.setLabel('till');
      throw new Error('oops');
    });
    await world.settled();
    expect(reports).to.deep.equal(world.logger.crashes);
    expect(reports[0]).to.include({ label: 'till', where: 'worker' });
  });

  it('takes an exit by reason for no crash', async () => {
    const crashes: unknown[] = [];
    const reasons: unknown[] = [];
    lifecycle().crashes$.subscribe((event) => crashes.push(event));
    lifecycle().exited$.subscribe(({ reason }) => reasons.push(reason));
    world.spawn(() => exit('boom'));
    await world.settled();
    expect(reasons).to.deep.equal(['boom']);
    expect(crashes).to.deep.equal([]);
  });

  it('tells of an end when names are free and all have been told', async () => {
    const seen: unknown[] = [];
    const child = await world.run(function* () {
      const parent = self();
      Process.flag('trapExit', true);
      const child = spawnLink(function* () {
        Process.register(self(), 'worker');
        yield* receive('go');
      });
      const ref = Process.monitor(child);
      lifecycle().exited$.subscribe(({ pid }) => {
        if (pid === child) seen.push(world.runtime.get(Registry).whereis('worker'), Process.isAlive(child), Process.info(parent, 'messages'));
      });
      Process.exit(child, 'gone');
      yield* receive(['DOWN', ref, P.any, P.any, P.any]);
      return [child, ref] as const;
    });
    expect(seen).to.deep.equal([undefined, false, [['EXIT', child[0], 'gone'], ['DOWN', child[1], 'process', child[0], 'gone']]]);
  });

  it('tells of a whole chain of deaths, each once', async () => {
    const ends: Pid[] = [];
    const pids = await world.run(function* () {
      const pids: Pid[] = [];
      const grow = (depth: number) =>
        function* (): Generator {
          pids.push(self());
          if (depth > 0) spawnLink(grow(depth - 1));
          yield* receive('never');
        };
      const [first] = spawnMonitor(grow(50));
      while (pids.length < 51) yield;
      lifecycle().exited$.subscribe(({ pid }) => ends.push(pid));
      Process.exit(first, 'boom');
      for (const pid of pids) yield* downOf(pid);
      return pids;
    });
    expect(ends.slice(0, 51)).to.deep.equal(pids);
  });

  it('costs nothing while nobody listens', () => {
    expect(connected(world.runtime)).to.deep.equal([]);
    const subscriptions = [lifecycle().crashes$.subscribe(), lifecycle().spawned$.subscribe()];
    expect(connected(world.runtime)).to.deep.equal(['lifecycle']);
    for (const subscription of subscriptions) subscription.unsubscribe();
    expect(connected(world.runtime)).to.deep.equal([]);
  });
});
