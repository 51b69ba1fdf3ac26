import { expect } from 'chai';
import { Receive } from '../../decorators/index.js';
import { P } from '../../lib/kernel/pattern.js';
import { readHandlers } from '../../lib/metadata/handler-metadata.js';
import { readProcessMetadata } from '../../lib/metadata/process-metadata.js';
import { apply, errorOf } from './catch-error.js';

function table(Class: object): unknown[] {
  return readHandlers(Class).map(({ pattern, method }) => [pattern, method]);
}

describe('@Receive', () => {
  class Counter {
    @Receive(['increment', P.number])
    increment([, by]: ['increment', number]): number {
      return by;
    }

    @Receive('stop')
    stop(_: 'stop'): string {
      return 'base';
    }

    @Receive(['load', P.string])
    async load([, path]: ['load', string]): Promise<string> {
      return path;
    }

    @Receive('walk')
    *walk(): Generator<unknown, void> {
      yield;
    }

    @Receive('hidden')
    private hidden(): string {
      return 'hidden';
    }
  }

  it('records handlers in source order', () => {
    expect(readHandlers(Counter).map(({ method }) => method)).to.deep.equal(['increment', 'stop', 'load', 'walk', 'hidden']);
  });

  it('records the pattern that it was given', () => {
    const pattern = { type: 'x', size: P.number };
    class Sized {
      @Receive(pattern) size() {}
    }
    expect(readHandlers(Sized)[0]?.pattern).to.equal(pattern);
  });

  it('leaves the method as it is', () => {
    expect(new Counter().increment(['increment', 2])).to.equal(2);
  });

  it('does not make a class a process class', () => {
    expect(readProcessMetadata(Counter)).to.equal(undefined);
  });

  it('records several patterns of one method from top to bottom', () => {
    class Door {
      @Receive('open')
      @Receive('unlock')
      @Receive('push')
      open(_: 'open' | 'unlock' | 'push') {}

      @Receive('close') close() {}
    }
    expect(table(Door)).to.deep.equal([['open', 'open'], ['unlock', 'open'], ['push', 'open'], ['close', 'close']]);
  });

  it('takes a method named by a symbol', () => {
    class Disposable {
      @Receive('dispose') [Symbol.iterator]() {}
    }
    expect(readHandlers(Disposable)[0]?.method).to.equal(Symbol.iterator);
  });

  it('keeps the pattern of a method that a subclass overrides bare', () => {
    class Loud extends Counter {
      override stop(_: 'stop'): string {
        return 'sub';
      }
    }
    expect(table(Loud)).to.deep.equal(table(Counter));
  });

  it('replaces the pattern of a method that a subclass decorates again', () => {
    class Polite extends Counter {
      @Receive(['stop', 'please'])
      override stop(_: unknown): string {
        return 'sub';
      }

      @Receive('wave') wave() {}
    }
    expect(table(Polite).slice(1, 2)).to.deep.equal([[['stop', 'please'], 'stop']]);
    expect(table(Polite).slice(-1)).to.deep.equal([['wave', 'wave']]);
    expect(table(Counter)[1]).to.deep.equal(['stop', 'stop']);
  });

  context('on something else than a method', () => {
    const decorator = Receive('stop');

    it('refuses a property', () => {
      const error = errorOf(() => apply(decorator, Counter.prototype, 'count', undefined));
      expect(error.code).to.equal('BEAMWORK_NOT_A_METHOD');
      expect(error.problem).to.equal('@Receive stands on Counter.count, which is a property');
      expect(error.remedy).to.contain('put @Receive(...) on a method');
    });

    it('refuses an accessor', () => {
      const error = errorOf(() => apply(decorator, Counter.prototype, 'size', { get: () => 1, configurable: true }));
      expect(error.problem).to.equal('@Receive stands on Counter.size, which is an accessor');
    });

    it('refuses a static method', () => {
      const error = errorOf(() => apply(decorator, Counter, 'make', { value: () => {} }));
      expect(error.problem).to.equal('@Receive stands on Counter.make, which is static');
    });

    it('refuses a parameter', () => {
      const error = errorOf(() => apply(decorator, Counter.prototype, 'stop', 0));
      expect(error.problem).to.equal('@Receive stands on Counter.stop, which is a parameter');
    });

    it('refuses a class', () => {
      const error = errorOf(() => apply(decorator, Counter));
      expect(error.problem).to.equal('@Receive stands on Counter, which is a class');
    });

    it('names a symbol and a class without name', () => {
      const error = errorOf(() => apply(decorator, (class {}).prototype, Symbol('x'), undefined));
      expect(error.problem).to.equal('@Receive stands on (anonymous class).Symbol(x), which is a property');
    });

    it('records nothing', () => {
      class Clean {}
      errorOf(() => apply(decorator, Clean.prototype, 'count', undefined));
      expect(readHandlers(Clean)).to.deep.equal([]);
    });
  });

  it('refuses code that was compiled for standard decorators', () => {
    const error = errorOf(() => apply(Receive('stop'), () => {}, { kind: 'method', name: 'stop', static: false }));
    expect(error.code).to.equal('BEAMWORK_METADATA_MISSING');
    expect(error.problem).to.contain('@Receive on stop');
    expect(error.remedy).to.contain('experimentalDecorators').and.to.contain('emitDecoratorMetadata');
  });
});
