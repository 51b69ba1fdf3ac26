import { expect } from 'chai';
import fc from 'fast-check';
import { Shapes } from '../../lib/kernel/copy-shape.js';
import { copyTerm } from '../../lib/kernel/copy-term.js';
import { isShared, share } from '../../lib/kernel/share.js';
import { runProgram } from '../run-program.js';
import { refusal } from './copy-support.js';

/** More copies than it takes until a shape is known. */
const often = 100;

/** The last of many copies. */
function copyOften<T>(value: T): T {
  let copy = value;
  for (let each = 0; each < often; each++) copy = copyTerm(value);
  return copy;
}

describe('an object of a shape that has come often', () => {
  it('is copied by a function of its own', () => {
    const shapes = new Shapes((source) => source);
    const source = { x: 1, y: { z: 2 } };
    for (let each = 0; each < often; each++) shapes.learn(source);
    const copy = shapes.root.with('x')?.with('y')?.copier?.(source, 1);
    expect(copy).to.deep.equal(source);
    expect(copy).to.not.equal(source);
  });

  const values: Record<string, unknown> = {
    'flat fields': { a: 1, b: 'text', c: null, d: undefined, e: true, f: 1.5, g: 10n },
    'objects within objects': { a: { b: { c: [] } }, d: [{ e: 1 }, { e: 2 }] },
    'an order of its own': { second: 2, first: 1 },
    'names that need quotes': { 'a b': 1, '"': 2, '\\': 3, '\n': 4, '\u2028': 5, '`${x}`': 6, '': 7 },
    'names of what its copier uses': { source: 1, value: 2, depth: 3, copyObject: 4 },
    'names that are numbers': { 10: 'ten', 2: 'two', '-1': 'below' },
    'names of methods': { toString: 1, hasOwnProperty: 2, valueOf: 3 },
    'more fields than most': Object.fromEntries(Array.from({ length: 100 }, (_, field) => [`field${field}`, field])),
  };
  for (const [name, value] of Object.entries(values)) {
    it(`keeps ${name}`, () => {
      const copy = copyOften(value);
      expect(copy).to.deep.equal(value);
      expect(copy).to.not.equal(value);
      expect(JSON.stringify(copy, text)).to.equal(JSON.stringify(value, text));
      expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
    });
  }

  it('keeps an own field with the name __proto__', () => {
    const copy = copyOften(JSON.parse('{ "a": 1, "__proto__": { "b": 2 } }'));
    expect(Object.keys(copy)).to.deep.equal(['a', '__proto__']);
    expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
  });

  it('shares nothing with its copy', () => {
    const value = { list: [{ n: 1 }] };
    copyOften(value).list.push({ n: 2 });
    expect(value.list).to.deep.equal([{ n: 1 }]);
  });

  it('may hold what is shared', () => {
    const prices = share({ tea: 3 });
    const { copied } = copyOften({ copied: prices });
    expect(copied).to.equal(prices);
    expect(isShared(copied)).to.equal(true);
  });

  it('may have an accessor, which arrives as its value', () => {
    let reads = 0;
    const copy = copyOften({
      get now() {
        return ++reads;
      },
    });
    expect(copy.now).to.equal(often);
  });

  it('may be part of itself', () => {
    copyOften({ name: 'a', self: undefined });
    const value: { name: string; self: unknown } = { name: 'a', self: undefined };
    value.self = value;
    const copy = copyTerm(value);
    expect(copy.self).to.equal(copy);
    expect(copy.self).to.not.equal(value);
  });

  it('is refused with the path to what cannot be copied', () => {
    copyOften({ order: { by: 1 } });
    expect(refusal({ order: { by: new WeakMap() } }).problem).to.include('order.by');
  });

  it('is not taken for one that inherits its last field', () => {
    copyOften({ own: 1, inherited: 2 });
    const value: unknown = Object.assign(Object.create({ inherited: 2 }), { own: 1 });
    expect(Object.keys(copyTerm(Object(value)))).to.deep.equal(['own']);
  });

  it('is not taken for one with fewer fields, or more', () => {
    copyOften({ a: 1, b: 2 });
    expect(copyTerm({ a: 1 })).to.deep.equal({ a: 1 });
    expect(copyTerm({ a: 1, b: 2, c: 3 })).to.deep.equal({ a: 1, b: 2, c: 3 });
  });

  it('is known again after many tables whose keys never come again', () => {
    for (let each = 0; each < 20_000; each++) {
      const table = Object.fromEntries(Array.from({ length: 10 }, (_, field) => [`key${each}-${field}`, field]));
      expect(Object.keys(copyTerm(table))).to.have.lengthOf(10);
    }
    expect(copyOften({ a: 1, b: [2] })).to.deep.equal({ a: 1, b: [2] });
  });

  it('is copied like any other object, whatever its fields hold', () => {
    const keys = fc.constantFrom('a', 'b', 'c', 'd');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, fc.anything({ maxDepth: 0 }), fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(keys, tie('tree'), { noNullPrototype: true })),
    }));
    fc.assert(fc.property(tree, (value) => void expect(copyTerm(value)).to.deep.equal(value)), { numRuns: 2_000 });
  });

  it('is copied where functions may not be made from text', async () => {
    const { code, stdout, stderr } = await runProgram(new URL('no-generated-code.fixture.js', import.meta.url), [], { node: ['--disallow-code-generation-from-strings'] });
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: ['functions from text: EvalError', 'copied 1000 times'], stderr: [] });
  });
});

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
