import { expect } from 'chai';
import { ContainerModule, inject, injectable, postConstruct } from 'inversify';
import {
  Clock,
  Host,
  Lifecycle,
  Linker,
  Logger,
  Monitor,
  Process,
  Receive,
  Registry,
  Runtime,
  Scheduler,
  self,
  send,
  Timers,
  type Pid,
  type SpawnableClass,
} from '../../lib/index.js';
import '../identity.js';
import { startRuntime } from '../semantics/support.js';

/** Where processes under test write down what they were given. */
const given: unknown[] = [];

@injectable()
class Prices {
  static made = 0;
  readonly number = ++Prices.made;
}

@injectable()
class Till {
  constructor(@inject(Prices) readonly prices: Prices) {}
}

const shop = new ContainerModule(({ bind }) => {
  bind(Prices).toSelf().inSingletonScope();
  bind(Till).toSelf();
  bind<string>('currency').toConstantValue('EUR');
});

describe('services in class processes', () => {
  const world = startRuntime({ modules: [shop] });
  beforeEach(() => {
    given.length = 0;
  });

  /** Starts a process of a class and lets it begin. */
  async function start(Class: SpawnableClass<object>): Promise<Pid> {
    const pid = world.runtime.spawn(Class);
    await world.settled();
    return pid;
  }

  it('come into the constructor by their types', async () => {
    @Process()
    class Clerk {
      constructor(till: Till, logger: Logger) {
        given.push(till, logger);
      }
    }
    await start(Clerk);
    expect(given[0]).to.be.instanceOf(Till).with.property('prices').that.is.instanceOf(Prices);
    expect(given[1]).to.equal(world.logger);
  });

  it('come into the constructor by their tokens', async () => {
    @Process()
    class Clerk {
      constructor(@inject('currency') currency: string, @inject(Prices) prices: Prices) {
        given.push(currency, prices);
      }
    }
    await start(Clerk);
    expect(given[0]).to.equal('EUR');
    expect(given[1]).to.be.instanceOf(Prices);
  });

  it('come into properties', async () => {
    @Process()
    class Clerk {
      @inject('currency') private readonly currency: string = 'none';

      init(): void {
        given.push(this.currency);
      }
    }
    await start(Clerk);
    expect(given).to.deep.equal(['EUR']);
  });

  it('are those of the runtime, the runtime itself among them', async () => {
    @Process()
    class Clerk {
      constructor(
        runtime: Runtime,
        registry: Registry,
        linker: Linker,
        monitor: Monitor,
        timers: Timers,
        scheduler: Scheduler,
        lifecycle: Lifecycle,
        clock: Clock,
        host: Host,
      ) {
        given.push(runtime, registry, linker, monitor, timers, scheduler, lifecycle, clock, host);
      }
    }
    await start(Clerk);
    const { runtime } = world;
    const services = [Registry, Linker, Monitor, Timers, Scheduler, Lifecycle, Clock, Host].map((Service) => runtime.get<object>(Service));
    expect(given).to.have.lengthOf(9);
    [runtime, ...services].forEach((service, n) => expect(given[n]).to.equal(service));
  });

  it('are there before init runs, and in handlers', async () => {
    @Process()
    class Clerk {
      constructor(@inject('currency') private readonly currency: string) {}

      init(sign: string): void {
        given.push([sign, this.currency]);
      }

      @Receive('go')
      go(_: 'go'): void {
        given.push(this.currency);
      }
    }
    const pid = world.runtime.spawn(Clerk, '€');
    send(pid, 'go');
    await world.settled();
    expect(given).to.deep.equal([['€', 'EUR'], 'EUR']);
  });

  it('are shared or made anew, as their binding says', async () => {
    @Process()
    class Clerk {
      constructor(till: Till) {
        given.push(till);
      }
    }
    await start(Clerk);
    await start(Clerk);
    const [first, second] = given;
    expect(first).to.not.equal(second);
    expect(first).to.have.property('prices').that.equals(Object(second).prices);
  });

  it('come into a subclass that has no constructor of its own', async () => {
    class Base {
      constructor(@inject('currency') currency: string) {
        given.push(currency);
      }
    }
    @Process()
    class Clerk extends Base {}
    await start(Clerk);
    expect(given).to.deep.equal(['EUR']);
  });

  it('come into a class that is injectable already', async () => {
    @Process()
    @injectable()
    class Clerk {
      constructor(till: Till) {
        given.push(till);
      }
    }
    await start(Clerk);
    expect(given[0]).to.be.instanceOf(Till);
  });

  it('let the container call what it calls after construction', async () => {
    @Process()
    class Clerk {
      @postConstruct()
      ready(): void {
        given.push('ready');
      }

      init(): void {
        given.push('init');
      }
    }
    await start(Clerk);
    expect(given).to.deep.equal(['ready', 'init']);
  });

  it('give each process an instance of its own', async () => {
    @Process()
    class Clerk {
      init(): void {
        given.push(this);
      }
    }
    await start(Clerk);
    await start(Clerk);
    expect(given).to.have.lengthOf(2);
    expect(given[0]).to.not.equal(given[1]);
  });

  it('may use the verbs of the process in their constructors', async () => {
    @injectable()
    class Whoami {
      readonly pid = self();
    }
    world.runtime.bind(new ContainerModule(({ bind }) => void bind(Whoami).toSelf()));
    @Process()
    class Clerk {
      constructor(whoami: Whoami) {
        given.push(whoami.pid);
      }
    }
    const pid = await start(Clerk);
    expect(given).to.deep.equal([pid]);
  });

  it('that nobody has bound end the new process, and it alone', async () => {
    @Process()
    class Clerk {
      constructor(@inject('nobody binds this') missing: unknown) {
        given.push(missing);
      }
    }
    const pid = await start(Clerk);
    expect(given).to.deep.equal([]);
    expect(await world.run(() => Process.isAlive(pid))).to.equal(false);
    expect(world.logger.crashLines).to.have.lengthOf(1);
    expect(world.logger.crashLines[0]).to.match(/Clerk\.constructor.*nobody binds this/);
  });

  it('whose constructor throws end the new process, and it alone', async () => {
    @Process()
    class Clerk {
      constructor(@inject('faulty') service: unknown) {
        given.push(service);
      }
    }
    world.runtime.bind(
      new ContainerModule(({ bind }) => {
        bind('faulty').toDynamicValue(() => {
          throw new Error('no database');
        });
      }),
    );
    await start(Clerk);
    expect(world.logger.crashes).to.have.lengthOf(1);
    expect(world.logger.crashLines[0]).to.include('no database');
  });
});
