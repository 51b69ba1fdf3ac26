import { expect } from 'chai';
import { Container, inject, injectable } from 'inversify';
import { Process } from '../../decorators/index.js';
import { constructorDependencies } from '../../lib/metadata/injection.js';
import { readProcessMetadata } from '../../lib/metadata/process-metadata.js';
import { apply, errorOf } from './catch-error.js';

class Log {}

describe('@Process', () => {
  it('records defaults for what is not said', () => {
    @Process()
    class Counter {}
    expect(readProcessMetadata(Counter)).to.deep.equal({ trapExit: false, priority: 'normal', unmatched: 'keep' });
  });

  it('records the options', () => {
    @Process({ name: 'counter', label: 'counts', trapExit: true, priority: 'max', unmatched: 'drop' })
    class Counter {}
    expect(readProcessMetadata(Counter)).to.deep.equal({
      name: 'counter',
      label: 'counts',
      trapExit: true,
      priority: 'max',
      unmatched: 'drop',
    });
  });

  it('leaves the class as it is', () => {
    @Process()
    class Counter {
      constructor(readonly count = 1) {}
    }
    expect(new Counter(2).count).to.equal(2);
    expect(Counter.name).to.equal('Counter');
  });

  it('speaks for its own class only', () => {
    @Process({ trapExit: true })
    class Base {}
    class Sub extends Base {}
    expect(readProcessMetadata(Sub)).to.equal(undefined);
  });

  it('takes an option that is undefined as not given', () => {
    class Counter {}
    apply(Reflect.apply(Process, undefined, [{ priority: undefined }]), Counter);
    expect(readProcessMetadata(Counter)?.priority).to.equal('normal');
  });

  context('with constructor parameters', () => {
    it('lets the container fill them by their types', () => {
      @Process()
      class Worker {
        constructor(readonly log: Log) {}
      }
      const container = new Container();
      container.bind(Log).toSelf();
      container.bind(Worker).toSelf();
      expect(container.get(Worker).log).to.be.instanceOf(Log);
      expect(constructorDependencies(Worker)).to.deep.equal({ parameters: 1, typed: true, injected: true });
    });

    it('lets the container fill them by @inject', () => {
      @Process()
      class Worker {
        constructor(@inject('log') readonly log: unknown) {}
      }
      const container = new Container();
      container.bind('log').toConstantValue(7);
      container.bind(Worker).toSelf();
      expect(container.get(Worker).log).to.equal(7);
    });

    it('stands beside @injectable, above or below', () => {
      @injectable()
      @Process()
      class Above {
        constructor(readonly log: Log) {}
      }
      @Process()
      @injectable()
      class Below {
        constructor(readonly log: Log) {}
      }
      const container = new Container({ autobind: true });
      expect(container.get(Above).log).to.be.instanceOf(Log);
      expect(container.get(Below).log).to.be.instanceOf(Log);
    });
  });

  context('with options that mean nothing', () => {
    const wrong: readonly [options: unknown, problem: string, remedy: string][] = [
      [{ trapexit: true }, 'there is no option "trapexit"', 'the options are name, label, trapExit, priority, unmatched'],
      [{ toString: true }, 'there is no option "toString"', 'the options are name, label, trapExit, priority, unmatched'],
      [{ priority: 'urgent' }, 'priority is "urgent"', 'give one of "low", "normal", "high", "max"'],
      [{ unmatched: 1 }, 'unmatched is 1', 'give one of "keep", "log", "drop", "crash"'],
      [{ trapExit: 'yes' }, 'trapExit is "yes"', 'give one of true, false'],
      [{ name: '' }, 'name is ""', 'give a string that is not empty'],
      [{ name: Symbol('s') }, 'name is Symbol(s)', 'give a string that is not empty'],
      ['counter', 'the options are "counter"', 'write @Process() or @Process({ ... }) with name, label, trapExit, priority, unmatched'],
      [null, 'the options are null', 'write @Process() or @Process({ ... }) with name, label, trapExit, priority, unmatched'],
    ];
    for (const [options, problem, remedy] of wrong) {
      it(`says that ${problem}`, () => {
        class Counter {}
        const decorator: object = Reflect.apply(Process, undefined, [options]);
        const error = errorOf(() => apply(decorator, Counter));
        expect(error.code).to.equal('BEAMWORK_BAD_OPTION');
        expect(error.problem).to.equal(`@Process on Counter: ${problem}`);
        expect(error.remedy).to.equal(remedy);
        expect(readProcessMetadata(Counter)).to.equal(undefined);
      });
    }
  });

  context('on something else than a class', () => {
    class Counter {}

    it('refuses a method', () => {
      const error = errorOf(() => apply(Process(), Counter.prototype, 'stop', { value: () => {} }));
      expect(error.code).to.equal('BEAMWORK_BAD_OPTION');
      expect(error.problem).to.equal('@Process stands on Counter.stop, which is no class');
      expect(error.remedy).to.contain('@Receive(pattern)');
    });

    it('refuses a static method', () => {
      const error = errorOf(() => apply(Process(), Counter, 'make', { value: () => {} }));
      expect(error.problem).to.equal('@Process stands on Counter.make, which is no class');
    });

    for (const [kind, value] of [['an arrow function', () => {}], ['a generator function', function* () {}], ['an object', {}], ['nothing', undefined]] as const) {
      it(`refuses ${kind}`, () => {
        const error = errorOf(() => apply(Process(), value));
        expect(error.code).to.equal('BEAMWORK_BAD_OPTION');
        expect(error.problem).to.match(/^@Process stands on .*, which is no class$/);
      });
    }

    it('refuses to go without parentheses', () => {
      const error = errorOf(() => apply(Process, Counter));
      expect(error.code).to.equal('BEAMWORK_BAD_OPTION');
      expect(error.problem).to.equal('@Process on Counter has no parentheses');
    });
  });

  it('refuses code that was compiled for standard decorators', () => {
    class Counter {}
    const error = errorOf(() => apply(Process(), Counter, { kind: 'class', name: 'Counter' }));
    expect(error.code).to.equal('BEAMWORK_METADATA_MISSING');
    expect(error.problem).to.contain('@Process on Counter');
    expect(error.remedy).to.contain('experimentalDecorators').and.to.contain('emitDecoratorMetadata');
  });
});
