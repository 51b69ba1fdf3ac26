import { expect } from 'chai';
import { ContainerModule, injectable } from 'inversify';
import { Application, Call, call, Clock, exit, Module, P, Process, receive, self, send, spawn } from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';

const day = 86_400_000;

/** Is fulfilled after so many turns of the event loop. */
async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

@injectable()
class Prices {
  of(_: string): number {
    return 5;
  }
}

@Process({ name: 'shop' })
class Shop {
  constructor(private readonly prices: Prices) {}

  @Call(['price', P.string])
  price([, what]: ['price', string]): number {
    return this.prices.of(what);
  }
}

@Module({ providers: [Prices], processes: [{ id: 'shop', start: [Shop], restart: 'permanent' }] })
class ShopModule {}

describe('TestRuntime', () => {
  let runtime: TestRuntime;
  beforeEach(async () => {
    runtime = await TestRuntime.start();
  });
  afterEach(() => runtime.stop({ timeoutMs: 0 }));

  describe('settle', () => {
    it('lets nobody run before', () => {
      let ran = false;
      runtime.spawn(() => void (ran = true));
      expect(ran).to.equal(false);
    });

    it('lets all run who can, with all that they start', async () => {
      const seen: string[] = [];
      runtime.spawn(() => {
        seen.push('parent');
        spawn(() => seen.push('child'));
      });
      await runtime.settle();
      expect(seen).to.deep.equal(['parent', 'child']);
    });

    it('waits for promises of async bodies', async () => {
      const seen: unknown[] = [];
      runtime.spawn(async () => {
        for (let turn = 0; turn < 50; turn++) await Process.wait(Promise.resolve());
        seen.push('through');
      });
      await runtime.settle();
      expect(seen).to.deep.equal(['through']);
    });

    it('knows whose code runs in an async body that had a message before it ran', async () => {
      const seen: unknown[] = [];
      const pid = runtime.spawn(async () => {
        await receive('go');
        seen.push(self());
      });
      send(pid, 'go');
      await runtime.settle();
      expect(seen).to.deep.equal([pid]);
    });

    it('leaves time alone', async () => {
      runtime.spawn(() => Process.sleep(1));
      await runtime.settle();
      expect(runtime.nowMs).to.equal(0);
    });

    it('says so when there is no end to it, and goes on afterwards', async () => {
      await runtime.stop();
      runtime = await TestRuntime.start({ maxSlices: 100 });
      const pid = runtime.spawn(function* () {
        for (;;) yield;
      });
      expect((await failureOf(runtime.settle())).code).to.equal('BEAMWORK_LIVELOCK');
      Process.exit(pid, 'kill');
      await runtime.settle();
      expect(Process.isAlive(pid)).to.equal(false);
    });
  });

  describe('advance', () => {
    it('lets a day of timers pass', async () => {
      let minutes = 0;
      runtime.spawn(function* () {
        for (;;) {
          yield* Process.sleep(60_000);
          minutes++;
        }
      });
      await runtime.advance(day);
      expect(minutes).to.equal(1_440);
      expect(runtime.nowMs).to.equal(day);
    });

    it('stops before what is due a millisecond later', async () => {
      const probe = runtime.probe();
      probe.act(() => Process.sendAfter(self(), 'late', 101));
      await runtime.advance(100);
      expect(probe.mailbox).to.deep.equal([]);
      await runtime.advance(1);
      expect(probe.mailbox).to.deep.equal(['late']);
    });

    it('runs what a timer has started before the next timer', async () => {
      const probe = runtime.probe();
      runtime.spawn(function* () {
        Process.sendAfter(probe.pid, 'at ten', 10);
        yield* Process.sleep(9);
        send(probe.pid, 'at nine');
      });
      await runtime.advance(20);
      expect(probe.mailbox).to.deep.equal(['at nine', 'at ten']);
    });

    it('refuses time that is none', async () => {
      expect((await failureOf(runtime.advance(-1))).code).to.equal('BEAMWORK_BAD_TIMEOUT');
      expect((await failureOf(runtime.advance(Infinity))).code).to.equal('BEAMWORK_BAD_TIMEOUT');
    });

    it('is read on the clock of the runtime', async () => {
      await runtime.advance(250);
      expect(runtime.get(Clock).nowMs()).to.equal(250);
    });
  });

  describe('runUntil', () => {
    it('stops at the slice after which something is so', async () => {
      const seen: number[] = [];
      runtime.spawn(function* () {
        for (let each = 0; each < 10; each++) {
          seen.push(each);
          yield;
        }
      });
      await runtime.runUntil(() => seen.length === 3);
      expect(seen).to.deep.equal([0, 1, 2]);
      await runtime.settle();
      expect(seen).to.have.length(10);
    });

    it('lets time pass', async () => {
      let isDone = false;
      runtime.spawn(function* () {
        yield* Process.sleep(5_000);
        isDone = true;
      });
      await runtime.runUntil(() => isDone);
      expect(runtime.nowMs).to.equal(5_000);
    });

    it('gives up when the time has passed', async () => {
      runtime.spawn(() => Process.sleep(5_000));
      expect((await failureOf(runtime.runUntil(() => false, 4_999))).code).to.equal('BEAMWORK_NEVER_SO');
    });

    for (const [what, goal] of Object.entries<unknown>({ 'what is no function': 5, nothing: undefined, 'a function that gives a promise': async () => false })) {
      it(`refuses ${what}`, async () => {
        const refused: Promise<unknown> = Reflect.apply(runtime.runUntil, runtime, [goal]);
        expect((await failureOf(refused)).code).to.equal('BEAMWORK_BAD_OPTION');
      });
    }

    it('throws what the condition throws, and lets the runtime go on', async () => {
      const failure = new Error('wrong condition');
      const thrown = await runtime.runUntil(() => {
        throw failure;
      }).catch((error: unknown) => error);
      expect(thrown).to.equal(failure);
      expect(await runtime.run(() => 'still here')).to.equal('still here');
    });

    it('waits for a promise: an application starts on virtual time', async () => {
      const application = await runtime.runUntil(Application.start(ShopModule, { runtime, signals: false }));
      const price = await runtime.run(function* () {
        return yield* call<number>('shop', ['price', 'tea']);
      });
      expect(price).to.equal(5);
      await runtime.runUntil(application.stop());
    });
  });

  describe('run', () => {
    it('gives a body as much time as it needs', async () => {
      const result = await runtime.run(async () => {
        await Process.sleep(day);
        return 'the next day';
      });
      expect(result).to.equal('the next day');
      expect(runtime.nowMs).to.equal(day);
    });

    it('says who waits when the body can never end', async () => {
      const failure: unknown = await runtime.run(function* forgotten() {
        yield* receive('never');
      }).catch((error: unknown) => error);
      expect(failure).to.have.property('code', 'BEAMWORK_NEVER_SO');
      expect(String(failure)).to.match(/; alive: #PID<[\d.]+> forgotten waits for 'never'; its mailbox: empty/);
      expect(failure).to.have.property('stack').that.includes('test-runtime.spec');
    });
  });

  it('stops without waiting for those who do not end', async () => {
    runtime.spawn(function* () {
      Process.flag('trapExit', true);
      yield* receive('never');
    });
    await runtime.settle();
    await runtime.stop({ timeoutMs: 60_000 });
    expect(runtime.nowMs).to.equal(60_000);
  });

  it('stops those who never rest when their time has come', async () => {
    const impatient = await TestRuntime.start({ maxSlices: 100 });
    impatient.spawn(function* restless() {
      Process.flag('trapExit', true);
      for (;;) yield;
    });
    expect((await failureOf(impatient.settle())).code).to.equal('BEAMWORK_LIVELOCK');
    await impatient.stop({ timeoutMs: 60_000 });
    expect(impatient.nowMs).to.equal(60_000);
  });

  it('keeps what is logged', async () => {
    runtime.spawn(function broken() {
      throw new Error('oops');
    });
    await runtime.settle();
    expect(runtime.log).to.have.length(1);
    expect(runtime.log[0]).to.match(/crashed in broken: Error: oops/);
  });

  it('lists who waits for something foreign', async () => {
    runtime.spawn(async function reader() {
      await new Promise(() => {});
    });
    await runtime.settle();
    expect(runtime.foreign).to.have.length(1);
    expect(runtime.foreign[0]).to.match(/reader$/);
  });

  it('gives what is foreign its time before virtual time passes', async () => {
    const result = await runtime.run(async () => {
      const own = self();
      spawn(function* ticks() {
        for (;;) yield* Process.sleep(10);
      });
      Process.sendAfter(own, 'too late', 60_000);
      // A turn of the event loop outside, and another: nothing of the runtime settles these.
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      return runtime.nowMs;
    });
    expect(result).to.equal(0);
  });

  it('lets time pass beside something foreign that has had its time', async () => {
    const hurried = await TestRuntime.start({ foreignMs: 1 });
    hurried.spawn(async function reader() {
      await new Promise(() => {});
    });
    expect(await hurried.run(() => Process.sleep(60_000))).to.equal('ok');
    expect(hurried.nowMs).to.equal(60_000);
  });

  it('says who awaits something foreign that has had its time', async () => {
    const hurried = await TestRuntime.start({ foreignMs: 1 });
    const { problem, remedy } = await failureOf(hurried.run(async function reader() {
      await new Promise(() => {});
    }));
    expect(problem).to.match(/^nobody can run any more, .*; alive: #PID<[\d.]+> reader awaits something that is no part of the runtime; its mailbox: empty$/);
    expect(remedy).to.include('start the runtime with more foreignMs');
  });

  it('gives each wait for something foreign its own time', async () => {
    const patient = await TestRuntime.start({ foreignMs: 200 });
    let turns = 0;
    const result = await patient.run(function* () {
      // More waits than fit into the time of one: each is for 50 turns of the event loop.
      for (; turns < 20; turns++) yield* Process.wait(turnsOfTheLoop(50));
      return 'all of them';
    });
    expect([result, turns]).to.deep.equal(['all of them', 20]);
  });

  it('asks again while something foreign may yet come', async () => {
    let isThere = false;
    void turnsOfTheLoop(3).then(() => (isThere = true));
    runtime.spawn(async () => {
      await turnsOfTheLoop(5);
    });
    await runtime.runUntil(() => isThere);
    expect(runtime.nowMs).to.equal(0);
  });

  it('tells, when what it ran has ended, who has crashed of late, and where it was called', async () => {
    const pid = runtime.spawn(function broken() {
      throw new Error('oops');
    });
    await runtime.settle();
    const failure: unknown = await runtime.run(() => call(pid, 'question')).catch((error: unknown) => error);
    expect(String(failure)).to.match(/^ProcessExit: process ended: \["noproc", .*\n {2}→ of late: #PID<[\d.]+> crashed in broken: Error: oops/);
    expect(failure).to.have.property('stack').that.includes('test-runtime.spec');
  });

  it('waits for whatever can be awaited', async () => {
    const thenable: PromiseLike<string> = { then: (resolve, reject) => Promise.resolve('there').then(resolve, reject) };
    expect(await runtime.runUntil(thenable)).to.equal('there');
    const refused: Promise<unknown> = Reflect.apply(runtime.runUntil, runtime, [() => thenable]);
    expect((await failureOf(refused)).code).to.equal('BEAMWORK_BAD_OPTION');
  });

  it('refuses numbers that are none', async () => {
    for (const options of [{ maxSlices: '5' }, { maxSlices: 0 }, { foreignMs: NaN }, { foreignMs: -1 }]) {
      const started: Promise<unknown> = Reflect.apply(TestRuntime.start, TestRuntime, [options]);
      expect((await failureOf(started)).code).to.equal('BEAMWORK_BAD_OPTION');
    }
  });

  it('can be asked after its stop', async () => {
    await runtime.stop();
    expect([runtime.foreign, runtime.log, runtime.nowMs]).to.deep.equal([[], [], 0]);
    await runtime.advance(5);
    await runtime.runUntil(() => runtime.nowMs === 5);
    expect((await failureOf(runtime.run(() => 1))).code).to.equal('BEAMWORK_RUNTIME_STOPPED');
  });

  it('takes bindings in place of those of production', async () => {
    class CheapPrices extends Prices {
      override of(): number {
        return 1;
      }
    }
    runtime.bind(new ContainerModule(({ bind }) => void bind(Prices).to(CheapPrices)));
    const price = await runtime.run(function* () {
      return yield* call(spawn(Shop), ['price', 'tea']);
    });
    expect(price).to.equal(1);
  });

  it('refuses slices that are none', async () => {
    expect((await failureOf(TestRuntime.start({ maxSlices: -1 }))).code).to.equal('BEAMWORK_BAD_OPTION');
  });

  it('refuses a trace that is neither on nor off', async () => {
    const refused: Promise<unknown> = Reflect.apply(TestRuntime.start, TestRuntime, [{ trace: 'yes' }]);
    expect((await failureOf(refused)).code).to.equal('BEAMWORK_BAD_OPTION');
  });

  it('runs in a run', async () => {
    const result = await runtime.run(function* () {
      return yield* Process.wait(runtime.run(() => 7));
    });
    expect(result).to.equal(7);
  });

  it('ends with the reason that a process gives', async () => {
    const probe = runtime.probe();
    const pid = runtime.spawn(() => exit('shutdown'));
    probe.watch(pid);
    expect(await probe.expectDown(pid)).to.equal('shutdown');
  });
});
