import { inject } from 'inversify';
import { expect } from 'chai';
import { Application, BeamworkError, Call, call, DynamicSupervisor, type LifecycleHooks, Module, Process, Registry, Runtime, showTree, treeToMermaid } from '../../lib/index.js';
import { CollectingLogger } from '../semantics/support.js';

const log: string[] = [];

class Config {
  readonly currency = 'EUR';
}

class Database implements LifecycleHooks {
  constructor(readonly url: string) {}

  onModuleInit(): void {
    log.push(`database at ${this.url}`);
  }

  onModuleDestroy(): void {
    log.push('database told');
  }

  onApplicationShutdown(signal?: string): void {
    log.push(`database closed ${String(signal)}`);
  }
}

@Process({ name: 'ledger', trapExit: true })
class Ledger {
  constructor(private readonly database: Database) {}

  init(): void {
    log.push('ledger starts');
  }

  @Call(['url'])
  url(_: ['url']): string {
    return this.database.url;
  }

  terminate(): void {
    log.push('ledger ends');
  }
}

@Module({
  providers: [Config, { provide: Database, useFactory: async (config: Config) => new Database(`db/${config.currency}`), inject: [Config] }],
  exports: [Database],
  processes: [Ledger],
})
class StoreModule {}

@Process({ name: 'till', trapExit: true })
class Till {
  constructor(@inject('greeting') private readonly greeting: string, private readonly database: Database, private readonly registry: Registry) {}

  init(start: number): void {
    log.push(`till starts with ${start}`);
  }

  @Call(['greet'])
  greet(_: ['greet']): string {
    return `${this.greeting} ${this.database.url} ${this.registry.registered().length}`;
  }

  terminate(): void {
    log.push('till ends');
  }
}

@Module({ imports: [StoreModule], providers: [{ provide: 'greeting', useValue: 'hello' }], processes: [[Till, 5]] })
class ShopModule implements LifecycleHooks {
  onApplicationBootstrap(): void {
    log.push('shop is open');
  }

  async beforeApplicationShutdown(): Promise<void> {
    log.push('shop closes');
  }
}

@Process()
class Broken {
  init(): void {
    throw new Error('no paper');
  }
}

@Module({ processes: [Ledger, Broken], providers: [Config, { provide: Database, useValue: new Database('none') }] })
class PrinterModule {}

@Module({ imports: [PrinterModule] })
class OfficeModule {}

describe('Application', () => {
  const logger = new CollectingLogger();
  let application: Application | undefined;

  const start = async (root: new () => object): Promise<Application> => (application = await Application.start(root, { logger, signals: false }));

  beforeEach(() => {
    log.length = 0;
  });

  afterEach(async () => {
    await application?.stop();
    application = undefined;
  });

  it('starts what is imported before what imports it, services before processes', async () => {
    await start(ShopModule);
    expect(log).to.deep.equal(['database at db/EUR', 'ledger starts', 'till starts with 5', 'shop is open']);
  });

  it('gives processes the services of their module, what imports export, and those of the runtime', async () => {
    const { runtime } = await start(ShopModule);
    const till = runtime.get(Registry).whereis('till');
    expect(till === undefined ? undefined : await call(till, ['greet'])).to.equal('hello db/EUR 2');
  });

  it('stops in the reverse order, with hooks before and after', async () => {
    const { ended } = await start(ShopModule);
    log.length = 0;
    expect(await application?.stop('SIGTERM')).to.deep.equal({ reason: 'shutdown', clean: true });
    expect(log).to.deep.equal(['database told', 'shop closes', 'till ends', 'ledger ends', 'database closed SIGTERM']);
    expect(await ended).to.deep.equal({ reason: 'shutdown', clean: true });
  });

  it('shows the living tree as data, as text and as a chart', async () => {
    const tree = await (await start(ShopModule)).tree();
    const plain = showTree(tree).replaceAll(/#PID<[\d.]+>/g, 'pid');
    expect(plain).to.equal(['ShopModule pid', '├─ StoreModule pid', '│  └─ Ledger pid', '└─ Till pid'].join('\n'));
    expect(treeToMermaid(tree)).to.match(/^flowchart TD\n {2}n0\("ShopModule #PID<[\d.]+>"\)/);
  });

  it('shows children without an id by their label, their name or their class, in the order of their start', async () => {
    @Process()
    class Lot {
      init(label?: string): void {
        if (label !== undefined) Process.setLabel(label);
      }
    }
    @Module({ processes: [[DynamicSupervisor, { name: 'lots' }]] })
    class LotsModule {}
    const { runtime, tree } = await start(LotsModule).then((each) => ({ runtime: each.runtime, tree: () => each.tree() }));
    await runtime.run(function* () {
      for (const args of [['first'], ['second'], []]) yield* DynamicSupervisor.startChild('lots', [Lot, ...args]);
    });
    const plain = showTree(await tree()).replaceAll(/ #PID<[\d.]+>/g, '');
    expect(plain).to.equal(['LotsModule', '└─ lots', '   ├─ first', '   ├─ second', '   └─ Lot'].join('\n'));
  });

  it('asks nothing of a child that calls itself a supervisor and is none', async () => {
    @Process({ name: 'pretender' })
    class Pretender {}
    @Module({ processes: [{ id: 'pretender', start: [Pretender], type: 'supervisor' }] })
    class PretendingModule {}
    const each = await start(PretendingModule);
    expect(showTree(await each.tree()).replaceAll(/ #PID<[\d.]+>/g, '')).to.equal('PretendingModule\n└─ pretender');
    expect(each.runtime.get(Registry).whereis('pretender')).not.to.equal(undefined);
  });

  it('names the path to what cannot start, and stops what has started', async () => {
    const failure: unknown = await Application.start(OfficeModule, { logger, signals: false }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(BeamworkError).with.property('problem', 'OfficeModule > PrinterModule > Broken: init failed: no paper');
    expect(log).to.deep.equal(['database at none', 'ledger starts', 'ledger ends', 'database told', 'database closed undefined']);
  });

  it('keeps its runtime to itself, or uses one that is given and leaves it running', async () => {
    const runtime = await Runtime.start({ logger });
    const own = await Application.start(StoreModule, { runtime, signals: false });
    expect(own.runtime).to.equal(runtime);
    await own.stop();
    expect(await runtime.run(() => 'still here')).to.equal('still here');
    await runtime.stop();
  });

  it('ends, and says so, when the root module has given up', async () => {
    const { exitCode } = process;
    @Process({ name: 'weak' })
    class Weak {
      @Call(['break'])
      break(_: ['break']): string {
        throw new Error('broken');
      }
    }
    @Module({ processes: [Weak], maxRestarts: 0 })
    class WeakModule {}
    const { runtime, ended } = await start(WeakModule);
    const weak = runtime.get(Registry).whereis('weak');
    if (weak !== undefined) await call(weak, ['break']).then(undefined, () => {});
    expect(await ended).to.deep.equal({ reason: 'shutdown', clean: false });
    expect(process.exitCode).to.equal(1);
    process.exitCode = exitCode;
  });
});

describe('A tree of modules', () => {
  it('starts a module once that is imported twice', async () => {
    @Module({ imports: [StoreModule] })
    class A {}
    @Module({ imports: [StoreModule] })
    class B {}
    @Module({ imports: [A, B] })
    class Both {}
    log.length = 0;
    const application = await Application.start(Both, { signals: false });
    const text = showTree(await application.tree()).replaceAll(/ #PID<[\d.]+>/g, '');
    await application.stop();
    expect(text).to.equal(['Both', '├─ A', '│  └─ StoreModule', '│     └─ Ledger', '└─ B'].join('\n'));
    expect(log.filter((line) => line === 'ledger starts')).to.have.lengthOf(1);
  });

  const problems: readonly [title: string, make: () => new () => object, problem: RegExp][] = [
    ['an import that is no module', () => withImports([Config]), /^Root imports .*Config.*, which has no @Module decorator$/],
    ['an undefined import', () => withImports([undefined]), /^Root imports undefined$/],
    ['a provider of no known form', () => withProviders([{ provide: 'x' }]), /^Root has the provider/],
    ['an export that nobody provides', () => withExports(['x']), /^Root exports "x", which it neither provides nor imports$/],
  ];

  for (const [title, make, problem] of problems) {
    it(`refuses ${title}`, async () => {
      const failure: unknown = await Application.start(make(), { signals: false }).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(BeamworkError).with.property('code', 'BEAMWORK_BAD_MODULE');
      expect(failure).to.have.property('problem').that.matches(problem);
    });
  }

  it('refuses options that there are not', () => {
    class Root {}
    const decorate: unknown = Reflect.apply(Module, undefined, [{ process: [] }]);
    expect(() => Reflect.apply(decorate as () => void, undefined, [Root])).to.throw(BeamworkError, '@Module on Root: there is no option "process"');
  });
});

function withImports(imports: readonly unknown[]): new () => object {
  return decorated({ imports });
}

function withProviders(providers: readonly unknown[]): new () => object {
  return decorated({ providers });
}

function withExports(exports: readonly unknown[]): new () => object {
  return decorated({ exports });
}

function decorated(options: object): new () => object {
  class Root {}
  Module(options)(Root);
  return Root;
}
