import { expect } from 'chai';
import { exit, makeRef, Monitor, P, Process, receive, Registry, Runtime, self, send, spawn, start, startLink, stop, type Pid } from '../../lib/index.js';
import { KeyRegistry } from '../../lib/behaviours/key-registry.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { KeyTakenError } from '../../lib/behaviours/key-registry-table.js';
import { TestRuntime } from '../../lib/testing/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { ask, downOf, flush, idle, puppet, reasonOf, startRuntime, turns } from '../semantics/support.js';

const unique = { keys: 'unique' } as const;
const duplicate = { keys: 'duplicate' } as const;

describe('KeyRegistry', () => {
  const world = startRuntime();

  describe('start and startLink', () => {
    it('give the pid of a registry, which its name stands for', async () => {
      const { pid, found } = await world.run(function* () {
        const pid = yield* KeyRegistry.startLink({ ...unique, name: 'rooms' });
        KeyRegistry.register('rooms', 'lobby', 1);
        return { pid, found: [Process.whereis('rooms') === pid, KeyRegistry.lookup(pid, 'lobby').length, KeyRegistry.lookup('rooms', 'lobby').length] };
      });
      expect(found).to.deep.equal([true, 1, 1]);
      expect(Process.isAlive(pid)).to.equal(false);
    });

    it('refuse a name that is taken', async () => {
      const [first, reason] = await world.run(function* () {
        const first = yield* KeyRegistry.start({ ...unique, name: 'rooms' });
        const reason = yield* reasonOf(function* () {
          yield* KeyRegistry.start({ ...unique, name: 'rooms' });
        });
        return [first, reason];
      });
      expect(reason).to.deep.equal(['already_started', first]);
    });

    it('start the class as a child is started, and take the name then', async () => {
      const found = await world.run(function* () {
        const pid = yield* start(KeyRegistry, [{ ...unique, name: 'rooms' }]);
        const second = yield* reasonOf(function* () {
          yield* startLink(KeyRegistry, [{ ...unique, name: 'rooms' }]);
        });
        return [Process.whereis('rooms') === pid, Array.isArray(second) && second[1] === pid && second[0]];
      });
      expect(found).to.deep.equal([true, 'already_started']);
    });

    for (const [title, options] of Object.entries({
      'no keys': {},
      'keys of another kind': { keys: 'many' },
      'an unknown option': { keys: 'unique', size: 1 },
      'no partitions': { keys: 'unique', partitions: 0 },
      'half a partition': { keys: 'unique', partitions: 1.5 },
    })) {
      it(`refuse ${title}`, async () => {
        const code = await world.run(() => codeOf(() => Reflect.apply(KeyRegistry.start, undefined, [options])));
        expect(code).to.equal('BEAMWORK_BAD_OPTION');
      });
    }

    it('let a supervisor have several, by their names', async () => {
      const ids = await world.run(function* () {
        const registries = [[KeyRegistry, { keys: 'unique', name: 'rooms' }] as const, [KeyRegistry, { keys: 'duplicate', name: 'topics' }] as const];
        const supervisor = yield* Supervisor.startLink(registries);
        const found = (yield* Supervisor.whichChildren(supervisor)).map(({ id }) => id);
        yield* Supervisor.stop(supervisor);
        return found;
      });
      expect(ids).to.deep.equal(['topics', 'rooms']);
    });

    it('take a number of partitions, which changes nothing', async () => {
      const count = await world.run(function* () {
        const keys = yield* KeyRegistry.start({ ...unique, partitions: 4 });
        for (let key = 0; key < 10; key++) KeyRegistry.register(keys, key, key);
        return KeyRegistry.count(keys);
      });
      expect(count).to.equal(10);
    });

    it('leave a registry that ends with its runtime', async () => {
      const runtime = await TestRuntime.start();
      const keys = await runtime.run(() => KeyRegistry.start(unique));
      await runtime.stop({ timeoutMs: 5_000 });
      expect(Process.isAlive(keys)).to.equal(false);
      expect(runtime.nowMs).to.equal(0);
    });
  });

  describe('register', () => {
    it('rule 137: gives a unique key to one process, and tells others who has it', async () => {
      const [owner, error] = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        const owner = puppet();
        yield* ask(owner, () => KeyRegistry.register(keys, 'lobby', 1));
        try {
          KeyRegistry.register(keys, 'lobby', 2);
          return [owner, undefined];
        } catch (thrown) {
          return [owner, thrown];
        }
      });
      if (!(error instanceof KeyTakenError)) throw new Error('expected a KeyTakenError', { cause: error });
      expect([error.code, error.owner]).to.deep.equal(['BEAMWORK_KEY_TAKEN', owner]);
      expect(error.problem).to.equal(`cannot register under "lobby": ${owner} has that key`);
    });

    it('refuses a unique key that the caller itself has', async () => {
      const code = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        KeyRegistry.register(keys, 'lobby', 1);
        return [codeOf(() => KeyRegistry.register(keys, 'lobby', 2)), KeyRegistry.count(keys)];
      });
      expect(code).to.deep.equal(['BEAMWORK_KEY_TAKEN', 1]);
    });

    it('takes any number of entries under a duplicate key', async () => {
      const { me, other, found, mine } = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, number>(duplicate);
        const other = puppet();
        KeyRegistry.register(keys, 'k', 1);
        KeyRegistry.register(keys, 'k', 2);
        yield* ask(other, () => KeyRegistry.register(keys, 'k', 3));
        return { me: self(), other, found: KeyRegistry.lookup(keys, 'k'), mine: KeyRegistry.keys(keys, self()) };
      });
      expect(found).to.deep.equal([[me, 1], [me, 2], [other, 3]]);
      expect(mine).to.deep.equal(['k', 'k']);
    });

    it('copies keys and values, in and out', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string[], { tags: string[] }>(unique);
        const key = ['a'];
        const value = { tags: ['x'] };
        KeyRegistry.register(keys, key, value);
        key.push('b');
        value.tags.push('y');
        KeyRegistry.lookup(keys, ['a'])[0]?.[1].tags.push('z');
        KeyRegistry.keys(keys, self())[0]?.push('c');
        return [KeyRegistry.lookup(keys, ['a']).map(([, each]) => each), KeyRegistry.keys(keys, self())];
      });
      expect(found).to.deep.equal([[{ tags: ['x'] }], [['a']]]);
    });

    it('leaves nothing behind when the value cannot be copied', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        return [codeOf(() => KeyRegistry.register(keys, 'k', Promise.resolve())), KeyRegistry.count(keys), KeyRegistry.keys(keys, self())];
      });
      expect(found).to.deep.equal(['BEAMWORK_UNCOPYABLE', 0, []]);
    });

    it('is for processes, and for those of the same runtime', async () => {
      const keys = await world.run(() => KeyRegistry.start(unique));
      expect(codeOf(() => KeyRegistry.register(keys, 'k', 1))).to.equal('BEAMWORK_OUTSIDE_PROCESS');
      const other = await Runtime.start({ logger: world.logger });
      expect(await other.run(() => codeOf(() => KeyRegistry.register(keys, 'k', 1)))).to.equal('BEAMWORK_BAD_PID');
      await other.stop();
      expect(KeyRegistry.count(keys)).to.equal(0);
    });

    it('of 100,000 keys by one process, and the end of it, take little time', async () => {
      const keys = await world.run(() => KeyRegistry.start<number, number>(unique));
      const counts = await world.run(() => {
        for (let key = 0; key < 100_000; key++) KeyRegistry.register(keys, key, key);
        return [KeyRegistry.count(keys), KeyRegistry.lookup(keys, 99_999).length];
      });
      expect([...counts, KeyRegistry.count(keys)]).to.deep.equal([100_000, 1, 0]);
    });

    it('of 100,000 processes under one duplicate key, and their ends, take little time', async () => {
      const counts = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, number>(duplicate);
        for (let index = 0; index < 100_000; index++) spawn(() => KeyRegistry.register(keys, 'all', index));
        const [pid, ref] = [puppet(), makeRef()];
        yield* ask(pid, () => KeyRegistry.register(keys, 'all', -1));
        send(self(), ref);
        yield* receive(ref);
        return [KeyRegistry.count(keys), KeyRegistry.lookup(keys, 'all').length];
      });
      expect(counts).to.deep.equal([1, 1]);
    });
  });

  describe('the entries of a process', () => {
    it('rule 137: are gone when its end is heard of', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        const owner = puppet();
        yield* ask(owner, () => KeyRegistry.register(keys, 'k', 1));
        Process.exit(owner, 'kill');
        yield* downOf(owner);
        const seen = [KeyRegistry.lookup(keys, 'k'), KeyRegistry.count(keys), KeyRegistry.keys(keys, owner), KeyRegistry.select(keys)];
        KeyRegistry.register(keys, 'k', 2);
        return [...seen, KeyRegistry.lookup(keys, 'k').length];
      });
      expect(found).to.deep.equal([[], 0, [], [], 1]);
    });

    it('are not found by those who hear first: of its name, of its monitors', async () => {
      const keys = await world.run(() => KeyRegistry.start(unique));
      const owner = world.spawn(function* () {
        Process.register(self(), 'owner');
        KeyRegistry.register(keys, 'k', 1);
        yield* receive('stop');
      });
      await world.settled();
      const seen: unknown[] = [KeyRegistry.lookup(keys, 'k').length];
      const look = ({ type }: { type: string }): unknown => seen.push([type, KeyRegistry.lookup(keys, 'k').length]);
      world.runtime.get(Registry).events$.subscribe(look);
      world.runtime.get(Monitor).down$(owner).subscribe(() => look({ type: 'down$' }));
      await world.run(function* () {
        send(owner, 'stop');
        yield* downOf(owner);
      });
      expect(seen).to.deep.equal([1, ['unregistered', 0], ['down$', 0]]);
    });

    it('are given up for whoever registers at the moment of the end', async () => {
      const results = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, string>(unique);
        const heir = (owner: Pid) =>
          spawn(function* () {
            yield* downOf(owner);
            KeyRegistry.register(keys, 'k', 'heir');
            yield* Process.sleep(Infinity);
          });
        const owner = puppet();
        yield* ask(owner, () => KeyRegistry.register(keys, 'k', 'owner'));
        const next = heir(owner);
        yield* turns();
        Process.exit(owner, 'boom');
        yield* turns();
        return [KeyRegistry.lookup(keys, 'k')[0]?.[0] === next, KeyRegistry.count(keys)];
      });
      expect(results).to.deep.equal([true, 1]);
    });
  });

  describe('keys', () => {
    const day = new Date(0);
    class Point {
      constructor(readonly x: number) {}
    }
    class Place {
      constructor(readonly x: number) {}
    }
    const symbol = Symbol('one');
    const pairs: Record<string, [unknown, unknown]> = {
      strings: ['a', 'a'],
      numbers: [1.5, 1.5],
      'not a number': [NaN, NaN],
      bigints: [1n, 1n],
      nothing: [undefined, undefined],
      symbols: [[symbol], [symbol]],
      tuples: [['room', 1], ['room', 1]],
      'objects in any order': [{ a: 1, b: [2] }, { b: [2], a: 1 }],
      dates: [day, new Date(0)],
      expressions: [/a/g, /a/g],
      maps: [new Map([['a', 1]]), new Map([['a', 1]])],
      sets: [new Set([1, 2]), new Set([2, 1])],
      errors: [new Error('x'), new Error('x')],
      instances: [new Point(1), new Point(1)],
    };
    for (const [title, [key, same]] of Object.entries(pairs)) {
      it(`that look the same are the same: ${title}`, async () => {
        const found = await world.run(function* () {
          const keys = yield* KeyRegistry.start(unique);
          KeyRegistry.register(keys, key, 1);
          return [KeyRegistry.lookup(keys, same).length, codeOf(() => KeyRegistry.register(keys, same, 1))];
        });
        expect(found).to.deep.equal([1, 'BEAMWORK_KEY_TAKEN']);
      });
    }

    it('that look different are different', async () => {
      const different = [
        1, '1', 1n, true, 'true', undefined, null, 'undefined', ['1'], [1], [[1]], [1, 2], ['1,2'], ['1', '2'], '["1"]', '\0["1"]', '\0"a"', {}, [],
        { a: 1 }, { a: undefined }, { a: '1' }, new Map([['a', 1]]), new Set(['a']), new Date(1), [new Date(2)], /a/, /a/g, new Point(1), new Place(1),
        new Error('x'), new Error('y'), new TypeError('x'), symbol, [symbol], [Symbol('one')], [Symbol.for('one')], ['#1'], [null], [undefined],
      ];
      const count = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        for (const key of different) KeyRegistry.register(keys, key, 1);
        return KeyRegistry.count(keys);
      });
      expect(count).to.equal(different.length);
    });

    it('may be pids and references, alone and inside', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        const [a, b, ref] = [idle(), idle(), makeRef()];
        for (const key of [a, [a], b, [b], ref, [ref, a]]) KeyRegistry.register(keys, key, 1);
        return [[a], b, ref, [ref, a], [ref, b], [makeRef(), a]].map((key) => KeyRegistry.lookup(keys, key).length);
      });
      expect(found).to.deep.equal([1, 1, 1, 1, 0, 0]);
    });

    it('cannot hold themselves', async () => {
      const circle: unknown[] = [];
      circle.push(circle);
      const code = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        return [codeOf(() => KeyRegistry.register(keys, circle, 1)), codeOf(() => KeyRegistry.lookup(keys, circle))];
      });
      expect(code).to.deep.equal(['BEAMWORK_BAD_KEY', 'BEAMWORK_BAD_KEY']);
    });
  });

  describe('the end of a registry', () => {
    it('is an exit signal for its owners, with its reason', async () => {
      const { reason, messages, keys } = await world.run(function* () {
        const keys = yield* KeyRegistry.start(duplicate);
        Process.flag('trapExit', true);
        KeyRegistry.register(keys, 'k', 1);
        const plain = puppet();
        yield* ask(plain, () => KeyRegistry.register(keys, 'k', 2));
        Process.exit(keys, 'kill');
        return { keys, reason: yield* downOf(plain), messages: yield* flush() };
      });
      expect(reason).to.equal('killed');
      expect(messages).to.deep.equal([['EXIT', keys, 'killed']]);
    });

    it('does not concern those who have unregistered', async () => {
      const alive = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        const owner = puppet();
        yield* ask(owner, () => {
          KeyRegistry.register(keys, 'k', 1);
          KeyRegistry.unregister(keys, 'k');
        });
        Process.exit(keys, 'kill');
        yield* downOf(keys);
        yield* turns();
        return Process.isAlive(owner);
      });
      expect(alive).to.equal(true);
    });

    it('leaves its owners alive when it is normal, and nothing to look up', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start({ ...unique, name: 'rooms' });
        KeyRegistry.register(keys, 'k', 1);
        yield* stop(keys);
        yield* turns();
        return [codeOf(() => KeyRegistry.lookup(keys, 'k')), codeOf(() => KeyRegistry.lookup('rooms', 'k'))];
      });
      expect(found).to.deep.equal(['BEAMWORK_UNKNOWN_REGISTRY', 'BEAMWORK_UNKNOWN_REGISTRY']);
    });

    it('comes with that of its parent', async () => {
      const reason = await world.run(function* () {
        const parent = self();
        spawn(function* () {
          send(parent, yield* KeyRegistry.startLink(unique));
          yield* receive('go');
          exit('boom');
        });
        const keys = yield* receive(P.pid);
        const [ref, [starter]] = [Process.monitor(keys), Process.info(keys, 'links') ?? []];
        if (starter !== undefined) send(starter, 'go');
        return (yield* receive(['DOWN', ref, 'process', keys, P.any]))[4];
      });
      expect(reason).to.equal('boom');
    });
  });

  it('drops messages that are sent to a registry', async () => {
    const left = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      send(keys, 'hello');
      yield* turns();
      return [Process.info(keys, 'messageQueueLen'), Process.isAlive(keys)];
    });
    expect(left).to.deep.equal([0, true]);
  });

  it('is known by pids and names alone', () => {
    for (const wrong of ['nobody', 7, undefined, {}]) {
      expect(codeOf(() => Reflect.apply(KeyRegistry.lookup, undefined, [wrong, 'k']))).to.equal('BEAMWORK_UNKNOWN_REGISTRY');
    }
  });
});
