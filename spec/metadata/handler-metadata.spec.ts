import { expect } from 'chai';
import { readAfter, readHandlers, readOwnAfter, writeAfter, writeHandler } from '../../lib/metadata/handler-metadata.js';

/** `[pattern, method]` of each handler, in order. */
function table(Class: object): unknown[] {
  return readHandlers(Class).map(({ pattern, method }) => [pattern, method]);
}

describe('handler metadata', () => {
  class Base {}
  writeHandler(Base, 'receive', 'a', 'first');
  writeHandler(Base, 'receive', 'b', 'second');
  writeHandler(Base, 'receive', 'c', 'third');

  it('lists handlers in the order in which they were written', () => {
    expect(table(Base)).to.deep.equal([['a', 'first'], ['b', 'second'], ['c', 'third']]);
  });

  it('numbers the handlers from 0', () => {
    expect(readHandlers(Base).map(({ order }) => order)).to.deep.equal([0, 1, 2]);
  });

  it('is empty for a class without handlers', () => {
    expect(readHandlers(class {})).to.deep.equal([]);
  });

  it('is frozen, list and records', () => {
    expect(readHandlers(Base)).to.be.frozen;
    expect(readHandlers(Base)[0]).to.be.frozen;
  });

  it('takes symbols as method names', () => {
    class Disposable {}
    writeHandler(Disposable, 'receive', 'x', Symbol.iterator);
    expect(readHandlers(Disposable)[0]?.method).to.equal(Symbol.iterator);
  });

  it('keeps the pattern as the object that it is', () => {
    class Watcher {}
    const pattern = { type: 'x' };
    writeHandler(Watcher, 'receive', pattern, 'see');
    expect(readHandlers(Watcher)[0]?.pattern).to.equal(pattern);
  });

  it('puts a later pattern of the same method before the earlier ones', () => {
    class Stacked {}
    writeHandler(Stacked, 'receive', 'zero', 'other');
    writeHandler(Stacked, 'receive', 'last', 'many');
    writeHandler(Stacked, 'receive', 'middle', 'many');
    writeHandler(Stacked, 'receive', 'first', 'many');
    expect(table(Stacked)).to.deep.equal([['zero', 'other'], ['first', 'many'], ['middle', 'many'], ['last', 'many']]);
  });

  context('with a subclass', () => {
    it('gives it the handlers of the base', () => {
      expect(table(class extends Base {})).to.deep.equal(table(Base));
    });

    it('puts inherited handlers before its own', () => {
      class Sub extends Base {}
      writeHandler(Sub, 'receive', 'd', 'fourth');
      expect(table(Sub)).to.deep.equal([['a', 'first'], ['b', 'second'], ['c', 'third'], ['d', 'fourth']]);
      expect(readHandlers(Sub).map(({ order }) => order)).to.deep.equal([0, 1, 2, 3]);
    });

    it('replaces an inherited pattern in its place', () => {
      class Sub extends Base {}
      writeHandler(Sub, 'receive', 'B', 'second');
      expect(table(Sub)).to.deep.equal([['a', 'first'], ['B', 'second'], ['c', 'third']]);
    });

    it('replaces all patterns of a method by all new ones', () => {
      class Two {}
      writeHandler(Two, 'receive', 'a2', 'first');
      writeHandler(Two, 'receive', 'a1', 'first');
      writeHandler(Two, 'receive', 'b', 'second');
      class One extends Two {}
      writeHandler(One, 'receive', 'A', 'first');
      class Three extends Two {}
      writeHandler(Three, 'receive', 'A2', 'first');
      writeHandler(Three, 'receive', 'A1', 'first');
      expect(table(One)).to.deep.equal([['A', 'first'], ['b', 'second']]);
      expect(table(Three)).to.deep.equal([['A1', 'first'], ['A2', 'first'], ['b', 'second']]);
    });

    it('leaves the base as it was', () => {
      class Sub extends Base {}
      writeHandler(Sub, 'receive', 'A', 'first');
      writeHandler(Sub, 'receive', 'd', 'fourth');
      expect(table(Base)).to.deep.equal([['a', 'first'], ['b', 'second'], ['c', 'third']]);
    });

    it('keeps siblings apart', () => {
      class Left extends Base {}
      class Right extends Base {}
      writeHandler(Left, 'receive', 'l', 'left');
      writeHandler(Right, 'receive', 'r', 'right');
      expect(table(Left)).to.deep.equal([...table(Base), ['l', 'left']]);
      expect(table(Right)).to.deep.equal([...table(Base), ['r', 'right']]);
    });

    it('reaches over a class that adds nothing', () => {
      class Middle extends Base {}
      class Sub extends Middle {}
      writeHandler(Sub, 'receive', 'C', 'third');
      expect(table(Sub)).to.deep.equal([['a', 'first'], ['b', 'second'], ['C', 'third']]);
    });
  });
});

describe('after metadata', () => {
  class Base {}
  writeAfter(Base, { ms: 10, method: 'idle' });

  it('keeps time and method, frozen', () => {
    expect(readAfter(Base)).to.deep.equal({ ms: 10, method: 'idle' });
    expect(readAfter(Base)).to.be.frozen;
  });

  it('is absent for a class without @After', () => {
    expect(readAfter(class {})).to.equal(undefined);
  });

  it('passes to subclasses, which do not own it', () => {
    class Middle extends Base {}
    class Sub extends Middle {}
    expect(readAfter(Sub)).to.equal(readAfter(Base));
    expect(readOwnAfter(Sub)).to.equal(undefined);
  });

  it('of a subclass stands in place of the inherited one', () => {
    class Sub extends Base {}
    writeAfter(Sub, { ms: 20, method: 'expire' });
    expect(readAfter(Sub)).to.deep.equal({ ms: 20, method: 'expire' });
    expect(readAfter(Base)).to.deep.equal({ ms: 10, method: 'idle' });
  });
});
