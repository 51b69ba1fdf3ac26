import { expect } from 'chai';
import { exit, Host, isPid, type Pid, Process, Runtime, self, send } from '../../lib/index.js';
import { DynamicSupervisor } from '../../lib/behaviours/dynamic-supervisor.js';
import type { Backoff } from '../../lib/behaviours/restart-backoff.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { failureOf, flush, ManualTime, startRuntime, turns } from '../semantics/support.js';

const kinds = {
  Supervisor: {
    *start(start: () => Pid, backoff: Backoff): Generator<unknown, Pid> {
      return yield* Supervisor.start([{ id: 'w', start }], { backoff, maxRestarts: Infinity });
    },
    *children(supervisor: Pid): Generator<unknown, unknown[]> {
      return (yield* Supervisor.whichChildren(supervisor)).map(({ pid }) => pid);
    },
    *terminate(supervisor: Pid, _: Pid): Generator<unknown, unknown> {
      return yield* Supervisor.terminateChild(supervisor, 'w');
    },
  },
  DynamicSupervisor: {
    *start(start: () => Pid, backoff: Backoff): Generator<unknown, Pid> {
      const supervisor = yield* DynamicSupervisor.start({ backoff, maxRestarts: Infinity });
      yield* DynamicSupervisor.startChild(supervisor, { id: 'w', start });
      return supervisor;
    },
    *children(supervisor: Pid): Generator<unknown, unknown[]> {
      return (yield* DynamicSupervisor.whichChildren(supervisor)).map(({ pid }) => pid);
    },
    *terminate(supervisor: Pid, child: Pid): Generator<unknown, unknown> {
      return yield* DynamicSupervisor.terminateChild(supervisor, child);
    },
  },
};

for (const [title, kind] of Object.entries(kinds)) {
  describe(`backoff of a ${title}`, () => {
    const time = new ManualTime();
    const world = startRuntime({ time });
    let starts = 0;
    let failing = false;
    let supervisor: Pid;
    let child: Pid;
    beforeEach(() => {
      starts = 0;
      failing = false;
      time.chance = 0;
    });

    const start = (): Pid => {
      starts++;
      if (failing) exit('no luck');
      return Process.spawn(() => Process.sleep(Infinity), { link: true });
    };

    const begin = async (backoff: Backoff): Promise<void> => {
      supervisor = await world.run(kind.start, start, backoff);
      await kill();
    };

    const kill = async (): Promise<void> => {
      const [pid] = await world.run(kind.children, supervisor);
      if (!isPid(pid)) throw new Error('there is no child to kill');
      child = pid;
      await world.run((victim: Pid) => Process.exit(victim, 'kill'), pid);
      await world.settled();
    };

    /** After how many milliseconds the next start comes. */
    const nextStartMs = async (): Promise<number> => {
      const before = starts;
      for (let ms = 0; ms < 1_000; ms += 10) {
        if (starts > before) return ms;
        time.advance(10);
        await world.settled();
      }
      return Infinity;
    };

    it('waits longer each time that a start fails, too', async () => {
      await begin({ initialMs: 50, maxMs: 200 });
      failing = true;
      expect([await nextStartMs(), await nextStartMs(), await nextStartMs(), await nextStartMs()]).to.deep.equal([50, 100, 200, 200]);
    });

    it('begins anew when the child has lived longer than the longest wait', async () => {
      await begin({ initialMs: 50, maxMs: 200 });
      expect(await nextStartMs()).to.equal(50);
      await kill();
      expect(await nextStartMs()).to.equal(100);
      time.advance(201);
      await kill();
      expect(await nextStartMs()).to.equal(50);
    });

    it('leaves a part of each wait to the chance of the runtime', async () => {
      time.chance = 0.5;
      await begin({ initialMs: 100, maxMs: 100, jitter: 0.8 });
      expect(await nextStartMs()).to.equal(60);
    });

    it('shows the child as restarting, and says in the log how long it waits', async () => {
      await begin({ initialMs: 100, maxMs: 200 });
      expect(await world.run(kind.children, supervisor)).to.deep.equal(['restarting']);
      expect(world.logger.warnings).to.have.length(1);
      expect(world.logger.warnings[0]).to.match(/restarts .*w.*: "killed" \(restarts without a limit, after 100 ms\)$/);
    });

    it('leaves no timer behind when the child is terminated, and none when the supervisor ends', async () => {
      await begin({ initialMs: 100, maxMs: 200 });
      const waiting = time.pending;
      await world.run(kind.terminate, supervisor, child);
      await world.settled();
      const terminated = time.pending;
      await begin({ initialMs: 100, maxMs: 200 });
      await world.run(function* () {
        yield* Supervisor.stop(supervisor);
      });
      await world.settled();
      expect([waiting, terminated, time.pending]).to.deep.equal([1, 0, 0]);
      time.advance(500);
      await world.settled();
      expect(starts).to.equal(2);
    });

    it('is refused when it is none', async () => {
      const bad: readonly Backoff[] = [{ initialMs: NaN, maxMs: 1 }, { initialMs: 1, maxMs: Infinity }, { initialMs: 1, maxMs: 1, factor: 0.5 }, { initialMs: 1, maxMs: 1, jitter: 2 }];
      const codes = await world.run(function* () {
        const found: unknown[] = [];
        for (const backoff of bad) found.push(yield* failureOf(() => kind.start(start, backoff)));
        return found;
      });
      expect(codes).to.deep.equal(bad.map(() => 'BEAMWORK_BAD_OPTION'));
    });
  });
}

describe('a restart that waits', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('can be neither restarted by hand nor deleted, and comes once', async () => {
    const result = world.run(function* () {
      const me = self();
      const start = (): Pid => {
        send(me, 'start');
        return Process.spawn(() => Process.sleep(Infinity), { link: true });
      };
      const supervisor = yield* Supervisor.startLink([{ id: 'w', start }], { backoff: { initialMs: 100, maxMs: 100 } });
      const [child] = yield* Supervisor.whichChildren(supervisor);
      if (isPid(child?.pid)) Process.exit(child.pid, 'kill');
      yield* turns();
      const found: unknown[] = [];
      for (const verb of [Supervisor.restartChild, Supervisor.deleteChild]) found.push(yield* failureOf(() => verb(supervisor, 'w')));
      yield* Supervisor.terminateChild(supervisor, 'w');
      yield* Supervisor.restartChild(supervisor, 'w');
      yield* Process.sleep(300);
      return [...found, yield* flush(), (yield* Supervisor.countChildren(supervisor)).active];
    });
    await world.settled();
    time.advance(300);
    expect(await result).to.deep.equal(['restarting', 'restarting', ['start', 'start'], 1]);
  });
});

describe('a plan to restart that nobody has made', () => {
  const world = startRuntime();

  it('comes to nothing when a stranger sends it', async () => {
    const children = await world.run(function* () {
      const start = (): Pid => Process.spawn(() => Process.sleep(Infinity), { link: true });
      const supervisor = yield* Supervisor.start([{ id: 'w', start }], { backoff: { initialMs: 60_000, maxMs: 60_000 } });
      const [child] = yield* Supervisor.whichChildren(supervisor);
      if (isPid(child?.pid)) Process.exit(child.pid, 'kill');
      yield* turns();
      send(supervisor, ['$supervisor', ['w', 0]]);
      yield* turns();
      return (yield* Supervisor.whichChildren(supervisor)).map(({ pid }) => pid);
    });
    expect(children).to.deep.equal(['restarting']);
  });

  it('comes to nothing for a child of a dynamic supervisor, too', async () => {
    const children = await world.run(function* () {
      const start = (): Pid => Process.spawn(() => Process.sleep(Infinity), { link: true });
      const supervisor = yield* DynamicSupervisor.start({ backoff: { initialMs: 60_000, maxMs: 60_000 } });
      const child = yield* DynamicSupervisor.startChild(supervisor, { id: 'w', start });
      if (isPid(child)) Process.exit(child, 'kill');
      yield* turns();
      send(supervisor, ['$supervisor', child, 'now']);
      yield* turns();
      return (yield* DynamicSupervisor.whichChildren(supervisor)).map(({ pid }) => pid);
    });
    expect(children).to.deep.equal(['restarting']);
  });
});

describe('the chance of a runtime', () => {
  it('is that of its host: by default a number from 0 to 1', async () => {
    const runtime = await Runtime.start();
    const drawn = Array.from({ length: 100 }, () => runtime.get(Host).random());
    await runtime.stop();
    expect(drawn.every((number) => number >= 0 && number < 1)).to.equal(true);
    expect(new Set(drawn).size).to.be.above(90);
  });
});
