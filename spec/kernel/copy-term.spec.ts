import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { copyTerm } from '../../lib/kernel/copy-term.js';
import { Pid } from '../../lib/kernel/pid.js';
import { Reference } from '../../lib/kernel/reference.js';

/** Runs `body` while Object.prototype has one property more. */
function withPollution(key: string, descriptor: PropertyDescriptor, body: () => void): void {
  Object.defineProperty(Object.prototype, key, { ...descriptor, configurable: true });
  try {
    body();
  } finally {
    Reflect.deleteProperty(Object.prototype, key);
  }
}

describe('copyTerm', () => {
  context('with a value that nobody can change', () => {
    it('gives primitives back', () => {
      const symbol = Symbol('s');
      for (const value of [undefined, null, true, 0, -0, NaN, 12n, '', 'text', symbol]) expect(Object.is(copyTerm(value), value)).to.equal(true);
    });

    it('passes functions, pids and references by reference', () => {
      const message = ['ping', Pid.mint(1, {}), Reference.mint(1, undefined, -1), (): number => 1] as const;
      const copy = copyTerm(message);
      expect(copy).to.not.equal(message);
      for (const [index, part] of message.entries()) expect(copy[index]).to.equal(part);
    });
  });

  context('with arrays', () => {
    it('copies arrays of every small length', () => {
      for (let length = 0; length < 12; length++) {
        const sent = Array.from({ length }, (_, index) => (index % 2 === 0 ? index : { index }));
        const copy = copyTerm(sent);
        expect(copy).to.deep.equal(sent);
        expect(copy).to.not.equal(sent);
        if (length > 1) expect(copy[1]).to.not.equal(sent[1]);
      }
    });

    it('shares nothing with the original', () => {
      const sent: [string, { tags: string[]; at: { x: number } }] = ['put', { tags: ['a'], at: { x: 1 } }];
      const copy = copyTerm(sent);
      copy[1].tags.push('b');
      sent[1].at.x = 2;
      expect(sent).to.deep.equal(['put', { tags: ['a'], at: { x: 2 } }]);
      expect(copy).to.deep.equal(['put', { tags: ['a', 'b'], at: { x: 1 } }]);
    });

    it('copies an array of 100,000 elements', () => {
      const sent = Array.from({ length: 100_000 }, (_, index) => index / 3);
      expect(copyTerm(sent)).to.deep.equal(sent);
    });

    it('turns a hole into undefined', () => {
      const copy = copyTerm([1, , 3]);
      expect(Object.keys(copy)).to.deep.equal(['0', '1', '2']);
      expect(copy).to.deep.equal([1, undefined, 3]);
    });

    it('turns a hole into undefined in a cyclic message too', () => {
      const sent: unknown[] = [1, , 3];
      sent.push(sent);
      expect(Object.keys(copyTerm(sent))).to.deep.equal(['0', '1', '2', '3']);
    });

    it('keeps the holes of a long array', () => {
      const sent: unknown[] = [];
      sent[200_000] = { last: true };
      const copy = copyTerm(sent);
      expect(copy.length).to.equal(200_001);
      expect(Object.keys(copy)).to.deep.equal(['200000']);
      expect(copy[200_000]).to.deep.equal({ last: true });
      expect(copy[200_000]).to.not.equal(sent[200_000]);
    });

    it('copies the longest sparse array at once', () => {
      const sent: unknown[] = ['first'];
      sent[4_294_967_294] = ['last'];
      const copy = copyTerm(sent);
      expect(copy.length).to.equal(4_294_967_295);
      expect(copy[0]).to.equal('first');
      expect(copy[4_294_967_294]).to.deep.equal(['last']);
    });

    it('keeps class and fields of a subclass', () => {
      class Stack extends Array<unknown> {
        label = 'mine';
      }
      const sent = Stack.from([1, { x: 1 }]);
      const copy = copyTerm(sent);
      expect(copy).to.be.instanceOf(Stack);
      expect([...copy]).to.deep.equal([1, { x: 1 }]);
      expect(copy).to.have.property('label', 'mine');
      expect(copy[1]).to.not.equal(sent[1]);
    });
  });

  context('with plain objects', () => {
    it('copies own enumerable string keys only', () => {
      const hidden = Object.defineProperty({ a: 1, [Symbol('s')]: 2 }, 'b', { value: 3, enumerable: false });
      expect(Reflect.ownKeys(copyTerm(hidden))).to.deep.equal(['a']);
    });

    it('keeps the order of keys', () => {
      expect(Object.keys(copyTerm({ z: 1, a: 2, 7: 3 }))).to.deep.equal(['7', 'z', 'a']);
    });

    it('keeps an object without a prototype bare', () => {
      const sent: object = Object.assign(Object.create(null), { a: [1] });
      const copy = copyTerm(sent);
      expect(Object.getPrototypeOf(copy)).to.equal(null);
      expect({ ...copy }).to.deep.equal({ a: [1] });
    });

    it('copies a key __proto__ as an ordinary field', () => {
      const sent: object = JSON.parse('{"__proto__": {"admin": true}, "a": 1}');
      const copy = copyTerm(sent);
      expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
      expect(Object.keys(copy)).to.deep.equal(['__proto__', 'a']);
      expect(Object.getOwnPropertyDescriptor(copy, '__proto__')?.value).to.deep.equal({ admin: true });
      expect('admin' in copy).to.equal(false);
    });

    it('copies a key __proto__ in a cyclic message too', () => {
      const sent: Record<string, unknown> = JSON.parse('{"__proto__": {"admin": true}}');
      sent['self'] = sent;
      const copy = copyTerm(sent);
      expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
      expect(Object.keys(copy)).to.deep.equal(['__proto__', 'self']);
    });

    it('takes a key named constructor for data', () => {
      const sent = { constructor: 'Ford', wheels: [4] };
      const copy = copyTerm(sent);
      expect(copy).to.deep.equal(sent);
      expect(copy.wheels).to.not.equal(sent.wheels);
    });

    it('takes a key named then for data', () => {
      const then = (): number => 1;
      expect(copyTerm({ then, on: then, emit: then, removeListener: then, subscribe: then })).to.include({ then, subscribe: then });
    });

    it('reads an own accessor to its value', () => {
      const sent = {
        get list(): number[] {
          return [1];
        },
      };
      expect(Object.getOwnPropertyDescriptor(copyTerm(sent), 'list')).to.deep.equal({ value: [1], writable: true, enumerable: true, configurable: true });
    });

    it('copies what Object.freeze froze, as an open object', () => {
      const sent = Object.freeze({ list: Object.freeze([1]) });
      const copy = copyTerm(sent);
      expect(copy).to.deep.equal({ list: [1] });
      expect(Object.isFrozen(copy)).to.equal(false);
      expect(Object.isFrozen(copy.list)).to.equal(false);
    });

    it('copies plain objects of another realm', () => {
      const sent: unknown = runInNewContext('({ list: [1, new Map([["k", { at: new Date(7) }]])] })');
      const copy = copyTerm(sent);
      expect(copy).to.not.equal(sent);
      expect(JSON.stringify(copy)).to.equal(JSON.stringify(sent));
    });
  });

  context('with a polluted Object.prototype', () => {
    it('copies no inherited key', () => {
      withPollution('polluted', { value: { deep: 1 }, enumerable: true, writable: true }, () => {
        expect(Object.keys(copyTerm({ a: 1 }))).to.deep.equal(['a']);
        expect(Object.keys(copyTerm({}))).to.deep.equal([]);
      });
    });

    it('copies an own key of the same name', () => {
      withPollution('polluted', { value: 1, enumerable: true, writable: true }, () => {
        expect(Object.getOwnPropertyDescriptor(copyTerm({ polluted: 2 }), 'polluted')?.value).to.equal(2);
      });
    });

    it('copies an own key where a constant is inherited', () => {
      withPollution('polluted', { value: 1, writable: false }, () => {
        const sent = JSON.parse('{"polluted": 2, "b": 3}');
        expect(Object.entries(copyTerm(sent))).to.deep.equal([['polluted', 2], ['b', 3]]);
      });
    });

    it('takes no inherited then for a promise', () => {
      class Point {
        x = 1;
      }
      withPollution('then', { value: () => 1, enumerable: true, writable: true }, () => {
        expect(copyTerm(new Point())).to.be.instanceOf(Point);
      });
    });
  });

  context('with class instances', () => {
    class Money {
      readonly history: number[] = [];
      constructor(readonly amount: number) {
        this.history.push(amount);
      }
      get doubled(): number {
        return this.amount * 2;
      }
    }

    it('keeps the class and copies the fields', () => {
      const sent = new Money(5);
      const copy = copyTerm(sent);
      expect(copy).to.be.instanceOf(Money);
      expect(copy).to.not.equal(sent);
      expect(copy.doubled).to.equal(10);
      expect(copy.history).to.deep.equal([5]);
      expect(copy.history).to.not.equal(sent.history);
    });

    it('runs no constructor', () => {
      let made = 0;
      class Counted {
        constructor() {
          made++;
        }
      }
      copyTerm(new Counted());
      expect(made).to.equal(1);
    });

    it('calls no setter of the class', () => {
      let written = 0;
      class Guarded {
        get level(): number {
          return 0;
        }
        set level(_: number) {
          written++;
        }
      }
      const sent = Object.defineProperty(new Guarded(), 'level', { value: [1], enumerable: true });
      for (const message of [sent, [sent, sent]]) copyTerm(message);
      expect(Object.getOwnPropertyDescriptor(copyTerm(sent), 'level')?.value).to.deep.equal([1]);
      expect(written).to.equal(0);
    });

    it('keeps a prototype that was set with Object.create', () => {
      const proto = { greet: (): string => 'hi' };
      const copy = copyTerm(Object.assign(Object.create(proto), { a: 1 }));
      expect(Object.getPrototypeOf(copy)).to.equal(proto);
      expect(Object.keys(copy)).to.deep.equal(['a']);
    });
  });
});
