import { expect } from 'chai';
import { ContainerModule, inject, injectable, preDestroy } from 'inversify';
import { Process, Runtime } from '../../lib/index.js';
import { CollectingLogger, startRuntime } from '../semantics/support.js';

/** Where processes under test write down what they were given. */
const given: unknown[] = [];

@injectable()
class Prices {}

@injectable()
class Till {
  constructor(@inject(Prices) readonly prices: Prices) {}
}

const shop = new ContainerModule(({ bind }) => {
  bind(Prices).toSelf().inSingletonScope();
  bind(Till).toSelf();
  bind<string>('currency').toConstantValue('EUR');
});

describe('bindings of one’s own', () => {
  const world = startRuntime({ modules: [shop] });

  @Process()
  class Clerk {
    constructor(@inject('currency') readonly currency: string) {
      given.push(currency);
    }
  }
  beforeEach(() => {
    given.length = 0;
  });

  it('are got from the runtime too', () => {
    expect(world.runtime.get<string>('currency')).to.equal('EUR');
    expect(world.runtime.get(Till).prices).to.equal(world.runtime.get(Prices));
  });

  it('may be added later: processes spawned from then on see them', async () => {
    world.runtime.spawn(Clerk);
    await world.settled();
    const module = new ContainerModule(({ rebind }) => void rebind<string>('currency').toConstantValue('CHF'));
    expect(world.runtime.bind(module)).to.equal(world.runtime);
    world.runtime.spawn(Clerk);
    await world.settled();
    expect(given).to.deep.equal(['EUR', 'CHF']);
  });

  it('may say how a process class is made', async () => {
    world.runtime.bind(new ContainerModule(({ bind }) => void bind(Clerk).toDynamicValue(() => new Clerk('from the binding'))));
    world.runtime.spawn(Clerk);
    await world.settled();
    expect(given).to.deep.equal(['from the binding']);
  });

  it('are of one runtime only', async () => {
    const logger = new CollectingLogger();
    const other = await Runtime.start({ logger, modules: [new ContainerModule(({ bind }) => void bind<string>('currency').toConstantValue('JPY'))] });
    other.spawn(Clerk);
    await other.run(() => 'the clerk has started');
    world.runtime.spawn(Clerk);
    await world.settled();
    expect(given).to.deep.equal(['JPY', 'EUR']);
    await other.stop();
  });

  it('that are singletons are let go when the runtime stops', async () => {
    const gone: string[] = [];
    @injectable()
    class Connection {
      @preDestroy()
      close(): void {
        gone.push('closed');
      }
    }
    const runtime = await Runtime.start({ modules: [new ContainerModule(({ bind }) => void bind(Connection).toSelf().inSingletonScope())] });
    runtime.get(Connection);
    await runtime.stop();
    expect(gone).to.deep.equal(['closed']);
  });
});
