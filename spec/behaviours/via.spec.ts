import { expect } from 'chai';
import { call, Call, Cast, cast, exit, P, type Pid, Process, receive, send, spawn, start, stop } from '../../lib/index.js';
import { KeyRegistry } from '../../lib/behaviours/key-registry.js';
import { KeyAddress, via } from '../../lib/behaviours/via.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { downOf, idle, reasonOf, startRuntime } from '../semantics/support.js';

@Process()
class Room {
  #size = 0;
  init(size = 0): void {
    if (size < 0) exit('negative');
    this.#size = size;
  }
  @Call(['size'])
  size(_: ['size']): number {
    return this.#size;
  }
  @Cast(['grow', P.number])
  grow([, by]: ['grow', number]): void {
    this.#size += by;
  }
}

describe('via', () => {
  const world = startRuntime();

  it('is an address for start, call, cast, send and stop', async () => {
    const found = await world.run(function* () {
      yield* KeyRegistry.start({ keys: 'unique', name: 'rooms' });
      const lobby = via('rooms', ['room', 'lobby'], { floor: 1 });
      const pid = yield* start(Room, [3], { via: lobby });
      cast(lobby, ['grow', 2]);
      const size: unknown = yield* call(lobby, ['size']);
      const seen = [size, lobby.whereis() === pid, KeyRegistry.values('rooms', ['room', 'lobby'], pid)];
      send(lobby, 'ignored');
      yield* stop(lobby);
      return [...seen, Process.isAlive(pid), lobby.whereis()];
    });
    expect(found).to.deep.equal([5, true, [{ floor: 1 }], false, undefined]);
  });

  it('names a process in its crash line', async () => {
    world.logger.clear();
    await world.run(function* () {
      yield* KeyRegistry.start({ keys: 'unique', name: 'halls' });
      const pid: Pid = yield* start(Room, [1], { via: via('halls', 'great') });
      cast(pid, ['shrink']);
      yield* downOf(pid);
    });
    expect(world.logger.crashLines[0]).to.match(/^\[beamwork\] #PID<[\d.]+> \(via\("halls", "great"\)\) crashed in Room/);
    expect(world.logger.crashes[0]?.address).to.equal('via("halls", "great")');
  });

  it('sends to whoever registered by itself', async () => {
    const message = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, undefined>({ keys: 'unique' });
      KeyRegistry.register(keys, 'me', undefined);
      send(via(keys, 'me'), 'hello');
      return yield* receive('hello');
    });
    expect(message).to.equal('hello');
  });

  it('refuses a second process under the same key', async () => {
    const { pid, reason, count } = await world.run(function* () {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      const pid = yield* start(Room, [1], { via: via(keys, 'a') });
      const reason = yield* reasonOf(function* () {
        yield* start(Room, [2], { via: via(keys, 'a') });
      });
      return { pid, reason, count: KeyRegistry.count(keys) };
    });
    expect(reason).to.deep.equal(['already_started', pid]);
    expect(count).to.equal(1);
  });

  it('is free again after a start that failed', async () => {
    const found = await world.run(async () => {
      const keys = await KeyRegistry.start({ keys: 'unique' });
      const reason = await start(Room, [-1], { via: via(keys, 'a') }).then(undefined, (failure) => failure.reason);
      return [reason, via(keys, 'a').whereis()];
    });
    expect(found).to.deep.equal(['negative', undefined]);
  });

  it('finds nobody after the end of its process', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      const pid = yield* start(Room, [], { via: via(keys, 'a') });
      Process.exit(pid, 'kill');
      yield* downOf(pid);
      return [via(keys, 'a').whereis(), codeOf(() => send(via(keys, 'a'), 'x')), cast(via(keys, 'a'), 'x')];
    });
    expect(found).to.deep.equal([undefined, 'BEAMWORK_NAME_NOT_REGISTERED', undefined]);
  });

  it('makes a call exit with noproc where nobody is, and travels in the reason', async () => {
    const reason = await world.run(function* () {
      yield* KeyRegistry.start({ keys: 'unique', name: 'rooms' });
      const pid = spawn(function* () {
        yield* call(via('rooms', 'none'), 'x');
      });
      return yield* downOf(pid);
    });
    const [why, [, address]] = Array.isArray(reason) ? reason : [];
    expect(why).to.equal('noproc');
    expect(address).to.be.an.instanceOf(KeyAddress);
    expect([address.keys, address.key]).to.deep.equal(['rooms', 'none']);
  });

  it('prints as it was made', () => {
    expect(String(via('rooms', 'lobby'))).to.equal('via("rooms", "lobby")');
    expect(String(via('rooms', ['room', 1]))).to.equal('via("rooms", ["room", 1])');
  });

  it('keeps its own copy of key and value', () => {
    const key = ['a'];
    const value = { n: 1 };
    const address = via('rooms', key, value);
    key.push('b');
    value.n = 2;
    expect([address.key, address.value]).to.deep.equal([['a'], { n: 1 }]);
  });

  it('refuses registries that are unknown, or have duplicate keys, when it is used', async () => {
    const codes = await world.run(function* () {
      const keys = yield* KeyRegistry.start({ keys: 'duplicate' });
      return [codeOf(() => via('nobody', 'k').whereis()), codeOf(() => send(via(keys, 'k'), 'x')), codeOf(() => start(Room, [], { via: via('nobody', 'k') }))];
    });
    expect(codes).to.deep.equal(['BEAMWORK_UNKNOWN_REGISTRY', 'BEAMWORK_NOT_UNIQUE', 'BEAMWORK_UNKNOWN_REGISTRY']);
  });

  it('can claim a key for a process, and says who has it already', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start({ keys: 'unique' });
      const [a, b] = [idle(), idle()];
      return [via(keys, 'k').claim(a), via(keys, 'k').claim(b) === a];
    });
    expect(found).to.deep.equal([undefined, true]);
  });
});
