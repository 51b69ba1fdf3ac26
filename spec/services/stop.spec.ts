import { expect } from 'chai';
import { firstValueFrom, Subject } from 'rxjs';
import {
  After,
  exit,
  Lifecycle,
  P,
  Process,
  ProcessExit,
  Receive,
  receive,
  Registry,
  Runtime,
  self,
  send,
  sendTo,
  spawn,
  Timers,
  type ExitReason,
  type Pid,
} from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { CollectingLogger, idle, ManualTime, turns } from '../semantics/support.js';
import { streams } from './streams.js';

describe('runtime.stop', () => {
  const logger = new CollectingLogger();
  let runtime: TestRuntime;
  const ends: [Pid, unknown][] = [];
  beforeEach(async () => {
    logger.clear();
    ends.length = 0;
    runtime = await TestRuntime.start({ logger });
  });
  afterEach(() => runtime.stop({ timeoutMs: 0 }));

  function watchEnds(watched: Runtime = runtime): void {
    watched.get(Lifecycle).exited$.subscribe(({ pid, reason }) => ends.push([pid, reason]));
  }

  /** Ignores every request to end. */
  function* stubborn(): Generator {
    Process.flag('trapExit', true);
    for (;;) yield* receive('never');
  }

  @Process({ trapExit: true })
  class Polite {
    static readonly goodbyes: unknown[] = [];
    private number = 0;

    init(number: number): void {
      this.number = number;
    }

    @Receive('never')
    never(_: 'never'): void {}

    terminate(reason: ExitReason): void {
      Polite.goodbyes.push([this.number, reason]);
    }
  }

  it('ends all processes, the youngest first, with shutdown', async () => {
    const pids = await runtime.run(function* () {
      const pids = Array.from({ length: 5 }, () => idle());
      // Until all of them wait: who still has a turn to come hears of the end in that turn.
      yield* turns();
      return pids;
    });
    watchEnds();
    await runtime.stop();
    expect(ends).to.deep.equal(pids.reverse().map((pid) => [pid, 'shutdown']));
  });

  it('lets a class that traps exits terminate, the youngest first', async () => {
    Polite.goodbyes.length = 0;
    for (const number of [1, 2, 3]) runtime.spawn(Polite, number);
    await runtime.run(() => 'all have started');
    await runtime.stop();
    expect(Polite.goodbyes).to.deep.equal([3, 2, 1].map((number) => [number, 'shutdown']));
  });

  it('waits for a farewell that takes time', async () => {
    const order: string[] = [];
    runtime.spawn(async () => {
      Process.flag('trapExit', true);
      await receive(['EXIT', P.any, P.any]);
      await Process.sleep(20);
      order.push('farewell');
    });
    await runtime.run(() => 'all have started');
    await runtime.stop();
    order.push('stopped');
    expect(order).to.deep.equal(['farewell', 'stopped']);
  });

  it('kills those that do not end within its timeout', async () => {
    const pid = runtime.spawn(stubborn);
    await runtime.run(() => 'all have started');
    watchEnds();
    const startMs = runtime.nowMs;
    await runtime.stop({ timeoutMs: 30 });
    expect(ends).to.deep.equal([[pid, 'killed']]);
    expect(runtime.nowMs - startMs).to.equal(30);
  });

  it('kills at once with a timeout of 0', async () => {
    const pid = runtime.spawn(stubborn);
    await runtime.run(() => 'all have started');
    watchEnds();
    await runtime.stop({ timeoutMs: 0 });
    expect(ends).to.deep.equal([[pid, 'killed']]);
  });

  it('kills one that waits for a promise of somebody else', async () => {
    const pid = runtime.spawn(async () => {
      Process.flag('trapExit', true);
      await new Promise(() => {});
    });
    await runtime.run(() => 'all have started');
    watchEnds();
    await runtime.stop({ timeoutMs: 10 });
    expect(ends).to.deep.equal([[pid, 'killed']]);
  });

  it('kills one that never stops working', async () => {
    const time = new ManualTime(1);
    const timed = await Runtime.start({ logger, clock: time.clock, host: time.host });
    const pid = timed.spawn(function* () {
      Process.flag('trapExit', true);
      for (;;) yield;
    });
    await timed.run(() => 'all have started');
    watchEnds(timed);
    const stopped = timed.stop({ timeoutMs: 10 });
    time.advance(10);
    await stopped;
    expect(ends).to.deep.equal([[pid, 'killed']]);
  });

  it('ends processes that are born while it stops', async () => {
    const time = new ManualTime();
    const timed = await Runtime.start({ logger, clock: time.clock, host: time.host });
    timed.spawn(function* () {
      Process.flag('trapExit', true);
      for (;;) {
        yield* receive(['EXIT', P.any, P.any]);
        spawn(stubborn);
      }
    });
    await timed.run(() => 'all have started');
    watchEnds(timed);
    const born = firstValueFrom(timed.get(Lifecycle).spawned$);
    const stopped = timed.stop({ timeoutMs: 10 });
    await born;
    time.advance(10);
    await stopped;
    expect(ends.map(([, reason]) => reason)).to.deep.equal(['killed', 'killed']);
  });

  it('is over at once when nothing runs', async () => {
    await runtime.stop();
    expect(runtime.nowMs).to.equal(0);
  });

  it('gives the same promise when called again', async () => {
    const production = await Runtime.start({ logger });
    expect(production.stop()).to.equal(production.stop({ timeoutMs: 10_000 }));
  });

  it('may be called by one of its processes', async () => {
    const pid = runtime.spawn(async () => {
      await runtime.stop();
    });
    watchEnds();
    await runtime.run(() => 'all have started').catch(() => undefined);
    await runtime.stop();
    expect(ends.find(([who]) => who === pid)?.[1]).to.equal('shutdown');
  });

  it('fails what run was waiting for, with the reason', async () => {
    const running = runtime.run(() => receive('never')).catch((error: unknown) => error);
    await runtime.stop();
    expect(await running).to.be.instanceOf(ProcessExit).with.property('reason', 'shutdown');
  });

  it('writes no crash into the log', async () => {
    await runtime.run(() => [idle(), idle({ trapExit: true })].length);
    await runtime.stop({ timeoutMs: 10 });
    expect([logger.crashLines, logger.warnings]).to.deep.equal([[], []]);
  });

  it('refuses a timeout that is no time', async () => {
    for (const timeoutMs of [-1, NaN]) {
      const failure: unknown = await runtime.stop({ timeoutMs }).catch((error: unknown) => error);
      expect(failure).to.have.property('code', 'BEAMWORK_BAD_OPTION');
    }
    expect(await runtime.run(() => 'still running')).to.equal('still running');
  });

  it('completes all streams, also for those who come later', async () => {
    const pid = await runtime.run(() => idle());
    const all$ = [...Object.values(streams).map((streamOf) => streamOf(runtime, pid)), new Subject().pipe(sendTo(pid))];
    const early: number[] = [];
    const late: number[] = [];
    all$.forEach((stream$, n) => stream$.subscribe({ complete: () => early.push(n) }));
    await runtime.stop();
    all$.forEach((stream$, n) => stream$.subscribe({ complete: () => late.push(n) }));
    const all = all$.map((_, n) => n);
    expect(early).to.have.members(all);
    expect(late).to.have.members(all);
  });

  it('tells streams of every end before it completes them', async () => {
    const pids = await runtime.run(() => [idle(), idle()]);
    const told: unknown[] = [];
    runtime.get(Lifecycle).exited$.subscribe({ next: ({ pid }) => told.push(pid), complete: () => told.push('complete') });
    await runtime.stop();
    expect(told).to.deep.equal([...pids.reverse(), 'complete']);
  });

  it('cancels all timers', async () => {
    @Process()
    class Ticking {
      static ticks = 0;

      @After(5)
      tick(): void {
        Ticking.ticks++;
      }
    }
    const time = new ManualTime();
    const timed = await Runtime.start({ logger, clock: time.clock, host: time.host });
    timed.spawn(Ticking);
    const timers = timed.get(Timers);
    const timer = timers.sendAfter('nobody', 'tick', 60_000);
    await timed.run(() => 'all have started');
    time.advance(5);
    await timed.run(() => 'the tick has been seen');
    await timed.stop();
    time.advance(100_000);
    expect(Ticking.ticks).to.equal(1);
    expect(time.pending).to.equal(0);
    expect([timers.read(timer), timers.cancel(timer)]).to.deep.equal([false, false]);
  });

  it('leaves a runtime that starts no process any more', async () => {
    await runtime.stop();
    expect(codeOf(() => runtime.spawn(() => {}))).to.equal('BEAMWORK_RUNTIME_STOPPED');
    const failure = await runtime.run(() => 1).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'BEAMWORK_RUNTIME_STOPPED');
  });

  it('leaves pids to which a send is silent', async () => {
    const pid = await runtime.run(() => self());
    await runtime.stop();
    expect(send(pid, 'hi')).to.equal('hi');
    expect([Process.isAlive(pid), Process.info(pid)]).to.deep.equal([false, undefined]);
  });

  it('frees names before anybody hears of an end', async () => {
    const registry = runtime.get(Registry);
    registry.register('worker', await runtime.run(() => idle()));
    const found: unknown[] = [];
    runtime.get(Lifecycle).exited$.subscribe(() => found.push(registry.whereis('worker')));
    await runtime.stop();
    expect(found).to.deep.equal([undefined]);
    expect(registry.registered()).to.deep.equal([]);
  });

  it('counts an exit during its own wait as an end like any other', async () => {
    const pid = runtime.spawn(function* () {
      Process.flag('trapExit', true);
      yield* receive(['EXIT', P.any, 'shutdown']);
      exit('own reason');
    });
    await runtime.run(() => 'all have started');
    watchEnds();
    await runtime.stop();
    expect(ends).to.deep.equal([[pid, 'own reason']]);
  });
});
