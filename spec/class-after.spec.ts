import { expect } from 'chai';
import { After, exit, P, Process, receive, Receive, send, after as orAfter, type Pid } from '../lib/index.js';
import './identity.js';
import { downOf, ManualTime, startRuntime } from './semantics/support.js';

describe('@After', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });
  const told: string[] = [];
  beforeEach(() => {
    told.length = 0;
  });

  class Patient {
    @Receive('handled')
    handled(_: 'handled'): void {
      told.push('handled');
    }

    @Receive('slow')
    async slow(_: 'slow'): Promise<void> {
      told.push('slow begins');
      await Process.sleep(70);
      told.push('slow ends');
    }

    @Receive('asks')
    *asks(_: 'asks'): Generator {
      yield* receive('answer', orAfter(30));
      told.push('asked');
    }

    @After(100)
    idle(): void {
      told.push('idle');
    }
  }

  @Process()
  class Keeping extends Patient {}

  @Process({ unmatched: 'drop' })
  class Dropping extends Patient {}

  let pid: Pid;
  const start = async (Class: new () => object): Promise<void> => {
    pid = world.runtime.spawn(Class);
    await world.settled();
  };
  const pass = async (ms: number): Promise<void> => {
    time.advance(ms);
    await world.settled();
  };
  const say = async (message: unknown): Promise<void> => {
    send(pid, message);
    await world.settled();
  };

  it('runs its method when no message came in time', async () => {
    await start(Keeping);
    await pass(99);
    expect(told).to.deep.equal([]);
    await pass(1);
    expect(told).to.deep.equal(['idle']);
  });

  it('waits anew after it has run', async () => {
    await start(Keeping);
    for (let n = 0; n < 3; n++) await pass(100);
    expect(told).to.deep.equal(['idle', 'idle', 'idle']);
  });

  it('waits anew after a message that was handled', async () => {
    await start(Keeping);
    await pass(60);
    await say('handled');
    await pass(99);
    expect(told).to.deep.equal(['handled']);
    await pass(1);
    expect(told).to.deep.equal(['handled', 'idle']);
  });

  for (const [title, Class] of [
    ['kept', Keeping],
    ['dropped', Dropping],
  ] as const) {
    it(`is not put off by messages that are ${title}`, async () => {
      await start(Class);
      for (let n = 0; n < 9; n++) {
        await pass(11);
        await say(['not wanted', n]);
      }
      await pass(1);
      expect(told).to.deep.equal(['idle']);
    });
  }

  it('counts from the end of a handler that waits', async () => {
    await start(Keeping);
    await pass(90);
    await say('slow');
    await pass(70);
    expect(told).to.deep.equal(['slow begins', 'slow ends']);
    await pass(99);
    expect(told).to.deep.equal(['slow begins', 'slow ends']);
    await pass(1);
    expect(told).to.deep.equal(['slow begins', 'slow ends', 'idle']);
  });

  it('does not get mixed up with the timeout of a receive in a handler', async () => {
    await start(Keeping);
    await pass(50);
    await say('asks');
    await pass(30);
    expect(told).to.deep.equal(['asked']);
    await pass(99);
    expect(told).to.deep.equal(['asked']);
    await pass(1);
    expect(told).to.deep.equal(['asked', 'idle']);
  });

  it('lets a message that waits already go first', async () => {
    await start(Keeping);
    send(pid, 'handled');
    time.advance(200);
    await world.settled();
    expect(told[0]).to.equal('handled');
  });

  it('starts when init is over', async () => {
    @Process()
    class Warming extends Patient {
      async init(): Promise<void> {
        await Process.sleep(80);
      }
    }
    await start(Warming);
    await pass(80);
    await pass(99);
    expect(told).to.deep.equal([]);
    await pass(1);
    expect(told).to.deep.equal(['idle']);
  });

  it('may end the process, or wait itself', async () => {
    @Process()
    class Expiring {
      @Receive('hello')
      hello(_: 'hello'): void {}

      @After(10)
      async expire(): Promise<void> {
        await receive('last words');
        exit('expired');
      }
    }
    await start(Expiring);
    const ended = world.run(() => downOf(pid));
    await pass(10);
    await say('last words');
    expect(await ended).to.equal('expired');
  });

  it('of 0 runs as soon as nothing is left to handle', async () => {
    @Process()
    class Eager {
      @Receive(P.number)
      count(n: number): void {
        told.push(`${n}`);
      }

      @After(0)
      done(): void {
        told.push('nothing left');
        exit('normal');
      }
    }
    pid = world.runtime.spawn(Eager);
    for (const n of [1, 2, 3]) send(pid, n);
    await world.settled();
    expect(told).to.deep.equal(['1', '2', '3', 'nothing left']);
  });

  it('of Infinity never runs', async () => {
    @Process()
    class Endless {
      @After(Infinity)
      never(): void {
        told.push('never');
      }
    }
    await start(Endless);
    await pass(1e15);
    expect(told).to.deep.equal([]);
    expect(time.pending).to.equal(0);
  });

  it('ends with its process', async () => {
    await start(Keeping);
    await world.run(() => Process.exit(pid, 'kill'));
    await pass(1_000);
    expect(told).to.deep.equal([]);
  });
});
