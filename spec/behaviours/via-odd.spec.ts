import { expect } from 'chai';
import { call, Call, cast, exit, P, Process, ProcessExit, receive, Runtime, self, send, start, startLink, stop, type From, type NoReply, noReply } from '../../lib/index.js';
import { KeyRegistry } from '../../lib/behaviours/key-registry.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { KeyAddress, via } from '../../lib/behaviours/via.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { ask, downOf, failureOf, flush, idle, ManualTime, puppet, startRuntime, turns } from '../semantics/support.js';

const unique = { keys: 'unique', name: 'rooms' } as const;

@Process()
class Room {
  #size = 0;
  *init(size = 0, go?: string): Generator<unknown, void> {
    this.#size = size;
    if (go !== undefined) yield* receive(go);
    if (size < 0) exit('negative');
  }
  @Call(['size'])
  size(_: ['size']): number {
    return this.#size;
  }
  @Call(['self'])
  found(_: ['self']): boolean {
    return via('rooms', 'a').whereis() === self();
  }
  @Call(['never'])
  never(_: ['never'], _from: From<void>): NoReply {
    return noReply;
  }
}

describe('via in a race', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('gives a key to the first of two starts, before its init has come back', async () => {
    const found = await world.run(function* () {
      yield* KeyRegistry.start(unique);
      const parent = self();
      const first = puppet();
      yield* ask(first, () => void start(Room, [1, 'go'], { via: via('rooms', 'a') }));
      const pid = via('rooms', 'a').whereis();
      const failure = yield* failureOf(() => startLink(Room, [2], { via: via('rooms', 'a') }));
      if (pid !== undefined) send(pid, 'go');
      const size = yield* call(via<Room>('rooms', 'a'), ['size']);
      return [Array.isArray(failure) && failure[0] === 'already_started' && failure[1] === pid, size, KeyRegistry.count('rooms'), yield* flush(), Process.isAlive(parent)];
    });
    expect(found).to.deep.equal([true, 1, 1, [], true]);
  });

  it('registers before init runs', async () => {
    const found = await world.run(function* () {
      yield* KeyRegistry.start(unique);
      yield* start(Room, [], { via: via('rooms', 'a') });
      return yield* call(via<Room>('rooms', 'a'), ['self']);
    });
    expect(found).to.equal(true);
  });

  it('frees the key of a startLink that fails, or takes too long', async () => {
    const started = world.run(function* () {
      Process.flag('trapExit', true);
      yield* KeyRegistry.start(unique);
      const reasons = [yield* failureOf(() => startLink(Room, [-1], { via: via('rooms', 'a') })), via('rooms', 'a').whereis()];
      reasons.push(yield* failureOf(() => startLink(Room, [1, 'never'], { via: via('rooms', 'b'), timeoutMs: 50 })), via('rooms', 'b').whereis());
      const pid = yield* startLink(Room, [3], { via: via('rooms', 'b') });
      return [...reasons, via('rooms', 'b').whereis() === pid, KeyRegistry.count('rooms')];
    });
    await world.settled();
    time.advance(50);
    expect(await started).to.deep.equal(['negative', undefined, 'timeout', undefined, true, 1]);
  });

  it('tells a caller whose callee ends in the middle, and then that nobody is there', async () => {
    const [first, second] = await world.run(function* () {
      yield* KeyRegistry.start(unique);
      const pid = yield* start(Room, [], { via: via('rooms', 'a') });
      Process.exit(pid, 'kill');
      const first = yield* failureOf(() => call(via<Room>('rooms', 'a'), ['never']));
      const second = yield* failureOf(() => call(via<Room>('rooms', 'a'), ['never']));
      return [first, second];
    });
    expect(first).to.have.property('0', 'killed');
    expect(second).to.have.property('0', 'noproc');
  });

  it('ends who was started under it when the registry ends, and finds nobody in the next one', async () => {
    const found = await world.run(function* () {
      Process.flag('trapExit', true);
      yield* Supervisor.startLink([[KeyRegistry, unique]]);
      const pid = yield* start(Room, [], { via: via('rooms', 'a') });
      const registry = Process.whereis('rooms');
      if (registry !== undefined) Process.exit(registry, 'kill');
      const reason = yield* downOf(pid);
      yield* turns();
      return [reason, via('rooms', 'a').whereis(), cast(via('rooms', 'a'), 'x'), (yield* start(Room, [], { via: via('rooms', 'a') })) !== pid];
    });
    expect(found).to.deep.equal(['killed', undefined, undefined, true]);
  });

  it('keeps no child where the registry is that of another runtime', async () => {
    const other = await Runtime.start({ logger: world.logger });
    const keys = await other.run(() => KeyRegistry.start({ keys: 'unique' }));
    const found = await world.run(() => {
      const before = Process.list().length;
      return [codeOf(() => start(Room, [], { via: via(keys, 'a') })), Process.list().length - before];
    });
    expect([...found, KeyRegistry.count(keys)]).to.deep.equal(['BEAMWORK_BAD_PID', 0, 0]);
    await other.stop();
  });

  it('travels in a message, with the registry by its pid', async () => {
    const answer = await world.run(function* () {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      yield* start(Room, [7], { via: via(keys, ['a', { b: 1 }]) });
      send(self(), ['address', via<Room>(keys, ['a', { b: 1 }])]);
      const [, address] = yield* receive(['address', P.instanceOf(KeyAddress)]);
      return yield* call(address, ['size']);
    });
    expect(answer).to.equal(7);
  });

  it('gives each of 10,000 keys to one process, whatever the order', async () => {
    const found = await world.run(function* () {
      yield* KeyRegistry.start(unique);
      for (let key = 0; key < 10_000; key++) via('rooms', ['key', key]).claim(idle());
      let wrong = 0;
      for (let key = 9_999; key >= 0; key--) if (via('rooms', ['key', key]).claim(self()) === undefined) wrong++;
      return [KeyRegistry.count('rooms'), wrong];
    });
    expect(found).to.deep.equal([10_000, 0]);
  });

  it('stops the process that it names, and cannot stop nobody', async () => {
    const failure = await world.run(function* () {
      yield* KeyRegistry.start(unique);
      yield* start(Room, [], { via: via('rooms', 'a') });
      yield* stop(via('rooms', 'a'));
      return yield* failureOf(() => stop(via('rooms', 'a')));
    });
    expect(failure).to.have.property('0', 'noproc');
  });

  it('is no registered name: Process knows nothing of it', async () => {
    const names = await world.run(function* () {
      yield* KeyRegistry.start({ keys: 'unique', name: 'rooms' });
      yield* start(Room, [], { via: via('rooms', 'a'), name: 'lobby' });
      const taken = yield* failureOf(() => start(Room, [], { via: via('rooms', 'b'), name: 'lobby' }));
      return [Process.registered(), Array.isArray(taken) && taken[0], KeyRegistry.count('rooms')];
    });
    expect(names).to.deep.equal([['rooms', 'lobby'], 'already_started', 1]);
  });

  it('rejects outside of processes as it throws in them', async () => {
    const failure = await call(via('nowhere', 'a'), 'x').then(undefined, (error: unknown) => error);
    expect(failure).to.not.be.an.instanceOf(ProcessExit);
    expect(failure).to.have.property('code', 'BEAMWORK_UNKNOWN_REGISTRY');
  });
});
