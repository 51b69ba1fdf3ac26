import { expect } from 'chai';
import { copyTerm } from '../../lib/kernel/copy-term.js';

describe('copyTerm', () => {
  context('with the collections and values of the language', () => {
    it('copies a Map with its keys and values', () => {
      const sent = new Map<unknown, unknown>([[{ k: 1 }, [1]], ['a', new Map([['b', { c: 1 }]])]]);
      const copy = copyTerm(sent);
      expect(copy).to.be.instanceOf(Map).and.to.deep.equal(sent);
      expect([...copy.keys()][0]).to.not.equal([...sent.keys()][0]);
      copy.set('more', 1);
      expect(sent.size).to.equal(2);
    });

    it('copies a Set with its members', () => {
      const sent = new Set<unknown>([1, { a: 1 }]);
      const copy = copyTerm(sent);
      expect(copy).to.be.instanceOf(Set).and.to.deep.equal(sent);
      expect([...copy][1]).to.not.equal([...sent][1]);
    });

    it('copies a Date', () => {
      const sent = new Date(5);
      const copy = copyTerm(sent);
      copy.setTime(6);
      expect([sent.getTime(), copy.getTime()]).to.deep.equal([5, 6]);
    });

    it('copies a RegExp with its lastIndex', () => {
      const sent = /a(?<x>b)/dgi;
      sent.lastIndex = 3;
      const copy = copyTerm(sent);
      expect([copy.source, copy.flags, copy.lastIndex]).to.deep.equal([sent.source, sent.flags, 3]);
      expect(copy).to.not.equal(sent);
    });

    it('copies boxed primitives', () => {
      for (const primitive of [1, 'text', true, 3n, Symbol.iterator]) {
        const sent: object = Object(primitive);
        const copy = copyTerm(sent);
        expect(copy).to.not.equal(sent);
        expect(copy.valueOf()).to.equal(primitive);
        expect(Object.getPrototypeOf(copy)).to.equal(Object.getPrototypeOf(sent));
      }
    });

    it('keeps class and fields of Map, Set and Date subclasses', () => {
      class Index extends Map<string, object> {
        unit = ['m'];
        override set(): this {
          throw new Error('a copy does not ask');
        }
      }
      class Tags extends Set<string> {
        note = 'n';
      }
      class Day extends Date {
        zone = 'utc';
      }
      const index = new Index();
      Map.prototype.set.call(index, 'k', { v: 1 });
      const sent = [index, Object.assign(new Tags(), { note: 'other' }).add('t'), new Day(9)] as const;
      const copy = copyTerm(sent);
      expect(copy[0]).to.be.instanceOf(Index);
      expect(copy[0].get('k')).to.deep.equal({ v: 1 });
      expect(copy[0].get('k')).to.not.equal(index.get('k'));
      expect(copy[0].unit).to.deep.equal(['m']);
      expect(copy[0].unit).to.not.equal(index.unit);
      expect(copy[1]).to.be.instanceOf(Tags);
      expect([[...copy[1]], copy[1].note]).to.deep.equal([['t'], 'other']);
      expect(copy[2]).to.be.instanceOf(Day);
      expect([copy[2].getTime(), copy[2].zone]).to.deep.equal([9, 'utc']);
    });
  });

  context('with bytes', () => {
    it('keeps a Buffer a Buffer with memory of its own', () => {
      const sent = Buffer.from('hello');
      const copy = copyTerm(sent);
      expect(Buffer.isBuffer(copy)).to.equal(true);
      expect(copy.toString()).to.equal('hello');
      expect(copy.buffer).to.not.equal(sent.buffer);
      expect(copy.buffer.byteLength).to.equal(5);
      copy[0] = 0;
      expect(sent.toString()).to.equal('hello');
    });

    it('copies every kind of typed array', () => {
      const numbers = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
      const sent = [...numbers.map((kind) => kind.of(1, 2, 3)), BigInt64Array.of(1n), BigUint64Array.of(2n)];
      const copy = copyTerm(sent);
      expect(copy).to.deep.equal(sent);
      for (const [index, view] of copy.entries()) expect(view.buffer).to.not.equal(sent[index]?.buffer);
    });

    it('copies the window of a view only', () => {
      const memory = new ArrayBuffer(64);
      const copy = copyTerm([new Uint16Array(memory, 8, 4), new DataView(memory, 4, 10)] as const);
      expect([copy[0].length, copy[0].buffer.byteLength]).to.deep.equal([4, 8]);
      expect([copy[1].byteLength, copy[1].buffer.byteLength]).to.deep.equal([10, 10]);
    });

    it('copies an ArrayBuffer and a DataView', () => {
      const sent = new Uint8Array([1, 2, 3]).buffer;
      const copy = copyTerm({ buffer: sent, view: new DataView(sent, 1) });
      new Uint8Array(sent).fill(9);
      expect([...new Uint8Array(copy.buffer)]).to.deep.equal([1, 2, 3]);
      expect(copy.view.getUint8(0)).to.equal(2);
    });
  });

  context('with errors', () => {
    it('keeps class, message, name, stack and fields', () => {
      class Declined extends TypeError {
        override name = 'Declined';
        details = { code: 7 };
      }
      const sent = new Declined('no funds');
      const copy = copyTerm(sent);
      expect(copy).to.be.instanceOf(Declined);
      expect(copy).to.not.equal(sent);
      expect([copy.message, copy.name, copy.stack]).to.deep.equal(['no funds', 'Declined', sent.stack]);
      expect(copy.details).to.deep.equal({ code: 7 });
      expect(copy.details).to.not.equal(sent.details);
      expect(Object.prototype.toString.call(copy)).to.equal('[object Error]');
      expect(Object.keys(copy)).to.deep.equal(Object.keys(sent));
    });

    it('copies the chain of causes', () => {
      const sent = new Error('top', { cause: new RangeError('below', { cause: { raw: [1] } }) });
      const copy = copyTerm(['EXIT', sent] as const)[1];
      expect(copy.cause).to.be.instanceOf(RangeError).and.not.equal(sent.cause);
      expect(copy).to.have.nested.property('cause.cause.raw').that.deep.equals([1]);
      expect(Object.keys(copy)).to.deep.equal([]);
    });

    it('copies the errors of an AggregateError', () => {
      const sent = new AggregateError([new Error('a'), 'b'], 'both');
      const copy = copyTerm(sent);
      expect(copy).to.be.instanceOf(AggregateError);
      expect(copy.errors[0]).to.be.instanceOf(Error).and.not.equal(sent.errors[0]);
      expect(copy.errors[1]).to.equal('b');
    });

    it('copies a DOMException such as an abort reason', () => {
      const controller = new AbortController();
      controller.abort();
      const sent: Error = controller.signal.reason;
      const copy = copyTerm(sent);
      expect(copy).to.not.equal(sent);
      expect([copy.name, copy.message, copy.stack]).to.deep.equal([sent.name, sent.message, sent.stack]);
    });

    it('leaves an error without a message without one', () => {
      expect(Object.hasOwn(copyTerm(new Error()), 'message')).to.equal(false);
    });

    it('leaves the stack trace limit as it was', () => {
      const limit = Error.stackTraceLimit;
      copyTerm(new Error('x'));
      expect(Error.stackTraceLimit).to.equal(limit);
    });
  });
});
