import { expect } from 'chai';
import { Container, inject, injectable, type Newable, postConstruct } from 'inversify';
import { constructorDependencies, hasInjectedMembers, makeInjectable } from '../../lib/metadata/injection.js';

class Log {
  readonly kind = 'log';
}
class Clock {
  readonly kind = 'clock';
}

/** Leaves compiler metadata on a class, and does nothing else. */
function compiled(_Class: object): void {}

function containerFor(...classes: Newable[]): Container {
  const container = new Container();
  container.bind(Log).toConstantValue(new Log());
  container.bind(Clock).toConstantValue(new Clock());
  for (const Class of classes) container.bind(Class).toSelf();
  return container;
}

describe('makeInjectable', () => {
  it('lets the container fill typed constructor parameters', () => {
    @compiled
    class Worker {
      constructor(readonly log: Log, readonly clock: Clock) {}
    }
    makeInjectable(Worker);
    const worker = containerFor(Worker).get(Worker);
    expect([worker.log.kind, worker.clock.kind]).to.deep.equal(['log', 'clock']);
  });

  it('lets the container fill parameters marked with @inject', () => {
    class Worker {
      constructor(@inject(Log) readonly log: unknown) {}
    }
    makeInjectable(Worker);
    expect(containerFor(Worker).get(Worker).log).to.be.instanceOf(Log);
  });

  it('respects an earlier @injectable', () => {
    @injectable()
    class Worker {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Worker);
    expect(containerFor(Worker).get(Worker).log).to.be.instanceOf(Log);
  });

  it('leaves room for a later @injectable', () => {
    @compiled
    class Worker {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Worker);
    injectable()(Worker);
    expect(containerFor(Worker).get(Worker).log).to.be.instanceOf(Log);
  });

  it('may be called twice', () => {
    @compiled
    class Worker {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Worker);
    makeInjectable(Worker);
    expect(containerFor(Worker).get(Worker).log).to.be.instanceOf(Log);
  });

  context('with a base class', () => {
    @compiled
    class Base {
      @inject(Clock) readonly clock: Clock | undefined;
      started = 0;
      constructor(readonly log: Log) {}

      @postConstruct()
      start() {
        this.started++;
      }
    }
    makeInjectable(Base);

    it('injects into an inherited constructor', () => {
      class Sub extends Base {}
      makeInjectable(Sub);
      expect(containerFor(Sub).get(Sub).log).to.be.instanceOf(Log);
    });

    it('injects inherited fields', () => {
      class Sub extends Base {}
      makeInjectable(Sub);
      expect(containerFor(Sub).get(Sub).clock).to.be.instanceOf(Clock);
    });

    it('runs an inherited @postConstruct once', () => {
      class Sub extends Base {}
      makeInjectable(Sub);
      expect(containerFor(Sub).get(Sub).started).to.equal(1);
    });

    it('injects across a class that has no decorators', () => {
      class Middle extends Base {}
      class Sub extends Middle {}
      makeInjectable(Sub);
      const sub = containerFor(Sub).get(Sub);
      expect(sub.log).to.be.instanceOf(Log);
      expect(sub.clock).to.be.instanceOf(Clock);
    });

    it('leaves a constructor of its own alone', () => {
      @compiled
      class Sub extends Base {
        constructor(readonly mine: Clock) {
          super(new Log());
        }
      }
      makeInjectable(Sub);
      const sub = containerFor(Sub).get(Sub);
      expect(sub.mine).to.be.instanceOf(Clock);
      expect(constructorDependencies(Sub).parameters).to.equal(1);
    });

    it('leaves a constructor without parameters alone', () => {
      @compiled
      class Sub extends Base {
        readonly given: number;
        constructor() {
          super(new Log());
          this.given = arguments.length;
        }
      }
      makeInjectable(Sub);
      expect(containerFor(Sub).get(Sub).given).to.equal(0);
    });

    it('does not change the base', () => {
      @compiled
      class Sub extends Base {
        @inject(Log) readonly extra: Log | undefined;
        constructor(log: Log, readonly other: Clock) {
          super(log);
        }
      }
      makeInjectable(Sub);
      expect(constructorDependencies(Base).parameters).to.equal(1);
      expect(containerFor(Base).get(Base)).to.not.have.property('extra');
    });
  });
});

describe('constructorDependencies', () => {
  it('sees the types that the compiler left', () => {
    @compiled
    class Worker {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Worker);
    expect(constructorDependencies(Worker)).to.deep.equal({ parameters: 1, typed: true, injected: true });
  });

  it('sees @inject without types', () => {
    class Worker {
      declare log: unknown;
    }
    Reflect.defineProperty(Worker, 'length', { value: 1 });
    inject(Log)(Worker, undefined, 0);
    expect(constructorDependencies(Worker)).to.deep.equal({ parameters: 1, typed: false, injected: true });
  });

  it('sees that a class was compiled without metadata', () => {
    class Worker {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Worker);
    expect(constructorDependencies(Worker)).to.deep.equal({ parameters: 1, typed: false, injected: false });
  });

  it('sees types that name no class', () => {
    @compiled
    class Worker {
      constructor(readonly size: number) {}
    }
    makeInjectable(Worker);
    expect(constructorDependencies(Worker)).to.deep.equal({ parameters: 1, typed: true, injected: false });
  });

  it('counts nothing for a class without constructor', () => {
    class Worker {}
    makeInjectable(Worker);
    expect(constructorDependencies(Worker)).to.deep.equal({ parameters: 0, typed: false, injected: false });
  });

  it('counts the parameters of an inherited constructor', () => {
    @compiled
    class Base {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Base);
    class Sub extends Base {}
    makeInjectable(Sub);
    expect(constructorDependencies(Sub)).to.deep.equal({ parameters: 1, typed: false, injected: true });
  });
});

describe('hasInjectedMembers', () => {
  it('is false for a class that only its constructor serves', () => {
    @compiled
    class Worker {
      constructor(readonly log: Log) {}
    }
    makeInjectable(Worker);
    expect(hasInjectedMembers(Worker)).to.equal(false);
  });

  it('sees an injected field, inherited or own', () => {
    class Base {
      @inject(Log) readonly log: Log | undefined;
    }
    class Sub extends Base {}
    makeInjectable(Sub);
    expect([hasInjectedMembers(Base), hasInjectedMembers(Sub)]).to.deep.equal([true, true]);
  });

  it('sees a method that runs after construction', () => {
    class Worker {
      @postConstruct() start() {}
    }
    makeInjectable(Worker);
    expect(hasInjectedMembers(Worker)).to.equal(true);
  });
});
