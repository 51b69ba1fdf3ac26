import { expect } from 'chai';
import { from, lastValueFrom, map, of, Subject, throwError } from 'rxjs';
import { exit, Monitor, P, Process, ProcessExit, receive, self, send, sendTo, type Pid } from '../../lib/index.js';
import '../identity.js';
import { deadPid, idle, startRuntime } from '../semantics/support.js';

describe('sendTo', () => {
  const world = startRuntime();
  let pid: Pid;
  beforeEach(async () => {
    pid = await world.run(() => idle());
  });
  const inbox = (): Promise<unknown> => world.run(() => Process.info(pid, 'messages'));
  const end = async (reason: unknown): Promise<void> => {
    await world.run(() => Process.exit(pid, reason));
    await world.settled();
  };

  /** Feeds a subject into the process, and writes down what comes out. */
  function feed(): { source: Subject<unknown>; told: unknown[]; stop: () => void } {
    const source = new Subject<unknown>();
    const told: unknown[] = [];
    const subscription = source.pipe(sendTo(pid)).subscribe({
      next: (value) => told.push(value),
      error: (error: unknown) => told.push(error),
      complete: () => told.push('complete'),
    });
    return { source, told, stop: () => subscription.unsubscribe() };
  }

  it('sends each value, in order, and passes it on', async () => {
    const { source, told } = feed();
    for (const value of [1, ['two', 2], { three: 3 }]) source.next(value);
    expect(told).to.deep.equal([1, ['two', 2], { three: 3 }]);
    expect(await inbox()).to.deep.equal([1, ['two', 2], { three: 3 }]);
  });

  it('sends copies', async () => {
    const { source } = feed();
    const value = { n: 1 };
    source.next(value);
    value.n = 2;
    expect(await inbox()).to.deep.equal([{ n: 1 }]);
  });

  it('ends with its source, and the process lives on', async () => {
    const { source, told } = feed();
    const events = monitorEvents();
    source.complete();
    expect(told).to.deep.equal(['complete']);
    expect(events).to.deep.equal(['demonitored']);
    expect(await inbox()).to.deep.equal([]);
  });

  it('fails with its source, and the process lives on', async () => {
    const { source, told } = feed();
    source.error(new Error('dry'));
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.be.instanceOf(Error).with.property('message', 'dry');
    expect(await inbox()).to.deep.equal([]);
  });

  for (const reason of ['shutdown', ['shutdown', 'x']]) {
    it(`completes when the process ends with ${JSON.stringify(reason)}`, async () => {
      const { source, told } = feed();
      await end(reason);
      expect(told).to.deep.equal(['complete']);
      expect(source.observed).to.equal(false);
    });
  }

  it('completes when the process ends normally', async () => {
    const source = new Subject<unknown>();
    const told: unknown[] = [];
    const target = world.spawn(function* () {
      yield* receive('last');
    });
    source.pipe(sendTo(target)).subscribe({ complete: () => told.push('complete') });
    source.next('last');
    await world.settled();
    expect(told).to.deep.equal(['complete']);
  });

  it('fails with the reason when the process ends otherwise', async () => {
    const { source, told } = feed();
    await end({ because: 'x' });
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.be.instanceOf(ProcessExit).with.deep.property('reason', { because: 'x' });
    expect(source.observed).to.equal(false);
  });

  it('ends at once, without its source, for a dead process', async () => {
    const dead = await world.run(function* () {
      return yield* deadPid();
    });
    let started = false;
    const told: unknown[] = [];
    of(1)
      .pipe(
        map((value) => {
          started = true;
          return value;
        }),
        sendTo(dead),
      )
      .subscribe({ next: (value) => told.push(value), complete: () => told.push('complete') });
    expect(told).to.deep.equal(['complete']);
    expect(started).to.equal(false);
  });

  it('stops sending when unsubscribed', async () => {
    const { source, stop } = feed();
    const events = monitorEvents();
    source.next('before');
    stop();
    source.next('after');
    expect(source.observed).to.equal(false);
    expect(events).to.deep.equal(['demonitored']);
    expect(await inbox()).to.deep.equal(['before']);
  });

  it('fails at a value that cannot be copied', async () => {
    const { source, told } = feed();
    source.next('fine');
    source.next(Promise.resolve());
    expect(told[0]).to.equal('fine');
    expect(told[1]).to.have.property('code', 'BEAMWORK_UNCOPYABLE');
    expect(source.observed).to.equal(false);
    expect(await inbox()).to.deep.equal(['fine']);
  });

  it('feeds the same process from several streams', async () => {
    await Promise.all([1, 2].map((n) => lastValueFrom(from([`${n}a`, `${n}b`]).pipe(sendTo(pid)))));
    expect(await inbox()).to.deep.equal(['1a', '1b', '2a', '2b']);
  });

  it('may be used again: each subscription is a feed of its own', async () => {
    const source = new Subject<unknown>();
    const feed$ = source.pipe(sendTo(pid));
    const [one, two] = [feed$.subscribe(), feed$.subscribe()];
    source.next('x');
    one.unsubscribe();
    source.next('y');
    two.unsubscribe();
    expect(await inbox()).to.deep.equal(['x', 'x', 'y']);
  });

  it('keeps the failure of nobody’s error handler away from the host', async () => {
    throwError(() => new Error('dry')).pipe(sendTo(pid)).subscribe();
    const target = world.spawn(function* () {
      yield* receive('go');
      exit('boom');
    });
    new Subject<unknown>().pipe(sendTo(target)).subscribe();
    send(target, 'go');
    await world.settled();
    expect(world.logger.warnings).to.have.lengthOf(2);
    expect(world.logger.warnings[0]).to.include('dry');
    expect(world.logger.warnings[1]).to.include('boom');
  });

  it('feeds the process that subscribes', async () => {
    const sum = await world.run(async () => {
      from([1, 2, 3]).pipe(sendTo(self())).subscribe();
      return (await receive(P.number)) + (await receive(P.number)) + (await receive(P.number));
    });
    expect(sum).to.equal(6);
  });

  function monitorEvents(): string[] {
    const events: string[] = [];
    world.runtime.get(Monitor).events$.subscribe(({ type, target }) => target === pid && events.push(type));
    return events;
  }
});
