import { expect } from 'chai';
import { on, P, Process, Receive, receive, self, send, spawn, spawnLink, type Pid } from '../../lib/index.js';
import { idle, ManualTime, startRuntime, turns } from './support.js';

const never = new Promise<never>(() => {});

/** Processes of every kind that note what they hear. */
const listeners: Record<string, (heard: unknown[]) => Pid> = {
  'a generator body': (heard) =>
    spawn(function* () {
      for (;;) heard.push(yield* receive(P.any));
    }),
  'an async body': (heard) =>
    spawn(async () => {
      for (;;) heard.push(await receive(P.any));
    }),
  'a body with async clauses': (heard) =>
    spawn(async () => {
      for (;;) await receive(on(P.any, async (message) => heard.push(message)));
    }),
  'a plain handler': (heard) => {
    @Process()
    class Plain {
      @Receive(P.any) any(message: unknown) {
        heard.push(message);
      }
    }
    return spawn(Plain);
  },
  'a generator handler': (heard) => {
    @Process()
    class Generating {
      @Receive(P.any) *any(message: unknown) {
        yield;
        heard.push(message);
      }
    }
    return spawn(Generating);
  },
  'an async handler': (heard) => {
    @Process()
    class Awaiting {
      @Receive(P.any) async any(message: unknown) {
        heard.push(message);
        await Promise.resolve();
      }
    }
    return spawn(Awaiting);
  },
};

@Process()
class Yielding {
  *init() {
    for (;;) yield;
  }
}

@Process()
class Awaiting {
  @Receive('work') async work(_: 'work') {
    await never;
  }
}

@Process()
class SlowToStart {
  async init() {
    await never;
  }
}

/** Processes that are at work for ever and do not look at their mailbox. */
const workers: Record<string, () => Pid> = {
  'a generator body that yields': () =>
    spawn(function* () {
      for (;;) yield;
    }),
  'an async body that sleeps again and again': () =>
    spawn(async () => {
      for (;;) await Process.sleep(0);
    }),
  'an async body that awaits a promise of its own': () => spawn(() => never),
  'a class whose init yields': () => spawn(Yielding),
  'a class whose init awaits a promise of its own': () => spawn(SlowToStart),
  'an async handler that awaits a promise of its own': () => {
    const pid = spawn(Awaiting);
    send(pid, 'work');
    return pid;
  },
  'a body that waits for a message which never comes': () => idle(),
};

describe('the reception of signals', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  for (const [kind, listen] of Object.entries(listeners)) {
    it(`rule 6: ${kind} hears what came well before a fatal exit signal, and nothing that came after it`, async () => {
      const heard: unknown[] = [];
      const pid = await world.run(() => listen(heard));
      for (const early of [1, 2, 3]) send(pid, early);
      await world.settled();
      Process.exit(pid, 'boom');
      for (const late of [4, 5, 6]) send(pid, late);
      await world.settled();
      expect(heard).to.deep.equal([1, 2, 3]);
    });

    it(`rule 6: ${kind} hears at most the three before the signal when all come at once`, async () => {
      const heard: unknown[] = [];
      const pid = await world.run(() => listen(heard));
      await world.settled();
      for (const early of [1, 2, 3]) send(pid, early);
      Process.exit(pid, 'boom');
      for (const late of [4, 5, 6]) send(pid, late);
      await world.settled();
      expect([1, 2, 3].slice(0, heard.length)).to.deep.equal(heard);
      expect(Process.isAlive(pid)).to.equal(false);
    });

    it(`rule 6: ${kind} hears all six when the signal does not kill`, async () => {
      const heard: unknown[] = [];
      const pid = await world.run(() => listen(heard));
      for (const early of [1, 2, 3]) send(pid, early);
      Process.exit(pid, 'normal');
      for (const late of [4, 5, 6]) send(pid, late);
      await world.settled();
      expect(heard).to.deep.equal([1, 2, 3, 4, 5, 6]);
    });
  }

  for (const [kind, work] of Object.entries(workers)) {
    it(`rule 7: an exit signal reaches ${kind}`, () =>
      world.run(function* () {
        const pid = work();
        yield* turns(3);
        const ref = Process.monitor(pid);
        Process.exit(pid, 'boom');
        expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.equal('boom');
      }));

    it(`rule 7: a link asked of ${kind} is received, so that it ends with the asker`, () =>
      world.run(function* () {
        const pid = work();
        yield* turns(3);
        const ref = Process.monitor(pid);
        spawn(() => Process.link(pid) && Process.exit(self(), 'together'));
        expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.equal('together');
      }));

    it(`rule 13: ${kind} is not alive for who has just killed it`, () =>
      world.run(function* () {
        const fresh = work();
        Process.exit(fresh, 'kill');
        expect(Process.isAlive(fresh)).to.equal(false);
        const atWork = work();
        yield* turns(3);
        send(atWork, 'one more');
        expect(Process.isAlive(atWork)).to.equal(true);
        Process.exit(atWork, 'kill');
        expect([Process.isAlive(atWork), Process.info(atWork)]).to.deep.equal([false, undefined]);
      }));
  }

  it('rule 7: an exit signal that comes during a handler keeps the next message from being handed over', async () => {
    const heard: unknown[] = [];
    let finish = (): void => {};
    @Process()
    class Slow {
      @Receive(P.number) async number(n: number) {
        heard.push(n);
        await new Promise<void>((resolve) => (finish = resolve));
      }
    }
    const pid = world.runtime.spawn(Slow);
    send(pid, 1);
    send(pid, 2);
    await world.settled();
    finish();
    Process.exit(pid, 'boom');
    await world.settled();
    expect(heard).to.deep.equal([1]);
  });

  it('rule 7: so does one that the handler brings about itself', async () => {
    const heard: unknown[] = [];
    @Process()
    class Doomed {
      @Receive(P.number) number(n: number) {
        heard.push(n);
        const child = spawnLink(() => {});
        Process.exit(child, 'boom');
        Process.isAlive(child);
      }
    }
    const pid = world.runtime.spawn(Doomed);
    send(pid, 1);
    send(pid, 2);
    await world.settled();
    expect(heard).to.deep.equal([1]);
  });

  it('rule 7: what is in transit is received before a receive looks for a message', async () => {
    /** Leaves the signal of a child that has died in transit, and a message behind it. */
    const prepare = (): Pid => {
      Process.flag('trapExit', true);
      const child = spawnLink(() => {});
      Process.exit(child, 'boom');
      Process.isAlive(child);
      send(self(), 'message');
      return child;
    };
    const generator = await world.run(function* () {
      const child = prepare();
      return [yield* receive(P.any), yield* receive(P.any), child] as const;
    });
    const async = await world.run(async () => {
      const child = prepare();
      return [await receive(P.any), await receive(P.any), child] as const;
    });
    for (const [first, second, child] of [generator, async]) expect([first, second]).to.deep.equal([['EXIT', child, 'boom'], 'message']);
  });

  it('rule 13: a process that traps exits is not alive either', () =>
    world.run(function* () {
      const pid = idle({ trapExit: true });
      yield* turns(1);
      Process.exit(pid, 'kill');
      expect(Process.isAlive(pid)).to.equal(false);
    }));

  it('rule 13: code outside of all processes finds it dead as well', () => {
    const pid = world.spawn(() => never);
    Process.exit(pid, 'kill');
    expect(Process.isAlive(pid)).to.equal(false);
  });

  it('rule 13: the same holds for any reason that a process does not trap', () =>
    world.run(() => {
      const pid = idle();
      Process.exit(pid, 'normal');
      expect(Process.isAlive(pid)).to.equal(true);
      Process.exit(pid, 'boom');
      expect(Process.isAlive(pid)).to.equal(false);
    }));
});
