import { expect } from 'chai';
import { BeamworkError } from '../../lib/kernel/beamwork-error.js';
import { copyTerm } from '../../lib/kernel/copy-term.js';
import { Pid } from '../../lib/kernel/pid.js';
import { isShared, share } from '../../lib/kernel/share.js';

/** The error that sharing a value ends with. */
function refusal(value: unknown): BeamworkError {
  try {
    share(value);
  } catch (error) {
    if (error instanceof BeamworkError) return error;
    throw error;
  }
  throw new Error('it was shared');
}

describe('share', () => {
  it('gives the same value back', () => {
    const value = { a: [1] };
    expect(share(value)).to.equal(value);
  });

  it('gives primitives and functions back untouched', () => {
    const f = (): number => 1;
    expect([share(1), share('x'), share(undefined), share(null), share(f)]).to.deep.equal([1, 'x', undefined, null, f]);
    expect(Object.isFrozen(f)).to.equal(false);
  });

  it('freezes everything inside', () => {
    const secret = Symbol('secret');
    const value = share({ list: [{ x: 1 }], [secret]: { y: 1 }, map: new Map([[{ k: 1 }, { v: 1 }]]), set: new Set([{ m: 1 }]) });
    const [[key, entry] = []] = value.map;
    for (const part of [value, value.list, value.list[0], value[secret], value.map, key, entry, value.set, [...value.set][0]]) {
      expect(Object.isFrozen(part)).to.equal(true);
      expect(isShared(part)).to.equal(true);
    }
  });

  it('passes the value by reference when it is copied', () => {
    const rates = share({ eur: { usd: 1.08 } });
    const message = { rates, list: [rates.eur] };
    const copy = copyTerm(message);
    expect(copy).to.not.equal(message);
    expect(copy.rates).to.equal(rates);
    expect(copy.list[0]).to.equal(rates.eur);
    expect(copyTerm(rates)).to.equal(rates);
  });

  it('passes the value by reference in a cyclic message', () => {
    const rates = share(['eur']);
    const message: Record<string, unknown> = { rates };
    message['self'] = message;
    expect(copyTerm(message)['rates']).to.equal(rates);
  });

  it('closes the methods of a Map', () => {
    const map = share(new Map([['a', 1]]));
    expect(() => map.set('b', 2)).to.throw(TypeError, 'cannot set on a shared Map: it is frozen');
    expect(() => map.delete('a')).to.throw(TypeError, 'delete');
    expect(() => map.clear()).to.throw(TypeError, 'clear');
    expect([...map]).to.deep.equal([['a', 1]]);
  });

  it('closes the methods of a Set', () => {
    const set = share(new Set([1]));
    expect(() => set.add(2)).to.throw(TypeError, 'cannot add on a shared Set');
    expect(() => set.delete(1)).to.throw(TypeError, 'delete');
    expect(() => set.clear()).to.throw(TypeError, 'clear');
    expect([...set]).to.deep.equal([1]);
  });

  it('closes the setters of a Date', () => {
    const date = share({ at: new Date(5) }).at;
    expect(() => date.setTime(6)).to.throw(TypeError, 'cannot setTime on a shared Date');
    expect(() => date.setUTCFullYear(6)).to.throw(TypeError);
    expect(date.getTime()).to.equal(5);
  });

  it('shares class instances and errors', () => {
    class Config {
      hosts = ['a'];
    }
    const value = share([new Config(), new Error('e', { cause: { x: 1 } })] as const);
    expect(Object.isFrozen(value[0].hosts)).to.equal(true);
    expect(Object.isFrozen(value[1].cause)).to.equal(true);
  });

  it('leaves pids inside as they are', () => {
    const pid = Pid.mint(1, {});
    expect(share([pid])[0]).to.equal(pid);
    expect(isShared(pid)).to.equal(false);
  });

  it('shares cycles', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(copyTerm(share(value))).to.equal(value);
  });

  it('shares a list of 200,000 nodes', () => {
    let first: object = {};
    const last = first;
    for (let i = 0; i < 200_000; i++) first = { next: first };
    share(first);
    expect(isShared(last)).to.equal(true);
  });

  it('shares a frozen value, and a shared one again', () => {
    const value = share(Object.freeze({ a: Object.freeze([1]) }));
    expect(share(value)).to.equal(value);
    expect(copyTerm(value)).to.equal(value);
    const shared = share(new Map([['a', 1]]));
    expect(share([shared])[0]).to.equal(shared);
  });

  context('with what cannot be frozen', () => {
    it('refuses bytes with their path and a remedy', () => {
      const error = refusal([{ body: Buffer.from('x') }]);
      expect(error.code).to.equal('BEAMWORK_UNCOPYABLE');
      expect(error.problem).to.equal('cannot share the value: at [0].body stands a Buffer, whose bytes cannot be frozen');
      expect(error.remedy).to.equal('share what stands around it, and send the bytes by themselves: they are copied');
    });

    it('refuses every kind of bytes', () => {
      const memory = new ArrayBuffer(8);
      for (const bytes of [memory, new DataView(memory), new Float64Array(1), new Map([['k', new Uint8Array(1)]])]) {
        expect(refusal(bytes).problem).to.contain('whose bytes cannot be frozen');
      }
    });

    it('refuses what cannot be copied either', () => {
      expect(refusal({ p: Promise.resolve() }).problem).to.equal('cannot share the value: at .p stands a Promise, which cannot be shared');
    });

    it('refuses accessors', () => {
      const value = {
        get now(): number {
          return 1;
        },
      };
      expect(refusal([value]).problem).to.equal('cannot share the value: at [0].now stands an accessor, which cannot be frozen');
    });

    it('refuses a Map that was frozen before', () => {
      expect(refusal({ m: Object.freeze(new Map()) }).problem).to.contain('at .m stands a Map that takes no more fields');
    });

    it('refuses a proxy whose traps throw', () => {
      const cause = new Error('trap');
      const proxy = new Proxy({}, {
        ownKeys: () => {
          throw cause;
        },
      });
      const error = refusal({ proxy });
      expect(error.problem).to.equal('cannot share the value: at .proxy stands an object that cannot be read: trap');
      expect(error.cause).to.equal(cause);
    });

    it('refuses a revoked proxy', () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      expect(refusal({ proxy }).problem).to.contain('at .proxy stands an object that cannot be read');
    });

    it('freezes nothing when it refuses', () => {
      const value = { first: { a: 1 }, map: new Map([['k', 1]]), bytes: new Uint8Array(1) };
      refusal(value);
      expect([value, value.first, value.map].map(Object.isFrozen)).to.deep.equal([false, false, false]);
      expect(isShared(value.first)).to.equal(false);
      expect(value.map.set('k', 2).get('k')).to.equal(2);
      expect(copyTerm(value.first)).to.not.equal(value.first);
    });
  });
});

describe('isShared', () => {
  it('is false for everything that share never saw', () => {
    for (const value of [1, 'x', null, undefined, {}, Object.freeze([1]), (): number => 1]) expect(isShared(value)).to.equal(false);
  });

  it('is false for a copy made by other means', () => {
    expect(isShared(structuredClone(share({ a: 1 })))).to.equal(false);
  });
});
