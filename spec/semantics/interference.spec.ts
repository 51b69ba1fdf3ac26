import { expect } from 'chai';
import { After, after, BeamworkError, Linker, Monitor, on, P, Process, Receive, receive, Registry, Runtime, self, send, spawn, type Pid } from '../../lib/index.js';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what runs between and beside processes', () => {
  let runtime: Runtime;

  beforeEach(async () => {
    runtime = await Runtime.start();
  });

  afterEach(() => runtime.stop());

  it('never lets an async body take itself for another process, after awaiting a function that receives', async () => {
    const seen: unknown[] = [];
    const ask = async (): Promise<void> => {
      await receive('go');
    };
    const pids = [1, 2, 3].map(() =>
      runtime.spawn(async () => {
        await ask();
        try {
          seen.push(self());
        } catch (error) {
          seen.push(error instanceof BeamworkError ? error.code : error);
        }
      }),
    );
    await runtime.run(() => pids.map((pid) => send(pid, 'go')));
    while (seen.length < 3) await soon();
    expect(new Set(seen)).to.deep.equal(new Set(['BEAMWORK_OUTSIDE_PROCESS']));
  });

  it('tells all who listen for an end, also when one of them stops another from listening', async () => {
    const pid = runtime.spawn(function* () {
      yield* receive('stop');
    });
    const monitor = runtime.get(Monitor);
    const heard: string[] = [];
    const last = new Promise<void>((resolve) => {
      monitor.down$(pid).subscribe(() => {
        heard.push('first');
        second.unsubscribe();
      });
      const second = monitor.down$(pid).subscribe(() => heard.push('second'));
      monitor.down$(pid).subscribe(() => {
        heard.push('third');
        resolve();
      });
    });
    send(pid, 'stop');
    await last;
    expect(heard).to.deep.equal(['first', 'third']);
  });

  it('loses no message that a subscriber sends to the very process whose signal it hears of', async () => {
    runtime.get(Linker).events$.subscribe((event) => {
      if (event.type !== 'exit') return;
      Process.isAlive(event.to);
      send(event.to, 'your peer has ended');
    });
    const told = runtime.run(function* () {
      Process.flag('trapExit', true);
      const peer = spawn(function* () {
        yield* receive('stop');
      });
      Process.link(peer);
      send(peer, 'stop');
      yield* receive(['EXIT', peer, 'normal']);
      return yield* receive(P.string, after(1_000, () => 'lost'));
    });
    expect(await told).to.equal('your peer has ended');
  });

  it('keeps a reply alias when the reply cannot be copied', async () => {
    const reply = await runtime.run(function* () {
      const alias = Process.alias({ reply: true });
      expect(() => send(alias, Promise.resolve())).to.throw(BeamworkError);
      send(alias, 'second try');
      return yield* receive(P.string, after(0, () => 'lost'));
    });
    expect(reply).to.equal('second try');
  });

  it('does not let the timeout of a receive that nobody awaits stand for @After', async () => {
    let idle = 0;
    @Process()
    class Careless {
      @Receive('go')
      async go(_: 'go'): Promise<void> {
        void receive('never', after(1));
      }
      @Receive(['ping', P.pid])
      ping([, from]: ['ping', Pid]): void {
        send(from, 'pong');
      }
      @After(60_000)
      rest(): void {
        idle++;
      }
    }
    const pid = runtime.spawn(Careless);
    await runtime.run(function* () {
      send(pid, 'go');
      yield* Process.sleep(10);
      send(pid, ['ping', self()]);
      yield* receive('pong');
    });
    expect(idle).to.equal(0);
  });

  it('goes on with a class process whose handler ended before an async clause of its own', async () => {
    let settle = (): void => {};
    @Process()
    class Hasty {
      @Receive('go')
      async go(_: 'go'): Promise<void> {
        void receive(on('x', () => new Promise<void>((resolve) => (settle = resolve))));
        send(self(), 'x');
        await soon();
        await soon();
      }
      @Receive(['ping', P.pid])
      ping([, from]: ['ping', Pid]): void {
        send(from, 'pong');
      }
    }
    const pid = runtime.spawn(Hasty);
    const answers = await runtime.run(function* () {
      send(pid, 'go');
      send(pid, ['ping', self()]);
      const first = yield* receive('pong', after(1_000, () => 'stuck'));
      settle();
      send(pid, ['ping', self()]);
      return [first, yield* receive('pong', after(1_000, () => 'stuck'))];
    });
    expect(answers).to.deep.equal(['pong', 'pong']);
  });

  it('runs the first slice of a process at the priority it was spawned with', async () => {
    const order: string[] = [];
    await runtime.run(function* () {
      Process.spawn(() => void order.push('normal'));
      Process.spawn(() => void order.push('max'), { priority: 'max' });
      yield* Process.sleep(0);
      yield;
    });
    expect(order).to.deep.equal(['max', 'normal']);
  });

  it('survives a subscriber that ends a process while it is being named', async () => {
    @Process({ name: 'short-lived' })
    class ShortLived {}
    runtime.get(Registry).events$.subscribe((event) => {
      if (event.type === 'registered') Process.exit(event.pid, 'kill');
      if (event.type === 'registered') Process.isAlive(event.pid);
    });
    const pid = runtime.spawn(ShortLived);
    const known = await runtime.run(() => [Process.isAlive(pid), Process.list().includes(pid), Process.list().length]);
    expect(known).to.deep.equal([false, false, 1]);
  });

  it('says nothing to a process that no longer waits for a promise', async () => {
    let settle = (): void => {};
    const promise = new Promise<void>((resolve) => (settle = resolve));
    const length = await runtime.run(function* () {
      Process.wait(promise);
      yield* receive('never', after(0));
      settle();
      yield* Process.sleep(1);
      return Process.info(self(), 'messageQueueLen');
    });
    expect(length).to.equal(0);
  });
});
