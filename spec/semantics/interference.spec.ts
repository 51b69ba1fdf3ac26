import { expect } from 'chai';
import { Subscriber } from 'rxjs';
import {
  After,
  after,
  BeamworkError,
  exit,
  Lifecycle,
  Linker,
  Logger,
  Monitor,
  on,
  P,
  Process,
  ProcessExit,
  Receive,
  receive,
  Registry,
  Runtime,
  self,
  send,
  spawn,
  spawnLink,
  spawnMonitor,
  Timers,
  type Pid,
} from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import { CollectingLogger } from './support.js';

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
    const timed = await TestRuntime.start();
    const pid = timed.spawn(Careless);
    await timed.run(function* () {
      send(pid, 'go');
      yield* Process.sleep(10);
      send(pid, ['ping', self()]);
      yield* receive('pong');
    });
    await timed.stop();
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

  it('says nothing to a process whose handler has left a promise behind', async () => {
    let settle = (): void => {};
    const promise = new Promise<void>((resolve) => (settle = resolve));
    @Process({ unmatched: 'crash' })
    class Impatient {
      @Receive('go')
      async go(_: 'go'): Promise<void> {
        await Promise.race([Process.wait(promise), soon()]);
      }
      @Receive(['ping', P.pid])
      ping([, from]: ['ping', Pid]): void {
        send(from, 'pong');
      }
    }
    const pid = runtime.spawn(Impatient);
    const ping = function* (): Generator<unknown, void> {
      send(pid, ['ping', self()]);
      yield* receive('pong');
    };
    send(pid, 'go');
    await runtime.run(ping);
    settle();
    await soon();
    await runtime.run(ping);
    expect(Process.isAlive(pid)).to.equal(true);
  });

  it('refuses a second receive in a generator while the first has not been taken', async () => {
    const code = await runtime.run(function* () {
      receive('first');
      try {
        yield* receive('second');
      } catch (error) {
        return error instanceof BeamworkError ? error.code : error;
      }
    });
    expect(code).to.equal('BEAMWORK_BAD_RECEIVE');
  });

  it('gives spawnLink the true reason of a child that a subscriber ends at its birth', async () => {
    runtime.get(Lifecycle).spawned$.subscribe(({ pid, parent }) => {
      if (parent === undefined) return;
      Process.exit(pid, 'kill');
      Process.isAlive(pid);
    });
    const reasons = await runtime.run(function* () {
      Process.flag('trapExit', true);
      const linked = spawnLink(() => {});
      const [monitored, ref] = spawnMonitor(() => {});
      const [, , first] = yield* receive(['EXIT', linked, P.any]);
      const [, , , , second] = yield* receive(['DOWN', ref, 'process', monitored, P.any]);
      return [first, second];
    });
    expect(reasons).to.deep.equal(['killed', 'killed']);
  });

  it('receives a kill that a logger sends, before the next message', async () => {
    class Deadly extends Logger {
      override crash(): void {}
      override warn(): void {
        Process.exit(pid, 'kill');
      }
    }
    const deadly = await Runtime.start({ logger: new Deadly() });
    @Process({ unmatched: 'log' })
    class Deaf {
      @Receive('known')
      known(_: 'known'): void {}
    }
    const pid: Pid = deadly.spawn(Deaf);
    send(pid, 'unknown');
    await deadly.run(function* () {
      yield;
    });
    expect(Process.isAlive(pid)).to.equal(false);
    await deadly.stop();
  });

  it('runs no clause after a guard has ended the process', async () => {
    const ran: string[] = [];
    await runtime
      .run(function* () {
        send(self(), 1);
        yield* receive(
          on(P.when(() => Process.exit(self(), 'kill')), () => void ran.push('first')),
          on(P.any, () => void ran.push('second')),
        );
      })
      .catch(() => {});
    expect(ran).to.deep.equal([]);
  });

  it('tells all subscribers of nested events in one order', async () => {
    const registry = runtime.get(Registry);
    const body = function* (): Generator<unknown, void> {
      yield* receive('stop');
    };
    const [a, b] = [runtime.spawn(body), runtime.spawn(body)];
    registry.register('database', a);
    registry.events$.subscribe((event) => {
      if (event.type === 'unregistered' && event.pid === a) registry.register('database', b);
    });
    const seen: unknown[] = [];
    registry.name$('database').subscribe((pid) => seen.push(pid));
    send(a, 'stop');
    await runtime.run(function* () {
      yield* receive(['DOWN', Process.monitor(a), 'process', a, P.any]);
    });
    expect(seen).to.deep.equal([a, undefined, b]);
  });
});

describe('what cannot end the program', () => {
  const survives = async (body: () => unknown): Promise<void> => {
    const runtime = await Runtime.start({ logger: new CollectingLogger() });
    await runtime.run(body).catch(() => {});
    expect(await runtime.run(() => 42)).to.equal(42);
    await runtime.stop();
  };

  it('an exit reason that throws at every question', () => {
    const { proxy, revoke } = Proxy.revocable(() => {}, {});
    revoke();
    return survives(() => exit(proxy));
  });

  it('a body whose name throws', () => {
    const body = (): never => {
      throw new Error('x');
    };
    Object.defineProperty(body, 'name', {
      get: () => {
        throw new Error('no name');
      },
    });
    return survives(body);
  });

  it('a clause that throws before its receive is awaited', async () => {
    const runtime = await Runtime.start({ logger: new CollectingLogger() });
    const caught = await runtime.run(async () => {
      const message = receive(
        on('go', () => {
          throw new Error('clause');
        }),
      );
      send(self(), 'go');
      for (let turn = 0; turn < 5; turn++) await soon();
      try {
        await message;
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    });
    expect(caught).to.equal('clause');
    await runtime.stop();
  });

  it('what a process keeps in its dictionary, for whoever asks about it', async () => {
    const runtime = await Runtime.start();
    const dictionary = await runtime.run(() => {
      Process.put('pending', Promise.resolve());
      return Process.info(self(), 'dictionary');
    });
    expect(dictionary).to.deep.equal([['pending', 'a Promise']]);
    await runtime.stop();
  });

  it('a timer that is started when the runtime has stopped', async () => {
    const runtime = await Runtime.start();
    const timers = runtime.get(Timers);
    await runtime.stop();
    expect(() => timers.sendAfter('nobody', 'tick', 60_000)).to.throw().with.property('code', 'BEAMWORK_RUNTIME_STOPPED');
  });

  it('a subscriber made by hand that throws where RxJS would not', async () => {
    const runtime = await Runtime.start({ logger: new CollectingLogger() });
    runtime.get(Lifecycle).exited$.subscribe(
      new Subscriber<unknown>({
        next: () => {
          throw new Error('subscriber');
        },
        error: () => {
          throw new Error('subscriber, again');
        },
        complete: () => {},
      }),
    );
    await runtime.run(() => {});
    expect(await runtime.run(() => 42)).to.equal(42);
    await runtime.stop();
  });

  it('with an async context, what a helper of a dead process still does', async () => {
    const runtime = await Runtime.start({ asyncContext: true });
    let wake = (): void => {};
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const pid = runtime.spawn(async () => {
      const helper = async (): Promise<void> => {
        await asleep;
        send(self(), 'too late');
      };
      const helping = helper();
      await receive('never');
      await helping;
    });
    await runtime.run(() => Process.exit(pid, 'kill'));
    wake();
    for (let turn = 0; turn < 3; turn++) await soon();
    expect(await runtime.run(() => 42)).to.equal(42);
    await runtime.stop();
  });
});

describe('easy mistakes', () => {
  const runIt = async (body: () => unknown): Promise<unknown> => {
    const runtime = await Runtime.start({ logger: new CollectingLogger() });
    const outcome: unknown = await runtime.run(body).catch((error: unknown) => (error instanceof ProcessExit ? error.reason : error));
    await runtime.stop();
    return outcome;
  };

  it('a receive that is taken apart without yield* is refused, when nothing is there yet', async () => {
    const reason = await runIt(function* () {
      const [tag] = receive(['reply', P.any]);
      yield;
      return tag;
    });
    expect(reason).to.have.property('code', 'BEAMWORK_BAD_RECEIVE');
  });

  it('a function whose argument is the name of a method that all functions have is a body, not a module', async () => {
    const args = await runIt(function* () {
      const boss = self();
      spawn(
        (name: string, list: string[]) => void send(boss, ['called', name, list]),
        'call',
        ['x'],
      );
      const [, name, list] = yield* receive(['called', P.string, P.array(P.string)]);
      return [name, list];
    });
    expect(args).to.deep.equal(['call', ['x']]);
  });
});
