import { expect } from 'chai';
import { Call, Cast, Continue, Receive } from '../../decorators/index.js';
import { P } from '../../lib/kernel/pattern.js';
import { readHandlers } from '../../lib/metadata/handler-metadata.js';
import { apply, errorOf } from './catch-error.js';

function table(Class: object): unknown[] {
  return readHandlers(Class).map(({ kind, pattern, method }) => [kind, pattern, method]);
}

const decorators: readonly [name: string, kind: string, Handles: typeof Call][] = [
  ['Call', 'call', Call],
  ['Cast', 'cast', Cast],
  ['Continue', 'continue', Continue],
];

for (const [name, kind, Handles] of decorators) {
  describe(`@${name}`, () => {
    class Base {
      @Handles(['add', P.number])
      add([, n]: ['add', number]): number {
        return n;
      }

      @Receive(['add', P.number])
      addQuietly([, n]: ['add', number]): void {
        this.add(['add', n]);
      }

      @Handles('sum')
      *sum(_: 'sum'): Generator<unknown, number> {
        yield;
        return 0;
      }

      @Handles({ type: 'wait', ms: P.number })
      async wait({ ms }: { type: 'wait'; ms: number }): Promise<number> {
        return ms;
      }
    }

    it('records handlers in source order, and apart from those of other kinds', () => {
      expect(table(Base).map((row) => (Array.isArray(row) ? [row[0], row[2]] : row))).to.deep.equal([
        [kind, 'add'],
        ['receive', 'addQuietly'],
        [kind, 'sum'],
        [kind, 'wait'],
      ]);
    });

    it('records several patterns of one method from top to bottom', () => {
      class Door {
        @Handles('open')
        @Handles('unlock')
        open(_: 'open' | 'unlock'): void {}
      }
      expect(table(Door)).to.deep.equal([
        [kind, 'open', 'open'],
        [kind, 'unlock', 'open'],
      ]);
    });

    it('may stand on one method with a decorator of another kind', () => {
      class Both {
        @Handles('go')
        @Receive('go')
        go(_: 'go'): void {}
      }
      expect(table(Both)).to.deep.equal([
        [kind, 'go', 'go'],
        ['receive', 'go', 'go'],
      ]);
    });

    it('leaves the method as it is', async () => {
      expect(await new Base().wait({ type: 'wait', ms: 5 })).to.equal(5);
    });

    it('passes to a subclass, which may override the method bare or decorate it again', () => {
      class Bare extends Base {
        override add([, n]: ['add', number]): number {
          return n + 1;
        }
      }
      class Again extends Base {
        @Handles('total')
        override *sum(_: unknown): Generator<unknown, number> {
          yield;
          return 1;
        }
      }
      expect(table(Bare)).to.deep.equal(table(Base));
      expect(table(Again)[2]).to.deep.equal([kind, 'total', 'sum']);
    });

    it('refuses a property, an accessor, a static method and a parameter', () => {
      const decorator = Handles('x');
      for (const [target, key, descriptor, what] of [
        [Base.prototype, 'count', undefined, 'a property'],
        [Base.prototype, 'size', { get: () => 1, configurable: true }, 'an accessor'],
        [Base, 'make', { value: () => {} }, 'static'],
        [Base.prototype, 'add', 0, 'a parameter'],
      ] as const) {
        const error = errorOf(() => apply(decorator, target, key, descriptor));
        expect(error.code).to.equal('BEAMWORK_NOT_A_METHOD');
        expect(error.problem).to.equal(`@${name} stands on Base.${key}, which is ${what}`);
      }
    });

    it('refuses code that was compiled for standard decorators', () => {
      const error = errorOf(() => apply(Handles('x'), () => {}, { kind: 'method', name: 'x', static: false }));
      expect(error.code).to.equal('BEAMWORK_METADATA_MISSING');
    });
  });
}
