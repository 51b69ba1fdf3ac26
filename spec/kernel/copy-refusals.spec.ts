import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { Subject } from 'rxjs';
import { copyTerm } from '../../lib/kernel/copy-term.js';
import { runProgram } from '../run-program.js';
import { linkedList, refusal } from './copy-support.js';

describe('copyTerm', () => {
  context('with what cannot be copied', () => {
    it('names the path, the class and a remedy', () => {
      const error = refusal(['put', { socket: new Readable() }]);
      expect(error.code).to.equal('BEAMWORK_UNCOPYABLE');
      expect(error.problem).to.equal('cannot copy the message: at [1].socket stands a Readable, which cannot be copied');
      expect(error.remedy).to.equal('send plain data in its place, or the pid of a process that owns it');
    });

    it('says what was tried', () => {
      expect(() => copyTerm([new WeakMap()], 'copy the exit reason')).to.throw('cannot copy the exit reason: at [0] stands a WeakMap');
    });

    it('names the message itself when nothing is around it', () => {
      expect(refusal(Promise.resolve()).problem).to.equal('cannot copy the message: it is a Promise, which cannot be copied');
      expect(refusal(Promise.resolve()).remedy).to.equal('wait for its result first, and send that');
    });

    it('names a path through every kind of container', () => {
      const deep = { 'odd key': new Map([['k', [new Set([{ x: new WeakMap() }])]]]) };
      expect(refusal(deep).problem).to.contain('at ["odd key"].get("k")[0] (a member).x stands');
      expect(refusal(new Map([[{ x: new WeakMap() }, 1]])).problem).to.contain('at (a key).x stands');
      expect(refusal(new Error('e', { cause: { x: new WeakMap() } })).problem).to.contain('at .cause.x stands');
    });

    it('shortens a path of thousands of steps', () => {
      const list = linkedList(5_000);
      let last = list;
      while (last.next !== undefined) last = last.next;
      Object.assign(last, { socket: new WeakMap() });
      expect(refusal(list).problem).to.match(/at (\.next){8}…(\.next){7}\.socket stands a WeakMap/);
    });

    const kinds: Readonly<Record<string, () => object>> = {
      Promise: () => Promise.resolve(),
      thenable: () => Object.create({ then: () => 1 }),
      WeakMap: () => new WeakMap(),
      WeakSet: () => new WeakSet(),
      WeakRef: () => new WeakRef({}),
      FinalizationRegistry: () => new FinalizationRegistry(() => {}),
      Generator: () => (function* () {})(),
      AsyncGenerator: () => (async function* () {})(),
      'Map Iterator': () => new Map().entries(),
      'Array Iterator': () => [].values(),
      EventEmitter: () => new EventEmitter(),
      Server: () => createServer(),
      AbortController: () => new AbortController(),
      AbortSignal: () => new AbortController().signal,
      EventTarget: () => new EventTarget(),
      MessagePort: () => new MessageChannel().port1,
      ReadableStream: () => new ReadableStream(),
      Subject: () => new Subject(),
      SharedArrayBuffer: () => new SharedArrayBuffer(8),
      Memory: () => Reflect.construct(Reflect.get(Reflect.get(globalThis, 'WebAssembly'), 'Memory'), [{ initial: 1 }]),
      URL: () => new URL('http://localhost'),
      NumberFormat: () => new Intl.NumberFormat(),
      process: () => process,
    };
    for (const [name, make] of Object.entries(kinds)) {
      it(`refuses a value of kind ${name}`, () => {
        expect(refusal({ part: make() }).problem).to.match(new RegExp(`at \\.part stands an? ${name}, which cannot be copied`));
      });
    }

    it('refuses the namespace of a module', async () => {
      expect(refusal([await import('../../lib/kernel/pid.js')]).problem).to.contain('at [0] stands a module namespace');
    });

    it('refuses a view over shared memory', () => {
      expect(refusal({ lock: new Int32Array(new SharedArrayBuffer(4)) }).problem).to.contain('at .lock stands an Int32Array that cannot be copied: its memory is a SharedArrayBuffer');
    });

    it('refuses bytes that were transferred away', () => {
      const memory = new ArrayBuffer(8);
      const view = new Uint8Array(memory);
      structuredClone(memory, { transfer: [memory] });
      expect(refusal({ view }).problem).to.contain('at .view stands a Uint8Array that cannot be copied');
      expect(refusal({ memory }).problem).to.contain('at .memory stands an ArrayBuffer that cannot be copied');
      expect(refusal({ data: new Map([[1, view]]) }).cause).to.be.instanceOf(TypeError);
    });

    it('refuses what only looks like a collection', () => {
      for (const { prototype } of [Map, Set, Date, RegExp, Uint8Array, Array, ArrayBuffer, DataView, Number]) {
        expect(refusal([Object.create(prototype)]).problem).to.contain('at [0] stands');
      }
    });

    it('still copies the real ones afterwards', () => {
      expect(copyTerm([new Map([[1, 2]]), new Set([1]), new Date(1)])).to.deep.equal([new Map([[1, 2]]), new Set([1]), new Date(1)]);
    });
  });

  context('with code that throws while it is read', () => {
    const boom = new RangeError('boom');
    const bomb = {
      get fuse(): never {
        throw boom;
      },
    };

    it('names the accessor and keeps its error', () => {
      const error = refusal([{ bomb }]);
      expect(error.problem).to.equal('cannot copy the message: at [0].bomb.fuse stands an accessor that throws: boom');
      expect(error.cause).to.equal(boom);
      expect(Object.keys(error)).to.not.include('cause');
    });

    it('names an accessor at an index', () => {
      const list = Object.defineProperty([1, 2], 1, { get: () => bomb.fuse });
      expect(refusal({ list }).problem).to.contain('at .list[1] stands an accessor that throws');
    });

    it('names an accessor that throws something odd', () => {
      const odd = {
        get x(): never {
          throw Object.create(null);
        },
      };
      expect(refusal(odd).problem).to.contain('at .x stands an accessor that throws');
    });

    it('names a proxy whose traps throw', () => {
      const throws = (): never => {
        throw boom;
      };
      for (const trap of ['getPrototypeOf', 'ownKeys', 'getOwnPropertyDescriptor', 'get']) {
        const error = refusal({ proxy: new Proxy({ a: 1 }, { [trap]: throws }) });
        expect(error.problem, trap).to.contain('at .proxy');
        expect(error.cause, trap).to.equal(boom);
      }
    });

    it('names a revoked proxy', () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      expect(refusal([proxy]).problem).to.contain('at [0] stands an object that cannot be read');
    });

    it('copies a well-behaved proxy as data', () => {
      expect(copyTerm(new Proxy({ a: [1] }, {}))).to.deep.equal({ a: [1] });
      expect(copyTerm(new Proxy([1, { b: 2 }], {}))).to.deep.equal([1, { b: 2 }]);
    });

    it('names a proxy of an error whose traps throw', () => {
      const throws = (): never => {
        throw boom;
      };
      const sent = new Proxy(Object.assign(new Error('x'), { code: 1 }), { getOwnPropertyDescriptor: throws });
      expect(refusal([sent]).cause).to.equal(boom);
      expect(refusal([sent]).problem).to.contain('at [0] stands an Error');
    });

    it('ends when an accessor copies its own object', () => {
      const sent = {
        get self(): unknown {
          return copyTerm(sent);
        },
      };
      expect(refusal(sent).problem).to.contain('at .self stands an accessor that throws');
    });

    it('ends no program whose stack is nearly used up', async () => {
      const { code, stdout, stderr } = await runProgram(new URL('refusals.fixture.js', import.meta.url));
      expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: ['refused 100 times'], stderr: [] });
    });

    it('survives an accessor that copies as well', () => {
      const sent = {
        get inner(): unknown {
          return copyTerm({ a: [1] });
        },
      };
      expect(copyTerm([sent, sent])).to.deep.equal([{ inner: { a: [1] } }, { inner: { a: [1] } }]);
    });
  });
});
