import { expect } from 'chai';
import { P, Process, self, send } from '../../lib/index.js';
import { KeyRegistry, type KeyRegistryPid } from '../../lib/behaviours/key-registry.js';
import { type Equal, holds } from '../types/expect-type.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { ask, flush, puppet, startRuntime } from '../semantics/support.js';

describe('The verbs of KeyRegistry', () => {
  const world = startRuntime();

  describe('unregister', () => {
    it("takes the caller's entries under the key, and those of nobody else", async () => {
      const left = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, number>({ keys: 'duplicate' });
        yield* ask(puppet(), () => KeyRegistry.register(keys, 'k', 1));
        for (const value of [2, 3]) KeyRegistry.register(keys, 'k', value);
        KeyRegistry.register(keys, 'other', 4);
        KeyRegistry.unregister(keys, 'k');
        KeyRegistry.unregister(keys, 'k');
        return [KeyRegistry.lookup(keys, 'k').map(([, value]) => value), KeyRegistry.keys(keys, self()), KeyRegistry.count(keys)];
      });
      expect(left).to.deep.equal([[1], ['other'], 2]);
    });

    it('frees a unique key for others', async () => {
      const code = await world.run(function* () {
        const keys = yield* KeyRegistry.start({ keys: 'unique' });
        KeyRegistry.register(keys, 'k', 1);
        KeyRegistry.unregister(keys, 'k');
        return yield* ask(puppet(), () => codeOf(() => KeyRegistry.register(keys, 'k', 2)));
      });
      expect(code).to.equal(undefined);
    });
  });

  it('unregisterMatch takes those entries whose value matches', async () => {
    const left = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, [string, number]>({ keys: 'duplicate' });
      KeyRegistry.register(keys, 'k', ['x', 1]);
      KeyRegistry.register(keys, 'k', ['y', 2]);
      KeyRegistry.unregisterMatch(keys, 'k', ['x', P.any]);
      return KeyRegistry.values(keys, 'k', self());
    });
    expect(left).to.deep.equal([['y', 2]]);
  });

  it('match and countMatch find entries by their values', async () => {
    const { me, found, count } = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, [string, number]>({ keys: 'duplicate' });
      KeyRegistry.register(keys, 'k', ['x', 1]);
      KeyRegistry.register(keys, 'k', ['y', 2]);
      return { me: self(), found: KeyRegistry.match(keys, 'k', ['x', P.any]), count: KeyRegistry.countMatch(keys, 'k', [P.any, P.number]) };
    });
    expect(found).to.deep.equal([[me, ['x', 1]]]);
    expect(count).to.equal(2);
  });

  it('values gives those of one process', async () => {
    const values = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, number>({ keys: 'duplicate' });
      const other = puppet();
      KeyRegistry.register(keys, 'k', 1);
      yield* ask(other, () => KeyRegistry.register(keys, 'k', 2));
      return [KeyRegistry.values(keys, 'k', self()), KeyRegistry.values(keys, 'k', other), KeyRegistry.values(keys, 'none', other)];
    });
    expect(values).to.deep.equal([[1], [2], []]);
  });

  describe('updateValue', () => {
    it('replaces the value of the caller, and gives the new and the old one', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, number>({ keys: 'unique' });
        KeyRegistry.register(keys, 'k', 1);
        return [KeyRegistry.updateValue(keys, 'k', (old) => old + 1), KeyRegistry.values(keys, 'k', self())];
      });
      expect(found).to.deep.equal([[2, 1], [2]]);
    });

    it('does nothing for a key that is free, or of somebody else', async () => {
      const found = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, number>({ keys: 'unique' });
        yield* ask(puppet(), () => KeyRegistry.register(keys, 'k', 1));
        return [KeyRegistry.updateValue(keys, 'k', () => 2), KeyRegistry.updateValue(keys, 'free', () => 2), KeyRegistry.lookup(keys, 'k')[0]?.[1]];
      });
      expect(found).to.deep.equal([undefined, undefined, 1]);
    });

    it('keeps the old value when the function throws', async () => {
      const values = await world.run(function* () {
        const keys = yield* KeyRegistry.start<string, number[]>({ keys: 'unique' });
        KeyRegistry.register(keys, 'k', [1]);
        try {
          KeyRegistry.updateValue(keys, 'k', (old) => {
            old.push(2);
            throw new Error('no');
          });
        } catch {
          return KeyRegistry.values(keys, 'k', self());
        }
        return undefined;
      });
      expect(values).to.deep.equal([[1]]);
    });

    it('is for unique keys', async () => {
      const code = await world.run(function* () {
        const keys = yield* KeyRegistry.start({ keys: 'duplicate' });
        return codeOf(() => KeyRegistry.updateValue(keys, 'k', () => 1));
      });
      expect(code).to.equal('BEAMWORK_NOT_UNIQUE');
    });
  });

  it('dispatch calls with all entries, and not at all where there are none', async () => {
    const messages = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, string>({ keys: 'duplicate' });
      for (const value of ['a', 'b']) KeyRegistry.register(keys, 'topic', value);
      KeyRegistry.dispatch(keys, 'topic', (entries) => {
        for (const [pid, value] of entries) send(pid, ['got', value]);
      });
      KeyRegistry.dispatch(keys, 'empty', () => {
        send(self(), 'called');
      });
      return yield* flush();
    });
    expect(messages).to.deep.equal([['got', 'a'], ['got', 'b']]);
  });

  it('select gives all entries, those that match, or parts of them', async () => {
    const { me, all, some, parts } = await world.run(function* () {
      const keys = yield* KeyRegistry.start<string, [string, number]>({ keys: 'duplicate' });
      KeyRegistry.register(keys, 'k', ['x', 1]);
      KeyRegistry.register(keys, 'l', ['y', 2]);
      return {
        me: self(),
        all: KeyRegistry.select(keys),
        some: KeyRegistry.select(keys, ['l', P.any, P.any]),
        parts: KeyRegistry.select(keys, [P.select('key', P.string), P.pid, ['x', P.select('n', P.number)]]),
      };
    });
    expect(all).to.deep.equal([['k', me, ['x', 1]], ['l', me, ['y', 2]]]);
    expect(some).to.deep.equal([['l', me, ['y', 2]]]);
    expect(parts).to.deep.equal([{ key: 'k', n: 1 }]);
  });

  it('are typed by the pid of the registry', async () => {
    await world.run(function* () {
      const keys = yield* KeyRegistry.start<[string, number], string>({ keys: 'unique' });
      holds<Equal<typeof keys, KeyRegistryPid<[string, number], string>>>();
      KeyRegistry.register(keys, ['room', 1], 'lobby');
      // @ts-expect-error the key is a pair
      KeyRegistry.register(keys, 'room', 'lobby');
      // @ts-expect-error the value is a string
      KeyRegistry.register(keys, ['room', 2], 5);
      const [found] = KeyRegistry.lookup(keys, ['room', 1]);
      if (found !== undefined) holds<Equal<(typeof found)[1], string>>();
      expect(found).to.deep.equal([self(), 'lobby']);
      expect(Process.isAlive(keys)).to.equal(true);
    });
  });
});
