import { expect } from 'chai';
import { exit, Linker, P, Process, Registry, receive, self, spawnLink, type Exit, type LinkEvent } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { ask, downOf, idle, ManualTime, puppet, startRuntime } from '../semantics/support.js';
import { connected } from './connected.js';

describe('Linker', () => {
  const world = startRuntime({ time: new ManualTime() });
  const linker = (): Linker => world.runtime.get(Linker);

  it('links two processes from outside', async () => {
    const [one, other] = await world.run(() => [idle(), idle()] as const);
    expect(linker().link(one, other)).to.equal(true);
    expect(linker().links(one)).to.deep.equal([other]);
    expect(linker().links(other)).to.deep.equal([one]);
    const reason = await world.run(function* () {
      const ref = Process.monitor(other);
      Process.exit(one, 'boom');
      return (yield* receive(['DOWN', ref, 'process', other, P.any]))[4];
    });
    expect(reason).to.equal('boom');
  });

  it('makes at most one link between two, and none to oneself', async () => {
    const [one, other] = await world.run(() => [idle(), idle()] as const);
    linker().link(one, other);
    linker().link(one, other);
    linker().link(other, one);
    linker().link(one, one);
    expect(linker().links(one)).to.deep.equal([other]);
    expect(linker().links(other)).to.deep.equal([one]);
  });

  it('unlinks them, from either side', async () => {
    const [one, other] = await world.run(() => [idle(), idle()] as const);
    linker().link(one, other);
    await world.settled();
    expect(linker().unlink(other, one)).to.equal(true);
    await world.settled();
    expect([linker().links(one), linker().links(other)]).to.deep.equal([[], []]);
    const survived = await world.run(function* () {
      Process.exit(one, 'boom');
      yield* downOf(one);
      return Process.isAlive(other);
    });
    expect(survived).to.equal(true);
  });

  it('answers a link to a dead process as the verb does', async () => {
    const { plain, trapping, dead } = await world.run(function* () {
      const [plain, trapping, dead] = [puppet(), puppet({ trapExit: true }), idle()];
      yield* ask(trapping, () => true);
      Process.exit(dead, 'kill');
      yield* downOf(dead);
      return { plain, trapping, dead };
    });
    expect(codeOf(() => linker().link(plain, dead))).to.equal('BEAMWORK_NOPROC');
    expect(linker().link(trapping, dead)).to.equal(true);
    expect(await world.run(() => Process.info(trapping, 'messages'))).to.deep.equal([['EXIT', dead, 'noproc']]);
  });

  it('links nobody in the name of a dead process', async () => {
    const [dead, living] = await world.run(function* () {
      const [dead, living] = [idle(), idle({ trapExit: true })];
      Process.exit(dead, 'kill');
      yield* downOf(dead);
      return [dead, living] as const;
    });
    try {
      linker().link(dead, living);
    } catch (error) {
      expect(error).to.have.property('code', 'BEAMWORK_NOPROC');
    }
    await world.settled();
    expect([linker().links(dead), linker().links(living)]).to.deep.equal([[], []]);
  });

  describe('events$', () => {
    it('tells of links, unlinks, and exits along links', async () => {
      const events: LinkEvent[] = [];
      linker().events$.subscribe((event) => events.push(event));
      const { me, one, child } = await world.run(function* () {
        Process.flag('trapExit', true);
        const one = idle();
        Process.link(one);
        Process.unlink(one);
        const child = spawnLink(() => exit('boom'));
        yield* receive(['EXIT', child, P.any]);
        return { me: self(), one, child };
      });
      expect(events).to.deep.equal([
        { type: 'linked', a: me, b: one },
        { type: 'unlinked', a: me, b: one },
        { type: 'linked', a: me, b: child },
        { type: 'exit', from: child, to: me, reason: 'boom' },
      ]);
    });

    it('costs nothing while nobody listens', () => {
      expect(connected(world.runtime)).to.deep.equal([]);
      const subscription = linker().events$.subscribe();
      expect(connected(world.runtime)).to.deep.equal(['links']);
      subscription.unsubscribe();
      expect(connected(world.runtime)).to.deep.equal([]);
    });
  });

  describe('exit$', () => {
    it('gives one Exit when the process ends, and completes', async () => {
      const told: unknown[] = [];
      const pid = await world.run(() => idle());
      linker().exit$(pid).subscribe({ next: (exit: Exit) => told.push(exit), complete: () => told.push('complete') });
      expect(told).to.deep.equal([]);
      await world.run(() => Process.exit(pid, ['gone', 1]));
      await world.settled();
      expect(told).to.deep.equal([{ pid, reason: ['gone', 1] }, 'complete']);
    });

    it('gives noproc at once for a dead process', async () => {
      const told: unknown[] = [];
      const pid = await world.run(() => self());
      linker().exit$(pid).subscribe({ next: (exit) => told.push(exit), complete: () => told.push('complete') });
      expect(told).to.deep.equal([{ pid, reason: 'noproc' }, 'complete']);
    });

    it('tells of the end when the name is free', async () => {
      const found: unknown[] = [];
      const pid = await world.run(() => idle());
      world.runtime.get(Registry).register('worker', pid);
      linker().exit$(pid).subscribe(() => found.push(world.runtime.get(Registry).whereis('worker')));
      await world.run(() => Process.exit(pid, 'kill'));
      await world.settled();
      expect(found).to.deep.equal([undefined]);
    });
  });
});
