import { expect } from 'chai';
import { KeyTakenError, Monitor, P, Process, receive, Registry, Runtime, self, send, spawn, type MonitorEvent } from '../../lib/index.js';
import { KeyRegistry } from '../../lib/behaviours/key-registry.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import '../identity.js';
import { codeIn, codeOf } from '../semantics/messages.js';
import { ask, deadPid, downOf, flush, idle, puppet, startRuntime, turns } from '../semantics/support.js';
import { via } from '../../lib/behaviours/via.js';

const unique = { keys: 'unique' } as const;
const duplicate = { keys: 'duplicate' } as const;

/** An array in an array, and so on, each of which holds the next one twice: few objects, and 2^levels values. */
function doubled(levels: number): unknown {
  let key: unknown = [];
  for (let level = 0; level < levels; level++) key = [key, key];
  return key;
}

describe('KeyRegistry with odd keys and values', () => {
  const world = startRuntime();

  it('registers once where reading the key or the value registers under it', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      const once = (): number => {
        if (KeyRegistry.count(keys) === 0) KeyRegistry.register(keys, { id: 1 }, 'inner');
        return 1;
      };
      const codes = [
        codeOf(() => KeyRegistry.register(keys, { get id() { return once(); } }, 'outer')),
        codeOf(() => KeyRegistry.register(keys, { id: 1 }, { get part() { return once(); } })),
      ];
      KeyRegistry.unregister(keys, { id: 1 });
      codes.push(codeOf(() => KeyRegistry.register(keys, { id: 1 }, { get part() { return once(); } })));
      return [codes, KeyRegistry.values(keys, { id: 1 }, self()), KeyRegistry.count(keys)];
    });
    expect(found).to.deep.equal([Array(3).fill('BEAMWORK_KEY_TAKEN'), ['inner'], 1]);
  });

  it('reads a key once: it is found under what it says it is', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      let reads = 0;
      KeyRegistry.register(keys, { get id() { return ++reads; } }, 'value');
      return KeyRegistry.keys(keys, self()).map((key) => KeyRegistry.lookup(keys, key).length);
    });
    expect(found).to.deep.equal([1]);
  });

  it('refuses a key that throws when it is read, as any term that cannot be copied', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      const bad = { get id(): number { throw new Error('unreadable'); } };
      return [codeOf(() => KeyRegistry.register(keys, bad, 1)), codeOf(() => via(keys, bad)), KeyRegistry.count(keys)];
    });
    expect(found).to.deep.equal(['BEAMWORK_UNCOPYABLE', 'BEAMWORK_UNCOPYABLE', 0]);
  });

  it('refuses a key of few objects that stand for very many values, and does not hold the program', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      const key = doubled(64);
      return [codeOf(() => KeyRegistry.register(keys, key, 1)), codeOf(() => KeyRegistry.lookup(keys, key)), codeOf(() => via(keys, key)), KeyRegistry.count(keys)];
    });
    expect(found).to.deep.equal(['BEAMWORK_BAD_KEY', 'BEAMWORK_BAD_KEY', 'BEAMWORK_BAD_KEY', 0]);
  });

  it('takes keys of a megabyte', async () => {
    const text = 'x'.repeat(1_000_000);
    const bytes = new Uint8Array(1_000_000).fill(7);
    const other = bytes.slice();
    other[999_999] = 8;
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      for (const key of [text, [text], bytes]) KeyRegistry.register(keys, key, 1);
      return [text, [text], bytes.slice(), `${text}y`, [`${text}y`], other].map((key) => KeyRegistry.lookup(keys, key).length);
    });
    expect(found).to.deep.equal([1, 1, 1, 0, 0, 0]);
  });

  const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;
  class List extends Array<number> {}
  class Table extends Map<string, number> {}
  const pairs: Record<string, [unknown, unknown]> = {
    'array buffers': [bytes(1), bytes(2)],
    views: [new DataView(bytes(1)), new DataView(bytes(2))],
    'arrays of other elements': [new Uint8Array([1]), new Int8Array([1])],
    'boxed numbers': [Object(1), Object(2)],
    'boxed truths': [Object(true), Object(false)],
    'boxed symbols': [Object(Symbol.for('a')), Object(Symbol.for('b'))],
    'an array and one of a class': [[1], List.from([1])],
    'a Map and one of a class': [new Map([['a', 1]]), new Table([['a', 1]])],
    'not a number, and nothing': [[NaN], [undefined]],
    functions: [[() => 1], [() => 1]],
  };
  for (const [title, [one, other]] of Object.entries(pairs)) {
    it(`tells apart: ${title}`, async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start(unique);
        KeyRegistry.register(keys, one, 1);
        return [KeyRegistry.lookup(keys, one).length, KeyRegistry.lookup(keys, other).length];
      });
      expect(found).to.deep.equal([1, 0]);
    });
  }

  it('takes minus nought for nought, and functions and symbols for themselves', async () => {
    const act = (): void => {};
    const sign = Symbol('sign');
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      for (const key of [-0, [-0], act, sign]) KeyRegistry.register(keys, key, 1);
      return [0, [0], act, sign, Symbol('sign')].map((key) => KeyRegistry.lookup(keys, key).length);
    });
    expect(found).to.deep.equal([1, 1, 1, 1, 0]);
  });

  it('shows a pattern copies of its values, too', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, number[]>(duplicate);
      KeyRegistry.register(keys, 'k', [1]);
      const spoil = P.when((value: unknown) => Array.isArray(value) && value.push(0) > 0);
      KeyRegistry.match(keys, 'k', spoil);
      KeyRegistry.countMatch(keys, 'k', spoil);
      KeyRegistry.select(keys, [P.any, P.any, spoil]);
      const kept = KeyRegistry.values(keys, 'k', self());
      KeyRegistry.unregisterMatch(keys, 'k', spoil);
      return [kept, KeyRegistry.count(keys)];
    });
    expect(found).to.deep.equal([[[1]], 0]);
  });

  it('needs options also as the child of a supervisor', async () => {
    expect(codeOf(() => Reflect.apply(KeyRegistry.childSpec, undefined, []))).to.equal('BEAMWORK_BAD_OPTION');
    expect(codeOf(() => Reflect.apply(KeyRegistry.childSpec, undefined, [{ keys: 'many' }]))).to.equal('BEAMWORK_BAD_OPTION');
  });

  it('reads its options once', async () => {
    const count = await world.run(function* () {
      let reads = 0;
      const keys = yield* KeyRegistry.start({ get keys() { return reads++ === 0 ? 'duplicate' as const : 'unique' as const; } });
      for (const value of [1, 2]) KeyRegistry.register(keys, 'k', value);
      return KeyRegistry.count(keys);
    });
    expect(count).to.equal(2);
  });
});

describe('KeyRegistry and ends', () => {
  const world = startRuntime();

  it('refuses a process that has ended', async () => {
    const found = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      const dead = yield* deadPid();
      return [codeOf(() => via(keys, 'k').claim(dead)), KeyRegistry.count(keys)];
    });
    expect(found).to.deep.equal(['BEAMWORK_NOPROC', 0]);
  });

  it('does not count what an ending process had, for those who hear first', async () => {
    const keys = await world.run(() => KeyRegistry.start(unique));
    const counts: number[] = [];
    world.runtime.get(Registry).events$.subscribe(() => counts.push(KeyRegistry.count(keys)));
    await world.run(() => {
      Process.register(self(), 'owner');
      KeyRegistry.register(keys, 'k', 1);
      KeyRegistry.register(keys, 'l', 1);
    });
    expect(counts).to.deep.equal([0, 0]);
  });

  it('of 10,000 owners of 10,000 keys leave no monitor behind, and no entry', async () => {
    let balance = 0;
    const seen = { monitored: 0, demonitored: 0, down: 0 };
    world.runtime.get(Monitor).events$.subscribe(({ type }: MonitorEvent) => {
      seen[type]++;
      balance += type === 'monitored' ? 1 : -1;
    });
    const { counts, keys } = await world.run(function* () {
      const keys = yield* KeyRegistry.start<number, number>(unique);
      const idleSince = balance;
      for (let key = 0; key < 10_000; key++) {
        const pid = idle();
        via(keys, key, key).claim(pid);
        if (key % 2 === 0) Process.exit(pid, 'kill');
        else if (key % 3 === 0) KeyRegistry.unregister(keys, key);
      }
      yield* turns();
      const counts = [KeyRegistry.count(keys), balance - idleSince];
      for (const [, pid] of KeyRegistry.select(keys)) Process.exit(pid, 'kill');
      yield* turns();
      return { keys, counts: [...counts, KeyRegistry.count(keys), balance - idleSince] };
    });
    expect(counts).to.deep.equal([5_000, 5_000, 0, 0]);
    expect(seen.down).to.be.at.least(10_000);
    expect(KeyRegistry.select(keys)).to.deep.equal([]);
  });

  it('stops watching whoever gives up the last key', async () => {
    const events: MonitorEvent['type'][] = [];
    await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      const subscription = world.runtime.get(Monitor).events$.subscribe(({ type }) => events.push(type));
      for (const key of ['a', 'b']) KeyRegistry.register(keys, key, 1);
      for (const key of ['a', 'b']) KeyRegistry.unregister(keys, key);
      subscription.unsubscribe();
    });
    expect(events).to.deep.equal(['monitored', 'demonitored']);
  });

  it('dispatches to those who were there, however many end meanwhile', async () => {
    const heard = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, number>(duplicate);
      const owners = [puppet(), puppet(), puppet()] as const;
      for (const [index, owner] of owners.entries()) yield* ask(owner, () => KeyRegistry.register(keys, 'k', index));
      let visits = 0;
      const failure = codeOf(() => {
        KeyRegistry.dispatch(keys, 'k', (entries) => {
          for (const [pid] of entries) {
            Process.exit(owners[1], 'kill');
            send(pid, 'hello');
            visits++;
          }
          via('nobody', 'k').whereis();
        });
      });
      yield* downOf(owners[1]);
      return [failure, visits, KeyRegistry.lookup(keys, 'k').map(([, value]) => value)];
    });
    expect(heard).to.deep.equal(['BEAMWORK_UNKNOWN_REGISTRY', 3, [0, 2]]);
  });

  it('of a registry under a supervisor concern its owners, and its successor is empty', async () => {
    const { found, messages, old } = await world.run(function* () {
      Process.flag('trapExit', true);
      yield* Supervisor.startLink([[KeyRegistry, { keys: 'unique', name: 'rooms' }]]);
      KeyRegistry.register('rooms', 'k', 1);
      const old = Process.whereis('rooms');
      if (old !== undefined) Process.exit(old, 'kill');
      const messages = yield* flush();
      const found = [KeyRegistry.lookup('rooms', 'k'), codeOf(() => KeyRegistry.register('rooms', 'k', 2)), KeyRegistry.count('rooms'), Process.whereis('rooms') === old];
      return { found, messages, old };
    });
    expect(found).to.deep.equal([[], undefined, 1, false]);
    expect(messages).to.deep.equal([['EXIT', old, 'killed']]);
  });

  it('tells in its exit reason who has a key that somebody wanted', async () => {
    const [reason, me] = await world.run(function* () {
      const keys = yield* KeyRegistry.start(unique);
      KeyRegistry.register(keys, 'k', 1);
      return [yield* downOf(spawn(() => KeyRegistry.register(keys, 'k', 2))), self()];
    });
    expect(codeIn(reason)).to.equal('BEAMWORK_KEY_TAKEN');
    expect(reason).to.be.an.instanceOf(KeyTakenError).with.property('owner', me);
  });

  it('of another runtime are no matter of this one', async () => {
    const other = await Runtime.start({ logger: world.logger });
    const keys = await other.run(() => KeyRegistry.start(unique));
    other.spawn(function* () {
      KeyRegistry.register(keys, 'k', 1);
      yield* receive('stop');
    });
    await other.run(() => turns());
    expect(await world.run(() => [KeyRegistry.lookup(keys, 'k').length, KeyRegistry.keys(keys, self())])).to.deep.equal([1, []]);
    await other.stop();
    expect(codeOf(() => KeyRegistry.lookup(keys, 'k'))).to.equal('BEAMWORK_UNKNOWN_REGISTRY');
  });
});
