import { expect } from 'chai';
import { exit, P, type Pid, Process, Receive, receive, self, send } from '../../lib/index.js';
import type { ChildSpecObject, Restart } from '../../lib/behaviours/child-spec.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import type { SupervisorOptions } from '../../lib/behaviours/supervisor-verbs.js';
import { downOf, flush, ManualTime, startRuntime, turns } from '../semantics/support.js';

/** Registered under its id; tells `log` of its start and its end. */
@Process({ trapExit: true })
class Worker {
  private id = '';
  private log: Pid | undefined;

  init(id: string, log: Pid): void {
    Object.assign(this, { id, log });
    Process.register(self(), id);
    send(log, ['start', id]);
  }

  @Receive(['die', P.any]) die([, reason]: ['die', unknown]): never {
    exit(reason);
  }

  terminate(reason: unknown): void {
    if (this.log !== undefined) send(this.log, ['end', this.id, reason]);
  }
}

const worker = (id: string, more: Partial<ChildSpecObject> = {}): ChildSpecObject => ({ id, start: [Worker, id, self()], ...more });

describe('restarts of a supervisor', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  /** What happens to `a`, `b` and `c` when `b` is killed. */
  const afterKill = (strategy: 'one_for_one' | 'one_for_all' | 'rest_for_one') =>
    world.run(function* () {
      yield* Supervisor.startLink(['a', 'b', 'c'].map((id) => worker(id)), { strategy });
      yield* flush();
      kill('b');
      return yield* flush();
    });

  it('start the child alone with one_for_one', async () => {
    expect(await afterKill('one_for_one')).to.deep.equal([['start', 'b']]);
  });

  it('stop all, last first, and start all, with one_for_all', async () => {
    expect(await afterKill('one_for_all')).to.deep.equal([['end', 'c', 'shutdown'], ['end', 'a', 'shutdown'], ['start', 'a'], ['start', 'b'], ['start', 'c']]);
  });

  it('rule 131: stop and start those after it with rest_for_one', async () => {
    expect(await afterKill('rest_for_one')).to.deep.equal([['end', 'c', 'shutdown'], ['start', 'b'], ['start', 'c']]);
  });

  const isRestarted = (restart: Restart, reason: unknown) =>
    world.run(function* () {
      const supervisor = yield* Supervisor.startLink([worker('w', { restart })]);
      send('w', ['die', reason]);
      yield* flush();
      return [Process.whereis('w') !== undefined, (yield* Supervisor.whichChildren(supervisor)).length];
    });

  for (const reason of ['normal', 'shutdown', ['shutdown', 'why'], 'boom']) {
    it(`rule 130: come after ${String(reason)}: for permanent always, for transient only when it is a crash, for temporary never`, async () => {
      expect(await isRestarted('permanent', reason)).to.deep.equal([true, 1]);
      expect(await isRestarted('transient', reason)).to.deep.equal([reason === 'boom', 1]);
      expect(await isRestarted('temporary', reason)).to.deep.equal([false, 0]);
    });
  }

  /** Kills the worker after each pause, and says whether its supervisor lives. */
  const lives = async (options: SupervisorOptions, ...pausesMs: readonly number[]) => {
    const supervisor = await world.run(function* () {
      return yield* Supervisor.start([worker('w')], options);
    });
    for (const ms of pausesMs) {
      time.advance(ms);
      await world.run(() => kill('w'));
      await world.settled();
    }
    return world.run(() => Process.isAlive(supervisor));
  };

  it('rule 132: are allowed three times in five seconds, and not a fourth time', async () => {
    expect(await lives({}, 0, 0, 0)).to.equal(true);
    await world.run(() => kill('w'));
    await world.settled();
    expect(await world.run(() => Process.whereis('w'))).to.equal(undefined);
  });

  it('count as long as maxSeconds', async () => {
    expect(await lives({ maxRestarts: 1, maxSeconds: 2 }, 0, 2_001, 2_001)).to.equal(true);
  });

  it('end the supervisor when they come too close together', async () => {
    expect(await lives({ maxRestarts: 1, maxSeconds: 2 }, 0, 2_000)).to.equal(false);
  });

  it('rule 132: that are too many end it with shutdown, after it has stopped the other children', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.start([worker('w'), worker('other')], { maxRestarts: 0 });
      yield* flush();
      kill('w');
      return [yield* downOf(supervisor), yield* flush()];
    });
    expect(result).to.deep.equal(['shutdown', [['end', 'other', 'shutdown']]]);
  });

  it('are logged, each in a line', async () => {
    const pid = await world.run(function* () {
      const supervisor = yield* Supervisor.start([worker('w')], { name: 'shop' });
      send('w', ['die', new Error('boom')]);
      yield* turns();
      send('w', ['die', 'again']);
      yield* turns();
      return supervisor;
    });
    expect(world.logger.warnings).to.deep.equal([
      `[beamwork] ${pid} ("shop") restarts w: Error: boom (restart 1 of 3 in 5 s)`.replaceAll('"', ''),
      `[beamwork] ${pid} (shop) restarts w: "again" (restart 2 of 3 in 5 s)`,
    ]);
  });

  it('rule 134: are not caused by children that the supervisor stops', async () => {
    await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([worker('w')], { maxRestarts: 0 });
      yield* Supervisor.terminateChild(supervisor, 'w');
      yield* Supervisor.restartChild(supervisor, 'w');
    });
    expect(world.logger.warnings).to.deep.equal([]);
  });

  it('that fail are tried again, and each counts', async () => {
    const result = await world.run(function* () {
      const me = self();
      let starts = 0;
      const start = (): Pid => {
        send(me, ++starts);
        if (starts > 1) exit('no luck');
        return Process.spawn(() => receive('stop'), { link: true });
      };
      const supervisor = yield* Supervisor.start([{ id: 'w', start }]);
      const [child] = yield* Supervisor.whichChildren(supervisor);
      if (typeof child?.pid === 'object') Process.exit(child.pid, 'kill');
      return [yield* downOf(supervisor), yield* flush()];
    });
    expect(result).to.deep.equal(['shutdown', [1, 2, 3, 4]]);
  });

  it('forget temporary children that one_for_all has stopped', async () => {
    const ids = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([worker('t', { restart: 'temporary' }), worker('p')], { strategy: 'one_for_all' });
      kill('p');
      yield* flush();
      return (yield* Supervisor.whichChildren(supervisor)).map(({ id }) => id);
    });
    expect(ids).to.deep.equal(['p']);
  });

  it('wait with backoff, longer each time, and begin anew after a long life', async () => {
    const backoff = { initialMs: 100, factor: 3, maxMs: 250 };
    await world.run(function* () {
      yield* Supervisor.start([worker('w')], { backoff, maxRestarts: Infinity });
    });
    const isBackAfter = async (ms: number): Promise<boolean> => {
      await world.run(() => kill('w'));
      await world.settled();
      time.advance(ms - 1);
      await world.settled();
      const tooEarly = await world.run(() => Process.whereis('w'));
      time.advance(1);
      await world.settled();
      return tooEarly === undefined && (await world.run(() => Process.whereis('w'))) !== undefined;
    };
    expect(await isBackAfter(100)).to.equal(true);
    expect(await isBackAfter(250)).to.equal(true);
    expect(await isBackAfter(250)).to.equal(true);
    time.advance(251);
    expect(await isBackAfter(100)).to.equal(true);
  });

  it('that wait are seen as restarting, and called off by terminateChild', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.start([worker('w')], { backoff: { initialMs: 100, maxMs: 1_000 }, name: 'shop' });
      kill('w');
      yield* turns();
      const [child] = yield* Supervisor.whichChildren(supervisor);
      yield* Supervisor.terminateChild(supervisor, 'w');
      return child?.pid;
    });
    time.advance(200);
    await world.settled();
    expect([result, await world.run(() => Process.whereis('w'))]).to.deep.equal(['restarting', undefined]);
  });
});

describe('significant children', () => {
  const world = startRuntime();

  const survives = (autoShutdown: 'any_significant' | 'all_significant', ...ends: readonly string[]) =>
    world.run(function* () {
      const more = { significant: true, restart: 'transient' } as const;
      const supervisor = yield* Supervisor.start([worker('a', more), worker('b', more), worker('c')], { autoShutdown });
      for (const id of ends) {
        send(id, ['die', 'normal']);
        yield* turns();
      }
      const alive = Process.isAlive(supervisor);
      if (alive) yield* Supervisor.stop(supervisor);
      return alive;
    });

  it('rule 135: end their supervisor when one has ended, with any_significant', async () => {
    expect([await survives('any_significant', 'c'), await survives('any_significant', 'a')]).to.deep.equal([true, false]);
  });

  it('rule 135: end it when all have ended, with all_significant', async () => {
    expect([await survives('all_significant', 'a'), await survives('all_significant', 'a', 'b')]).to.deep.equal([true, false]);
  });
});

function kill(name: string): void {
  const pid = Process.whereis(name);
  if (pid !== undefined) Process.exit(pid, 'kill');
}
