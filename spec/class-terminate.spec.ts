import { expect } from 'chai';
import { exit, P, Process, receive, Receive, self, send, spawn, spawnLink, spawnMonitor, type ExitReason, type Pid } from '../lib/index.js';
import './identity.js';
import { downOf, startRuntime, turns } from './semantics/support.js';

describe('terminate', () => {
  const world = startRuntime();
  const told: unknown[] = [];
  beforeEach(() => {
    told.length = 0;
  });

  class Parting {
    protected word = 'bye';

    @Receive(['leave', P.any])
    leave([, reason]: ['leave', unknown]): void {
      exit(reason);
    }

    @Receive('break')
    break(_: 'break'): void {
      throw new RangeError('broken');
    }

    @Receive('leave later')
    async leaveLater(_: 'leave later'): Promise<void> {
      await Process.sleep(0);
      exit('later');
    }

    @Receive('die')
    die(_: 'die'): void {
      Process.exit(self(), 'by signal');
    }

    terminate(reason: ExitReason): void {
      told.push([this.word, reason instanceof Error ? reason.message : reason]);
    }
  }

  @Process()
  class Plain extends Parting {}

  @Process({ trapExit: true })
  class Trapping extends Parting {}

  @Process({ trapExit: true })
  class Handling extends Parting {
    @Receive(['EXIT', P.pid, P.any])
    handleExit([, , reason]: ['EXIT', Pid, unknown]): void {
      told.push(['handled', reason]);
    }
  }

  /** Starts a class, does something to it, and gives the reason for which it ends. */
  function fate(Class: new () => Parting, act: (pid: Pid) => void): Promise<unknown> {
    return world.run(function* () {
      const [pid, ref] = spawnMonitor(Class);
      yield* turns();
      act(pid);
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
      return reason;
    });
  }

  for (const reason of ['normal', 'boom', ['shutdown', 1]]) {
    it(`runs when a handler exits with ${JSON.stringify(reason)}`, async () => {
      expect(await fate(Plain, (pid) => send(pid, ['leave', reason]))).to.deep.equal(reason);
      expect(told).to.deep.equal([['bye', reason]]);
    });
  }

  it('runs when a handler throws', async () => {
    expect(await fate(Plain, (pid) => send(pid, 'break'))).to.be.instanceOf(RangeError);
    expect(told).to.deep.equal([['bye', 'broken']]);
  });

  it('runs when an async handler exits after a wait', async () => {
    expect(await fate(Plain, (pid) => send(pid, 'leave later'))).to.equal('later');
    expect(told).to.deep.equal([['bye', 'later']]);
  });

  it('does not run on kill, even when the process traps exits', async () => {
    expect(await fate(Trapping, (pid) => Process.exit(pid, 'kill'))).to.equal('killed');
    expect(told).to.deep.equal([]);
  });

  it('does not run on an exit signal to a process that does not trap', async () => {
    expect(await fate(Plain, (pid) => Process.exit(pid, 'shutdown'))).to.equal('shutdown');
    expect(told).to.deep.equal([]);
  });

  it('does not run when the process ends itself by a signal', async () => {
    expect(await fate(Plain, (pid) => send(pid, 'die'))).to.equal('by signal');
    expect(told).to.deep.equal([]);
  });

  it('does not run when a linked process ends one that does not trap', async () => {
    const reason = await world.run(function* () {
      const [parent, ref] = spawnMonitor(function* () {
        spawnLink(Plain);
        yield* receive('crash');
        exit('boom');
      });
      yield* turns();
      const [child] = Process.info(parent, 'links') ?? [];
      send(parent, 'crash');
      yield* receive(['DOWN', ref, P.any, P.any, P.any]);
      yield* turns();
      return child !== undefined && Process.isAlive(child);
    });
    expect(reason).to.equal(false);
    expect(told).to.deep.equal([]);
  });

  it('runs when the parent of one that traps asks it to end', async () => {
    expect(await fate(Trapping, (pid) => Process.exit(pid, 'shutdown'))).to.equal('shutdown');
    expect(told).to.deep.equal([['bye', 'shutdown']]);
  });

  it('runs when the linked parent of one that traps ends', async () => {
    const reason = await world.run(function* () {
      const parent = spawn(function* () {
        const child = spawnLink(Trapping);
        const [, caller] = yield* receive(['who', P.pid]);
        send(caller, ['child', child]);
        yield* receive('crash');
        exit('boom');
      });
      send(parent, ['who', self()]);
      const [, child] = yield* receive(['child', P.pid]);
      const ref = Process.monitor(child);
      send(parent, 'crash');
      return (yield* receive(['DOWN', ref, 'process', child, P.any]))[4];
    });
    expect(reason).to.equal('boom');
    expect(told).to.deep.equal([['bye', 'boom']]);
  });

  it('waits while a handler takes the parent’s EXIT', async () => {
    const reason = await fate(Handling, (pid) => {
      Process.exit(pid, 'shutdown');
      send(pid, ['leave', 'own time']);
    });
    expect(reason).to.equal('own time');
    expect(told).to.deep.equal([
      ['handled', 'shutdown'],
      ['bye', 'own time'],
    ]);
  });

  it('does not run for the EXIT of somebody else: a message like any', async () => {
    const outcome = await world.run(function* () {
      const pid = spawn(Trapping);
      yield* turns();
      const other = spawn(() => void Process.exit(pid, 'mind your own'));
      yield* downOf(other);
      yield* turns();
      return [Process.isAlive(pid), Process.info(pid, 'messages'), other];
    });
    expect(outcome.slice(0, 2)).to.deep.equal([true, [['EXIT', outcome[2], 'mind your own']]]);
    expect(told).to.deep.equal([]);
  });

  it('comes after the messages before the parent’s EXIT', async () => {
    @Process({ trapExit: true })
    class Busy extends Parting {
      @Receive(P.number)
      work(n: number): void {
        told.push(n);
      }
    }
    await fate(Busy, (pid) => {
      for (const n of [1, 2]) send(pid, n);
      Process.exit(pid, 'shutdown');
      send(pid, 3);
    });
    expect(told).to.deep.equal([1, 2, ['bye', 'shutdown']]);
  });

  it('sees the state of the process, and may send', async () => {
    @Process()
    class Reporting extends Parting {
      private parent: Pid | undefined;

      init(parent: Pid): void {
        this.parent = parent;
        this.word = 'so long';
      }

      override terminate(reason: ExitReason): void {
        super.terminate(reason);
        if (this.parent !== undefined) send(this.parent, ['gone', self()]);
      }
    }
    const gone = await world.run(function* () {
      const pid = spawn(Reporting, self());
      send(pid, ['leave', 'normal']);
      const [, who] = yield* receive(['gone', P.pid]);
      return who === pid;
    });
    expect(gone).to.equal(true);
    expect(told).to.deep.equal([['so long', 'normal']]);
  });

  it('may be a generator or async: the end comes after it', async () => {
    @Process()
    class Slow extends Parting {
      override async terminate(reason: ExitReason): Promise<void> {
        await Process.sleep(1);
        await new Promise(setImmediate);
        super.terminate(reason);
      }
    }
    @Process()
    class InParts extends Parting {
      override *terminate(reason: ExitReason): Generator<unknown, void> {
        yield;
        yield* receive('one more');
        super.terminate(reason);
      }
    }
    expect(await fate(Slow, (pid) => send(pid, ['leave', 'a']))).to.equal('a');
    expect(await fate(InParts, (pid) => [send(pid, ['leave', 'b']), send(pid, 'one more')])).to.equal('b');
    expect(told).to.deep.equal([
      ['bye', 'a'],
      ['bye', 'b'],
    ]);
  });

  it('keeps the name until it is over', async () => {
    const names: unknown[] = [];
    @Process({ name: 'server' })
    class Named extends Parting {
      override terminate(): void {
        names.push(Process.whereis('server') === self());
      }
    }
    await fate(Named, (pid) => send(pid, ['leave', 'x']));
    names.push(await world.run(() => Process.whereis('server')));
    expect(names).to.deep.equal([true, undefined]);
  });

  it('can be cut short by a kill', async () => {
    @Process()
    class Endless extends Parting {
      override async terminate(): Promise<void> {
        await new Promise(() => {});
      }
    }
    const reason = await world.run(function* () {
      const [pid, ref] = spawnMonitor(Endless);
      send(pid, ['leave', 'x']);
      yield* turns();
      Process.exit(pid, 'kill');
      return (yield* receive(['DOWN', ref, 'process', pid, P.any]))[4];
    });
    expect(reason).to.equal('killed');
  });

  it('may change the reason by an exit of its own', async () => {
    @Process()
    class Renaming extends Parting {
      override terminate(reason: ExitReason): void {
        exit(['renamed', reason]);
      }
    }
    expect(await fate(Renaming, (pid) => send(pid, ['leave', 'x']))).to.deep.equal(['renamed', 'x']);
  });
});
