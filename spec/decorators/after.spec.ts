import { expect } from 'chai';
import { After } from '../../decorators/index.js';
import { readAfter } from '../../lib/metadata/handler-metadata.js';
import { apply, errorOf } from './catch-error.js';

describe('@After', () => {
  class Session {
    @After(5_000)
    expire() {
      return 'expired';
    }
  }

  it('records time and method', () => {
    expect(readAfter(Session)).to.deep.equal({ ms: 5_000, method: 'expire' });
  });

  it('leaves the method as it is', () => {
    expect(new Session().expire()).to.equal('expired');
  });

  it('passes to a subclass that overrides the method bare', () => {
    class Sub extends Session {
      override expire() {
        return 'sub';
      }
    }
    expect(readAfter(Sub)).to.deep.equal({ ms: 5_000, method: 'expire' });
  });

  it('of a subclass replaces that of the base, on whatever method', () => {
    class Sub extends Session {
      @After(10) sooner() {}
    }
    expect(readAfter(Sub)).to.deep.equal({ ms: 10, method: 'sooner' });
    expect(readAfter(Session)).to.deep.equal({ ms: 5_000, method: 'expire' });
  });

  for (const ms of [0, 0.5, Infinity]) {
    it(`takes ${ms} milliseconds`, () => {
      class Timed {
        @After(ms) idle() {}
      }
      expect(readAfter(Timed)?.ms).to.equal(ms);
    });
  }

  for (const [ms, shown] of [[NaN, 'NaN'], [-1, '-1'], ['5s', '"5s"'], [undefined, 'undefined'], [5n, '5n']] as const) {
    it(`refuses ${shown} as a time`, () => {
      const decorator: object = Reflect.apply(After, undefined, [ms]);
      const error = errorOf(() => apply(decorator, Session.prototype, 'idle', { value: () => {} }));
      expect(error.code).to.equal('BEAMWORK_BAD_TIMEOUT');
      expect(error.problem).to.equal(`@After on Session.idle cannot wait for ${shown}`);
      expect(error.remedy).to.contain('Infinity');
    });
  }

  it('refuses a second one in one class', () => {
    const error = errorOf(() => {
      class Twice {
        @After(1) first() {}
        @After(2) second() {}
      }
      return Twice;
    });
    expect(error.code).to.equal('BEAMWORK_BAD_OPTION');
    expect(error.problem).to.equal('@After on Twice.second is the second in its class: Twice.first has one');
  });

  it('refuses a property', () => {
    const error = errorOf(() => apply(After(1), Session.prototype, 'count', undefined));
    expect(error.code).to.equal('BEAMWORK_NOT_A_METHOD');
    expect(error.problem).to.equal('@After stands on Session.count, which is a property');
  });

  it('refuses code that was compiled for standard decorators', () => {
    const error = errorOf(() => apply(After(1), () => {}, { kind: 'method', name: 'idle' }));
    expect(error.code).to.equal('BEAMWORK_METADATA_MISSING');
  });
});
