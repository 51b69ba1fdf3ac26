import { expect } from 'chai';
import { P, Process, Receive, Registry, send, spawn, type Pid, type UnmatchedPolicy } from '../lib/index.js';
import './identity.js';
import { codeIn, codeOf } from './semantics/messages.js';
import { downOf, startRuntime, turns } from './semantics/support.js';

describe('the options of @Process', () => {
  const world = startRuntime({ mailboxLimit: 10 });
  const told: unknown[] = [];
  beforeEach(() => {
    told.length = 0;
  });

  describe('name', () => {
    @Process({ name: 'counter' })
    class Counter {
      @Receive('hello')
      hello(_: 'hello'): void {
        told.push('hello');
      }
    }

    it('is registered when spawn returns', async () => {
      const pid = world.runtime.spawn(Counter);
      expect(world.runtime.get(Registry).whereis('counter')).to.equal(pid);
      await world.run(() => send('counter', 'hello'));
      await world.settled();
      expect(told).to.deep.equal(['hello']);
    });

    it('can be held by one process at a time', async () => {
      const first = world.runtime.spawn(Counter);
      const living = await world.run(() => Process.list().length);
      expect(codeOf(() => world.runtime.spawn(Counter))).to.equal('BEAMWORK_NAME_TAKEN');
      expect(await world.run(() => Process.list().length)).to.equal(living);
      await world.run(function* () {
        Process.exit(first, 'kill');
        yield* downOf(first);
      });
      expect(world.runtime.get(Registry).whereis('counter')).to.equal(undefined);
      const second = world.runtime.spawn(Counter);
      expect(world.runtime.get(Registry).whereis('counter')).to.equal(second);
    });
  });

  it('label is shown by info, and may be set anew', async () => {
    @Process({ label: { shelf: 3 } })
    class Labelled {
      @Receive('rename')
      rename(_: 'rename'): void {
        Process.setLabel('new');
      }
    }
    const pid = world.runtime.spawn(Labelled);
    expect(await world.run(() => Process.info(pid, 'label'))).to.deep.equal({ shelf: 3 });
    send<any>(pid, 'rename');
    await world.settled();
    expect(await world.run(() => Process.info(pid, 'label'))).to.equal('new');
  });

  it('trapExit holds from the very start', async () => {
    @Process({ trapExit: true })
    class Trapping {
      @Receive(['EXIT', P.pid, P.any])
      handleExit([, , reason]: ['EXIT', Pid, unknown]): void {
        told.push(reason);
      }
    }
    const alive = await world.run(function* () {
      const pid = spawn(Trapping);
      Process.exit(pid, 'early');
      yield* turns();
      return Process.isAlive(pid);
    });
    expect([alive, told]).to.deep.equal([true, ['early']]);
  });

  it('priority decides who runs first', async () => {
    class Racer {
      init(name: string): void {
        told.push(name);
      }
    }
    @Process({ priority: 'low' })
    class Low extends Racer {}
    @Process()
    class Normal extends Racer {}
    @Process({ priority: 'high' })
    class High extends Racer {}
    @Process({ priority: 'max' })
    class Max extends Racer {}
    for (const [Class, name] of [[Normal, 'normal'], [High, 'high'], [Max, 'max']] as const) world.runtime.spawn(Class, name);
    const low = world.runtime.spawn(Low, 'low');
    expect(await world.run(() => Process.info(low, 'priority'))).to.equal('low');
    await world.settled();
    expect(told.slice(0, 2)).to.deep.equal(['max', 'high']);
    expect(told).to.have.members(['max', 'high', 'normal', 'low']);
  });

  describe('unmatched', () => {
    class Choosy {
      @Receive('wanted')
      wanted(_: 'wanted'): void {
        told.push('wanted');
      }

      terminate(): void {
        told.push('terminate');
      }
    }
    @Process()
    class Default extends Choosy {}
    @Process({ unmatched: 'keep' })
    class Keep extends Choosy {}
    @Process({ unmatched: 'log' })
    class Log extends Choosy {}
    @Process({ unmatched: 'drop' })
    class Drop extends Choosy {}
    @Process({ unmatched: 'crash' })
    class Crash extends Choosy {}

    async function after(Class: new () => Choosy, ...messages: unknown[]): Promise<Pid> {
      const pid = world.runtime.spawn(Class);
      for (const message of messages) send<any>(pid, message);
      await world.settled();
      return pid;
    }
    const messagesOf = (pid: Pid): Promise<unknown> => world.run(() => Process.info(pid, 'messages'));

    for (const Class of [Default, Keep]) {
      it(`keeps the message by ${Class === Keep ? "'keep'" : 'default'}, as on the BEAM`, async () => {
        const pid = await after(Class, 'odd', 'wanted', ['odd', 2]);
        expect(await messagesOf(pid)).to.deep.equal(['odd', ['odd', 2]]);
        expect(told).to.deep.equal(['wanted']);
        expect(world.logger.warnings).to.deep.equal([]);
      });
    }

    it("drops it with a warning by 'log'", async () => {
      const pid = await after(Log, ['odd', 1], 'wanted', 'odd');
      expect(await messagesOf(pid)).to.deep.equal([]);
      expect(told).to.deep.equal(['wanted']);
      expect(world.logger.warnings).to.have.lengthOf(2);
      for (const part of [String(pid), 'Log', '["odd", 1]']) expect(world.logger.warnings[0]).to.include(part);
    });

    it("drops it silently by 'drop'", async () => {
      const pid = await after(Drop, 'odd', 'wanted');
      expect(await messagesOf(pid)).to.deep.equal([]);
      expect(told).to.deep.equal(['wanted']);
      expect(world.logger.warnings).to.deep.equal([]);
    });

    it("ends the process by 'crash', through terminate", async () => {
      const reason = await world.run(function* () {
        const pid = spawn(Crash);
        const ref = Process.monitor(pid);
        send<any>(pid, ['odd', 1]);
        send<any>(pid, 'wanted');
        return { ref, reason: yield* downOf(pid) };
      });
      expect(codeIn(reason.reason)).to.equal('BEAMWORK_UNMATCHED');
      expect(told).to.deep.equal(['terminate']);
      expect(world.logger.crashes).to.have.lengthOf(1);
      expect(world.logger.crashes[0]).to.have.deep.property('message', ['odd', 1]);
    });

    const policies: UnmatchedPolicy[] = ['keep', 'log', 'drop', 'crash'];
    it('takes these four and no other', () => {
      for (const unmatched of policies) expect(() => Process({ unmatched })(class Fine {})).to.not.throw();
      expect(codeOf(() => Reflect.apply(Process, undefined, [{ unmatched: 'sell' }])(class Odd {}))).to.equal('BEAMWORK_BAD_OPTION');
    });
  });

  describe('a mailbox that grows', () => {
    @Process({ label: 'slow' })
    class Slow {
      @Receive('never')
      never(_: 'never'): void {}
    }
    const grow = async (pid: Pid, to: number): Promise<number[]> => {
      const warnedAt: number[] = [];
      for (let length = 1; length <= to; length++) {
        const before = world.logger.warnings.length;
        send<any>(pid, ['odd', length]);
        await world.settled();
        if (world.logger.warnings.length > before) warnedAt.push(length);
      }
      return warnedAt;
    };

    it('is reported once it is over the limit, and once per doubling', async () => {
      const warnedAt = await grow(world.runtime.spawn(Slow), 100);
      expect(warnedAt).to.deep.equal([11, 22, 44, 88]);
    });

    it('is reported with pid, length and oldest message', async () => {
      const pid = world.runtime.spawn(Slow);
      await grow(pid, 11);
      expect(world.logger.warnings).to.have.lengthOf(1);
      for (const part of [String(pid), '11', '["odd", 1]']) expect(world.logger.warnings[0]).to.include(part);
    });

    it('by one burst is reported once', async () => {
      const pid = world.runtime.spawn(Slow);
      for (let n = 0; n < 1_000; n++) send<any>(pid, n);
      await world.settled();
      expect(world.logger.warnings).to.have.lengthOf(1);
    });

    it('up to the limit is no matter', async () => {
      expect(await grow(world.runtime.spawn(Slow), 10)).to.deep.equal([]);
    });
  });
});
