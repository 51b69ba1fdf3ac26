import { expect } from 'chai';
import { exit, P, type Pid, Process, Receive, receive, self, send, spawn, startLink } from '../../lib/index.js';
import type { ChildSpec, ChildSpecObject } from '../../lib/behaviours/child-spec.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { failureOf, flush, ManualTime, startRuntime, turns } from '../semantics/support.js';

/** Registered under its id; tells `log` of its start and its end, and does as it is told. */
@Process({ trapExit: true })
class Worker {
  private id = '';
  private log: Pid | undefined;
  private onEnd: unknown;

  *init(id: string, log?: Pid, onEnd?: unknown): Generator<unknown, void> {
    Object.assign(this, { id, log, onEnd });
    Process.register(self(), id);
    if (log !== undefined) send(log, ['start', id]);
  }

  @Receive(['die', P.any]) die([, reason]: ['die', unknown]): never {
    exit(reason);
  }

  @Receive(['do', P.any]) *do([, act]: ['do', unknown]): Generator<unknown, void> {
    if (typeof act === 'function') yield* act();
  }

  *terminate(reason: unknown): Generator<unknown, void> {
    if (this.log !== undefined) send(this.log, ['end', this.id, reason]);
    if (this.onEnd === 'crash') throw new Error('at the end');
    if (this.onEnd === 'stay') yield* Process.sleep(Infinity);
    if (typeof this.onEnd === 'string') kill(this.onEnd);
  }
}

/** Never comes back from its start. */
@Process()
class Endless {
  *init(log: Pid): Generator<unknown, void> {
    send(log, self());
    yield* Process.sleep(Infinity);
  }
}

/** Does nothing. */
@Process()
class Quiet {}

const worker = (id: string, onEnd?: unknown, more: Partial<ChildSpecObject> = {}): ChildSpecObject => ({ id, start: [Worker, id, self(), onEnd], ...more });

function kill(name: string): void {
  const pid = Process.whereis(name);
  if (pid !== undefined) Process.exit(pid, 'kill');
}

describe('a supervisor under attack', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });
  /** How many processes there were before. */
  let before = 0;
  beforeEach(async () => {
    before = await world.run(() => Process.list().length);
  });

  /** What a spec has left behind. */
  const leftovers = async (): Promise<unknown> => {
    await world.settled();
    return world.run(() => ({ processes: Process.list().length - before, names: Process.registered(), timers: time.pending }));
  };
  const nothing = { processes: 0, names: [], timers: 0 };

  /** Until a child that will not end within 100 ms is killed, and 100 ms more. */
  const advanceTwice = async (): Promise<void> => {
    for (let times = 0; times < 2; times++) {
      await world.settled();
      time.advance(100);
    }
  };

  it('survives a child that crashes while it is being stopped, and counts no restart', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.start([worker('a', 'crash'), worker('b')], { maxRestarts: 0 });
      yield* Supervisor.terminateChild(supervisor, 'a');
      yield* turns();
      const alive = Process.isAlive(supervisor);
      yield* Supervisor.restartChild(supervisor, 'a');
      yield* Supervisor.stop(supervisor);
      return [alive, yield* flush()];
    });
    expect(result).to.deep.equal([true, [['start', 'a'], ['start', 'b'], ['end', 'a', 'shutdown'], ['start', 'a'], ['end', 'b', 'shutdown'], ['end', 'a', 'shutdown']]]);
    expect(world.logger.warnings).to.deep.equal([]);
    expect(await leftovers()).to.deep.equal(nothing);
  });

  for (const strategy of ['one_for_all', 'rest_for_one'] as const) {
    it(`counts one restart when others die while ${strategy} stops them`, async () => {
      const result = await world.run(function* () {
        const supervisor = yield* Supervisor.start([worker('a'), worker('b'), worker('c', 'b')], { strategy, maxRestarts: 1 });
        yield* flush();
        kill('a');
        yield* turns(60);
        const found = [Process.isAlive(supervisor), (yield* Supervisor.countChildren(supervisor)).active, yield* flush()];
        yield* Supervisor.stop(supervisor);
        yield* flush();
        return found;
      });
      expect(result).to.deep.equal([true, 3, [['end', 'c', 'shutdown'], ['start', 'a'], ['start', 'b'], ['start', 'c']]]);
      expect(world.logger.warnings).to.have.length(1);
      expect(await leftovers()).to.deep.equal(nothing);
    });
  }

  it('kills a child that will not end, in the middle of a restart of all', async () => {
    const outcome = world.run(function* () {
      const supervisor = yield* Supervisor.start([worker('a'), worker('b', 'stay', { shutdown: 100 })], { strategy: 'one_for_all' });
      yield* flush();
      kill('a');
      yield* Process.sleep(200);
      return [yield* flush(), (yield* Supervisor.countChildren(supervisor)).active];
    });
    await advanceTwice();
    expect(await outcome).to.deep.equal([[['end', 'b', 'shutdown'], ['start', 'a'], ['start', 'b']], 2]);
  });

  it('serves requests in their order, after the restart that they came during', async () => {
    const outcome = world.run(function* () {
      const me = self();
      const supervisor = yield* Supervisor.start([worker('a'), worker('b', 'stay', { shutdown: 100 })], { strategy: 'one_for_all' });
      kill('a');
      yield* flush();
      for (const verb of [Supervisor.terminateChild, Supervisor.restartChild, Supervisor.deleteChild]) {
        spawn(function* () {
          send(me, yield* failureOf(() => verb(supervisor, 'a')));
        });
      }
      yield* Process.sleep(200);
      return [yield* flush(), (yield* Supervisor.countChildren(supervisor)).active];
    });
    await advanceTwice();
    expect(await outcome).to.deep.equal([[['start', 'a'], ['start', 'b'], ['end', 'a', 'shutdown'], 'no failure', ['start', 'a'], 'no failure', 'running'], 2]);
  });

  it('ends in a storm of restarts with one more than are allowed, and has reported each once', async () => {
    const reason = await world.run(function* () {
      const children = Array.from({ length: 10 }, (_, i) => worker(`w${i}`));
      const supervisor = yield* Supervisor.start(children, { maxRestarts: 4, name: 'shop' });
      const ref = Process.monitor(supervisor);
      for (let i = 0; i < 10; i++) kill(`w${i}`);
      return (yield* receive(['DOWN', ref, 'process', P.any, P.any]))[4];
    });
    expect(reason).to.equal('shutdown');
    expect(world.logger.warnings.map((line) => line.replace(/^.*shop\) /, ''))).to.deep.equal([
      ...[1, 2, 3, 4].map((n) => `restarts w${n - 1}: "killed" (restart ${n} of 4 in 5 s)`),
      'gives up on w4: "killed" (restart 5 of 4 in 5 s)',
    ]);
    expect(await leftovers()).to.deep.equal(nothing);
  });

  it('takes its children with it when it is killed, and those of supervisors under it', async () => {
    await world.run(function* () {
      const inner: ChildSpec = [Supervisor, [worker('c'), worker('d')]];
      const supervisor = yield* Supervisor.start([worker('a'), worker('b'), inner]);
      yield* flush();
      Process.exit(supervisor, 'kill');
      yield* flush();
    });
    expect(await leftovers()).to.deep.equal(nothing);
  });

  it('can be killed while a child never comes back from its start, and takes it along', async () => {
    await world.run(function* () {
      const me = self();
      const supervisor = yield* Supervisor.start([worker('a')]);
      spawn(function* () {
        yield* Supervisor.startChild(supervisor, [Endless, me]);
      });
      yield* receive(P.pid);
      const stopping = yield* failureOf(() => Supervisor.stop(supervisor, 'normal', 0));
      if (!Array.isArray(stopping) || stopping[0] !== 'timeout') throw new Error('it has stopped');
      Process.exit(supervisor, 'kill');
      yield* flush();
    });
    expect(await leftovers()).to.deep.equal(nothing);
  });

  it('can be told to stop by its own child, which is killed when its time is over', async () => {
    const outcome = world.run(function* () {
      const supervisor = yield* Supervisor.start([worker('a', undefined, { shutdown: 100 })]);
      const down = Process.monitor(supervisor);
      send('a', ['do', () => Supervisor.stop(supervisor, 'shutdown')]);
      const [, , , , reason] = yield* receive(['DOWN', down, 'process', P.any, P.any]);
      return reason;
    });
    await world.settled();
    time.advance(100);
    expect(await outcome).to.equal('shutdown');
    expect(await leftovers()).to.deep.equal(nothing);
  });

  it('serves many that start children at once: one of each id', async () => {
    const result = await world.run(function* () {
      const me = self();
      const supervisor = yield* Supervisor.start([]);
      for (let i = 0; i < 300; i++) {
        spawn(function* () {
          send(me, yield* failureOf(() => Supervisor.startChild(supervisor, { id: i % 100, start: () => startLink(Quiet) })));
        });
      }
      const failures: unknown[] = [];
      for (let i = 0; i < 300; i++) failures.push(yield* receive(P.any));
      const { active } = yield* Supervisor.countChildren(supervisor);
      const monitors = Process.info(supervisor, 'monitors');
      yield* Supervisor.stop(supervisor);
      return [active, failures.filter((each) => each === 'no failure').length, failures.filter((each) => Array.isArray(each) && each[0] === 'already_started').length, monitors];
    });
    expect(result).to.deep.equal([100, 100, 200, []]);
    expect(await leftovers()).to.deep.equal(nothing);
  });

  it('leaves nothing with those whom it has refused', async () => {
    const info = await world.run(function* () {
      const supervisor = yield* Supervisor.start([]);
      for (let i = 0; i < 10; i++) yield* failureOf(() => Supervisor.deleteChild(supervisor, i));
      const found = [Process.info(self(), 'monitors'), Process.info(self(), 'messageQueueLen'), Process.info(supervisor, 'monitoredBy')];
      yield* Supervisor.stop(supervisor);
      return found;
    });
    expect(info).to.deep.equal([[], 0, []]);
  });
});
