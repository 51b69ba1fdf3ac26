import { expect } from 'chai';
import { exit, Process, Registry, self, type NameEvent, type Pid } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { downOf, idle, ManualTime, startRuntime } from '../semantics/support.js';
import { connected } from './connected.js';

describe('Registry', () => {
  const world = startRuntime({ time: new ManualTime() });
  const registry = (): Registry => world.runtime.get(Registry);

  it('gives, finds, lists and takes names from outside', async () => {
    const pid = await world.run(() => idle());
    expect(registry().register('worker', pid)).to.equal(true);
    expect(registry().whereis('worker')).to.equal(pid);
    expect(registry().registered()).to.deep.equal(['worker']);
    expect(registry().unregister('worker')).to.equal(true);
    expect(registry().whereis('worker')).to.equal(undefined);
    expect(registry().registered()).to.deep.equal([]);
  });

  it('shares its names with the verbs of processes', async () => {
    const { pid, found } = await world.run(() => {
      const pid = idle();
      registry().register('one', pid);
      Process.register(self(), 'two');
      return { pid, found: [Process.whereis('one') === pid, registry().whereis('two') === self()] };
    });
    expect(found).to.deep.equal([true, true]);
    expect(registry().registered()).to.deep.equal(['one']);
    expect(registry().whereis('one')).to.equal(pid);
  });

  it('refuses as the verbs do', async () => {
    const [pid, other, dead] = await world.run(function* () {
      const pids = [idle(), idle(), idle()] as const;
      Process.exit(pids[2], 'kill');
      yield* downOf(pids[2]);
      return pids;
    });
    registry().register('worker', pid);
    expect([
      codeOf(() => registry().register('worker', other)),
      codeOf(() => registry().register('second', pid)),
      codeOf(() => registry().register('ghost', dead)),
      codeOf(() => registry().register('', other)),
      codeOf(() => registry().unregister('nobody')),
    ]).to.deep.equal(['BEAMWORK_NAME_TAKEN', 'BEAMWORK_ALREADY_NAMED', 'BEAMWORK_NOPROC', 'BEAMWORK_BAD_NAME', 'BEAMWORK_NAME_NOT_REGISTERED']);
  });

  describe('events$', () => {
    it('tells of names given and freed', async () => {
      const events: NameEvent[] = [];
      registry().events$.subscribe((event) => events.push(event));
      const pid = await world.run(function* () {
        const pid = idle();
        Process.register(pid, 'one');
        Process.unregister('one');
        Process.register(pid, 'two');
        Process.exit(pid, 'kill');
        yield* downOf(pid);
        return pid;
      });
      expect(events).to.deep.equal([
        { type: 'registered', name: 'one', pid },
        { type: 'unregistered', name: 'one', pid },
        { type: 'registered', name: 'two', pid },
        { type: 'unregistered', name: 'two', pid },
      ]);
    });

    it('tells of a freed name when the name is free', async () => {
      const found: unknown[] = [];
      registry().events$.subscribe(({ type, name }) => type === 'unregistered' && found.push(registry().whereis(name)));
      await world.run(() => {
        Process.register(self(), 'me');
        exit('boom');
      }).catch(() => undefined);
      expect(found).to.deep.equal([undefined]);
    });

    it('costs nothing while nobody listens', () => {
      expect(connected(world.runtime)).to.deep.equal([]);
      const subscriptions = [registry().events$.subscribe(), registry().name$('worker').subscribe()];
      expect(connected(world.runtime)).to.deep.equal(['names']);
      subscriptions[0]?.unsubscribe();
      expect(connected(world.runtime)).to.deep.equal(['names']);
      subscriptions[1]?.unsubscribe();
      expect(connected(world.runtime)).to.deep.equal([]);
    });
  });

  describe('name$', () => {
    function collect(name: string): (Pid | undefined)[] {
      const seen: (Pid | undefined)[] = [];
      registry().name$(name).subscribe((pid) => seen.push(pid));
      return seen;
    }

    it('gives the present value at once', async () => {
      const pid = await world.run(() => idle());
      registry().register('worker', pid);
      expect([collect('worker'), collect('nobody')]).to.deep.equal([[pid], [undefined]]);
    });

    it('then gives every change, and those of its own name only', async () => {
      const seen = collect('worker');
      const [one, two] = await world.run(function* () {
        const [one, two] = [idle(), idle()];
        Process.register(two, 'other');
        Process.register(one, 'worker');
        Process.exit(one, 'kill');
        yield* downOf(one);
        Process.unregister('other');
        Process.register(two, 'worker');
        return [one, two];
      });
      expect(seen).to.deep.equal([undefined, one, undefined, two]);
    });

    it('starts each subscriber with the value of that moment', async () => {
      const name$ = registry().name$('worker');
      const early: unknown[] = [];
      const late: unknown[] = [];
      name$.subscribe((pid) => early.push(pid));
      const pid = await world.run(() => idle());
      registry().register('worker', pid);
      name$.subscribe((holder) => late.push(holder));
      expect([early, late]).to.deep.equal([[undefined, pid], [pid]]);
    });

    it('tells a subscriber of the change that it makes itself', async () => {
      const pid = await world.run(() => idle());
      const seen: unknown[] = [];
      registry().name$('worker').subscribe((holder) => {
        seen.push(holder);
        if (holder === undefined) registry().register('worker', pid);
      });
      expect(seen).to.deep.equal([undefined, pid]);
    });

    it('refuses what cannot be a name', () => {
      const failures: unknown[] = [];
      registry().name$('').subscribe({ error: (error: unknown) => failures.push(error) });
      expect(failures).to.have.lengthOf(1);
      expect(failures[0]).to.have.property('code', 'BEAMWORK_BAD_NAME');
    });
  });
});
