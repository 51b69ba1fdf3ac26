import { expect } from 'chai';
import { exit, isPid, type Pid, Process, self } from '../../lib/index.js';
import type { Restart } from '../../lib/behaviours/child-spec.js';
import { DynamicSupervisor } from '../../lib/behaviours/dynamic-supervisor.js';
import type { Backoff } from '../../lib/behaviours/restart-backoff.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import type { ChildInfo } from '../../lib/behaviours/supervisor-engine.js';
import { failureOf, ManualTime, seeded, startRuntime } from '../semantics/support.js';

const restarts: readonly Restart[] = ['permanent', 'transient', 'temporary'];
const backoffs: readonly (Backoff | undefined)[] = [undefined, { initialMs: 5, maxMs: 20 }];

describe('a supervisor, whatever happens to it in whatever order,', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  /** A child that fails to start every so often. */
  const flaky = (draw: (below: number) => number) => (): Pid => {
    if (draw(4) === 0) exit('no luck');
    return Process.spawn(() => Process.sleep(Infinity), { link: true });
  };

  /** What the list of children, the processes and the links say: they must agree. */
  function* check(supervisor: Pid, children: readonly ChildInfo[], active: number): Generator<unknown, void> {
    const listed = children.map(({ pid }) => pid).filter(isPid);
    const linked = (Process.info(supervisor, ['links'])?.links ?? []).filter((pid) => pid !== self());
    const alive = Process.list().filter((pid) => Process.info(pid, 'parent') === supervisor);
    const text = (pids: readonly Pid[]): string[] => pids.map(String).sort();
    expect(text(listed)).to.deep.equal(text(alive));
    expect(text(linked)).to.deep.equal(text(alive));
    expect(active).to.equal(alive.length);
    expect(Process.info(supervisor, 'monitors')).to.deep.equal([]);
  }

  function* victim(draw: (below: number) => number, children: readonly ChildInfo[]): Generator<unknown, Pid | undefined> {
    const pids = children.map(({ pid }) => pid).filter(isPid);
    return pids[draw(Math.max(1, pids.length))];
  }

  /** Steps, each followed by a rest in which all comes to its end; gives how many processes are left when the supervisor has stopped. */
  const play = async (body: (step: number) => Generator<unknown, void>, stop: () => Promise<unknown>): Promise<number> => {
    for (let step = 0; step < 120; step++) {
      await world.run(body, step);
      await world.settled();
      time.advance(step % 7);
      await world.settled();
    }
    await stop();
    await world.settled();
    return world.run(() => Process.list().length - 1);
  };

  for (const strategy of ['one_for_one', 'one_for_all', 'rest_for_one'] as const) {
    for (const backoff of backoffs) {
      it(`knows its children with ${strategy}${backoff === undefined ? '' : ' and backoff'}`, async () => {
        const draw = seeded(strategy.length * 7 + (backoff === undefined ? 1 : 2));
        const supervisor = await world.run(() => Supervisor.start([], { strategy, maxRestarts: Infinity, ...(backoff === undefined ? {} : { backoff }) }));
        let most = 0;
        const left = await play(function* () {
          const children = yield* Supervisor.whichChildren(supervisor);
          yield* check(supervisor, children, (yield* Supervisor.countChildren(supervisor)).active);
          most = Math.max(most, children.length);
          const id = draw(8);
          const pid = yield* victim(draw, children);
          const add = () => Supervisor.startChild(supervisor, { id, start: flaky(draw), restart: restarts[draw(3)] ?? 'permanent' });
          const acts = [
            () => Supervisor.terminateChild(supervisor, id),
            () => Supervisor.restartChild(supervisor, id),
            () => Supervisor.deleteChild(supervisor, id),
          ];
          if (pid !== undefined && draw(3) === 0) Process.exit(pid, draw(2) === 0 ? 'kill' : 'shutdown');
          yield* failureOf(acts[draw(6)] ?? add);
        }, () => world.run(() => Supervisor.stop(supervisor)));
        expect(most).to.be.above(4);
        expect(left).to.equal(0);
      });
    }
  }

  for (const backoff of backoffs) {
    it(`knows its children as a dynamic one${backoff === undefined ? '' : ' with backoff'}`, async () => {
      const draw = seeded(backoff === undefined ? 3 : 4);
      const supervisor = await world.run(() => DynamicSupervisor.start({ maxRestarts: Infinity, ...(backoff === undefined ? {} : { backoff }) }));
      let most = 0;
      const left = await play(function* () {
        const children = yield* DynamicSupervisor.whichChildren(supervisor);
        yield* check(supervisor, children, (yield* DynamicSupervisor.countChildren(supervisor)).active);
        most = Math.max(most, children.length);
        const pid = yield* victim(draw, children);
        if (pid !== undefined && draw(3) === 0) Process.exit(pid, draw(2) === 0 ? 'kill' : 'shutdown');
        if (pid !== undefined && draw(4) === 0) yield* failureOf(() => DynamicSupervisor.terminateChild(supervisor, pid));
        else yield* failureOf(() => DynamicSupervisor.startChild(supervisor, { id: 'w', start: flaky(draw), restart: restarts[draw(3)] ?? 'permanent' }));
      }, () => world.run(() => DynamicSupervisor.stop(supervisor)));
      expect(most).to.be.above(4);
      expect(left).to.equal(0);
    });
  }
});
