import { expect } from 'chai';
import { exit, ignore, P, Process, ProcessExit, Receive, self, send, type Pid } from '../../lib/index.js';
import { DynamicSupervisor } from '../../lib/behaviours/dynamic-supervisor.js';
import { downOf, flush, ManualTime, startRuntime, turns } from '../semantics/support.js';

@Process({ trapExit: true })
class Room {
  private slowMs = 0;

  init(log?: Pid, name?: string, slowMs = 0): unknown {
    this.slowMs = slowMs;
    if (log !== undefined) send(log, ['start', name]);
    return name === 'unwanted' ? ignore() : undefined;
  }

  @Receive(['die', P.any]) die([, reason]: ['die', unknown]): never {
    exit(reason);
  }

  *terminate(): Generator<unknown, void> {
    if (this.slowMs > 0) yield* Process.sleep(this.slowMs);
  }
}

describe('DynamicSupervisor', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('starts children on demand, of one spec any number', async () => {
    const counts = await world.run(function* () {
      const rooms = yield* DynamicSupervisor.startLink();
      for (let n = 0; n < 100; n++) yield* DynamicSupervisor.startChild(rooms, Room);
      return yield* DynamicSupervisor.countChildren(rooms);
    });
    expect(counts).to.deep.equal({ active: 100, specs: 100, supervisors: 0, workers: 100 });
  });

  it('refuses a child above maxChildren, until one has ended', async () => {
    const result = await world.run(async () => {
      const rooms = await DynamicSupervisor.startLink({ maxChildren: 1 });
      const first = await DynamicSupervisor.startChild(rooms, Room);
      const reason = await DynamicSupervisor.startChild(rooms, Room).then(undefined, (failure: unknown) => failure instanceof ProcessExit && failure.reason);
      const ended = first === undefined ? undefined : await DynamicSupervisor.terminateChild(rooms, first);
      return [reason, ended, (await DynamicSupervisor.startChild(rooms, Room)) !== undefined];
    });
    expect(result).to.deep.equal(['max_children', 'ok', true]);
  });

  it('puts extraArguments before the arguments of each child', async () => {
    const messages = await world.run(function* () {
      const rooms = yield* DynamicSupervisor.startLink({ extraArguments: [self()] });
      yield* DynamicSupervisor.startChild(rooms, [Room, 'lobby']);
      return yield* flush();
    });
    expect(messages).to.deep.equal([['start', 'lobby']]);
  });

  it('forgets a child that says ignore', async () => {
    const result = await world.run(function* () {
      const rooms = yield* DynamicSupervisor.startLink();
      return [yield* DynamicSupervisor.startChild(rooms, [Room, undefined, 'unwanted']), yield* DynamicSupervisor.whichChildren(rooms)];
    });
    expect(result).to.deep.equal([undefined, []]);
  });

  it('starts a child again as its spec says', async () => {
    const started = (restart: 'permanent' | 'transient' | 'temporary', reason: string) =>
      world.run(function* () {
        const rooms = yield* DynamicSupervisor.startLink();
        const pid = yield* DynamicSupervisor.startChild(rooms, { id: 'room', start: [Room, self(), restart], restart });
        send(pid ?? self(), ['die', reason]);
        return [(yield* flush()).length, (yield* DynamicSupervisor.countChildren(rooms)).specs];
      });
    expect([await started('permanent', 'normal'), await started('transient', 'boom'), await started('transient', 'normal'), await started('temporary', 'boom')]).to.deep.equal([[2, 1], [2, 1], [1, 0], [1, 0]]);
  });

  it('ends with shutdown after too many restarts', async () => {
    const reason = await world.run(function* () {
      const rooms = yield* DynamicSupervisor.start({ maxRestarts: 0 });
      const pid = yield* DynamicSupervisor.startChild(rooms, Room);
      send(pid ?? self(), ['die', 'boom']);
      return yield* downOf(rooms);
    });
    expect(reason).to.equal('shutdown');
    expect(world.logger.warnings).to.have.length(1);
  });

  it('says not_found for a stranger', async () => {
    const reason = await world.run(async () => {
      const rooms = await DynamicSupervisor.startLink();
      return DynamicSupervisor.terminateChild(rooms, self()).then(undefined, (failure: unknown) => failure instanceof ProcessExit && failure.reason);
    });
    expect(reason).to.equal('not_found');
  });

  it('stops its children at the same time, and kills each when its own time is over', async () => {
    const outcome = world.run(function* () {
      const rooms = yield* DynamicSupervisor.startLink();
      const pids: Pid[] = [];
      for (const shutdown of [200, 100, 1_000]) {
        const pid = yield* DynamicSupervisor.startChild(rooms, { id: 'room', start: [Room, undefined, undefined, 500], shutdown });
        if (pid !== undefined) pids.push(pid);
      }
      const reasons: unknown[] = [];
      const refs = pids.map((pid) => Process.monitor(pid));
      yield* DynamicSupervisor.stop(rooms);
      for (const message of yield* flush()) if (Array.isArray(message) && refs.includes(message[1])) reasons.push(message[4]);
      return reasons;
    });
    await world.settled();
    for (const ms of [100, 100, 300]) {
      time.advance(ms);
      await world.settled();
    }
    expect(await outcome).to.deep.equal(['killed', 'killed', 'shutdown']);
  });

  it('ends with its parent', async () => {
    const alive = await world.run(function* () {
      const me = self();
      const parent = Process.spawn(function* () {
        const rooms = yield* DynamicSupervisor.startLink();
        send(me, [rooms, yield* DynamicSupervisor.startChild(rooms, Room)]);
        yield* Process.sleep(Infinity);
      });
      const [pids] = yield* flush();
      Process.exit(parent, 'boom');
      yield* turns();
      return Array.isArray(pids) ? pids.map((pid) => Process.isAlive(pid)) : pids;
    });
    expect(alive).to.deep.equal([false, false]);
  });
});
