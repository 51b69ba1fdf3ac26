import { expect } from 'chai';
import { filter, map, merge, mergeMap, of, scan, share, take, tap, type Observable } from 'rxjs';
import { BeamworkError, exit, Lifecycle, Monitor, P, Process, receive, Registry, self, send, type Pid } from '../../lib/index.js';
import '../identity.js';
import { idle, startRuntime } from '../semantics/support.js';
import { streams } from './streams.js';

const boom = (): never => {
  throw new Error('subscriber');
};

/** Does a little of everything that a stream tells of, and ends the process. */
function exercise(target: Pid): Generator<unknown, string> {
  return (function* () {
    Process.flag('trapExit', true);
    Process.register(target, 'worker');
    Process.link(target);
    const ref = Process.monitor(target);
    Process.sendAfter(self(), 'tick', 0);
    yield* receive('tick');
    const crashing = Process.spawn(() => boom(), { monitor: true });
    yield* receive(['DOWN', crashing[1], 'process', crashing[0], P.any]);
    Process.exit(target, 'gone');
    yield* receive(['EXIT', target, 'gone']);
    yield* receive(['DOWN', ref, 'process', target, 'gone']);
    return 'unharmed';
  })();
}

describe('a subscriber that throws', () => {
  const world = startRuntime({ longSliceMs: 0 });
  let target: Pid;
  beforeEach(async () => {
    target = await world.run(() => idle());
  });

  for (const [name, streamOf] of Object.entries(streams)) {
    it(`of ${name} harms no process and no other subscriber`, async () => {
      const stream$ = streamOf(world.runtime, target);
      const seen: unknown[] = [];
      stream$.subscribe(boom);
      stream$.subscribe((value) => seen.push(value));
      stream$.subscribe({ next: boom, complete: boom });
      expect(await world.run(() => exercise(target))).to.equal('unharmed');
      expect(seen).to.not.deep.equal([]);
      expect(world.logger.warnings.length).to.be.at.least(2);
      expect(world.logger.warnings[0]).to.include('subscriber');
    });
  }

  const operators: Record<string, (source$: Observable<unknown>) => Observable<unknown>> = {
    map: (source$) => source$.pipe(map(boom)),
    filter: (source$) => source$.pipe(filter(boom)),
    tap: (source$) => source$.pipe(tap(boom)),
    scan: (source$) => source$.pipe(scan(boom, 0)),
    mergeMap: (source$) => source$.pipe(mergeMap(() => of(1).pipe(map(boom)))),
    'map twice': (source$) => source$.pipe(map((value) => value)).pipe(map(boom)),
    share: (source$) => source$.pipe(share(), map(boom)),
    take: (source$) => source$.pipe(take(1), map(boom)),
  };
  for (const [name, behind] of Object.entries(operators)) {
    it(`behind ${name} harms nobody either`, async () => {
      const seen: unknown[] = [];
      behind(world.runtime.get(Lifecycle).exited$).subscribe();
      behind(world.runtime.get(Monitor).down$(target)).subscribe();
      world.runtime.get(Lifecycle).exited$.subscribe(({ pid }) => seen.push(pid));
      expect(await world.run(() => exercise(target))).to.equal('unharmed');
      expect(seen).to.include(target);
      expect(world.logger.warnings).to.have.lengthOf(2);
    });
  }

  it('behind an operator is told of the error, when it listens for errors', async () => {
    const errors: unknown[] = [];
    world.runtime.get(Monitor).down$(target).pipe(map(boom)).subscribe({ error: (error: unknown) => errors.push(error) });
    await world.run(() => exercise(target));
    expect(errors).to.have.lengthOf(1);
    expect(errors[0]).to.have.property('message', 'subscriber');
    expect(world.logger.warnings).to.deep.equal([]);
  });

  it('in its error handler harms nobody either', async () => {
    world.runtime.get(Monitor).down$(target).pipe(map(boom)).subscribe({ error: boom });
    expect(await world.run(() => exercise(target))).to.equal('unharmed');
    expect(world.logger.warnings).to.have.lengthOf(1);
  });

  it('is asked again for the next value', async () => {
    let calls = 0;
    world.runtime.get(Lifecycle).exited$.subscribe(() => {
      calls++;
      boom();
    });
    for (let n = 0; n < 3; n++) await world.run(() => n);
    expect(calls).to.equal(3);
    expect(world.logger.warnings).to.have.lengthOf(3);
  });
});

describe('a subscriber', () => {
  const world = startRuntime();

  it('runs outside of all processes', async () => {
    const outcomes: unknown[] = [];
    world.runtime.get(Lifecycle).spawned$.subscribe(() => {
      try {
        outcomes.push(self());
      } catch (error) {
        outcomes.push(error instanceof BeamworkError ? error.code : error);
      }
    });
    const same = await world.run(() => {
      const me = self();
      idle();
      return me === self();
    });
    expect(outcomes).to.deep.equal(['BEAMWORK_OUTSIDE_PROCESS', 'BEAMWORK_OUTSIDE_PROCESS']);
    expect(same).to.equal(true);
  });

  it('that calls exit does not end the process that runs', async () => {
    world.runtime.get(Registry).events$.subscribe(() => exit('not me'));
    const survived = await world.run(() => {
      Process.register(self(), 'me');
      return 'survived';
    });
    expect(survived).to.equal('survived');
  });

  it('may spawn, send and kill from within', async () => {
    const got: unknown[] = [];
    const victim = await world.run(() => idle());
    const collector = world.spawn(function* () {
      for (;;) got.push(yield* receive(P.any));
    });
    world.runtime.get(Monitor).down$(victim).subscribe(({ reason }) => {
      send(collector, ['down', reason]);
      world.runtime.spawn(() => {
        send(collector, 'spawned');
      });
    });
    world.runtime.get(Registry).events$.subscribe(({ type }) => type === 'registered' && Process.exit(victim, 'kill'));
    await world.run(() => Process.register(victim, 'victim'));
    await world.settled();
    expect(got).to.deep.equal([['down', 'killed'], 'spawned']);
  });

  it('may unsubscribe itself and others while it is told', async () => {
    const told: string[] = [];
    const { exited$ } = world.runtime.get(Lifecycle);
    const first = exited$.subscribe(() => {
      told.push('first');
      first.unsubscribe();
      third.unsubscribe();
    });
    exited$.subscribe(() => told.push('second'));
    const third = exited$.subscribe(() => told.push('third'));
    await world.run(() => 1);
    await world.run(() => 2);
    expect(told).to.deep.equal(['first', 'second', 'second']);
  });

  it('of two merged streams hears both', async () => {
    const told: string[] = [];
    merge(world.runtime.get(Lifecycle).events$, world.runtime.get(Registry).events$).subscribe(({ type }) => told.push(type));
    await world.run(() => Process.register(self(), 'me'));
    expect(told).to.deep.equal(['spawned', 'registered', 'unregistered', 'exited']);
  });
});
