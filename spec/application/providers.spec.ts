import { ContainerModule, inject, injectable, optional } from 'inversify';
import { expect } from 'chai';
import { Application, Call, call, Module, type ModuleOptions, Process, Registry } from '../../lib/index.js';
import { CollectingLogger } from '../semantics/support.js';
import { failureOf } from './support.js';

class Config {
  readonly currency = 'EUR';
}

class Database {
  constructor(readonly url: string) {}
}

@injectable()
class Repository {
  constructor(readonly database: Database, readonly config: Config) {}
}

@Process({ name: 'asker' })
class Asker {
  constructor(@inject('value') readonly value: unknown, readonly registry: Registry) {}

  @Call(['value'])
  ask(_: ['value']): string {
    return JSON.stringify(this.value);
  }
}

@Process({ name: 'reader' })
class Reader {
  constructor(readonly repository: Repository) {}

  @Call(['read'])
  read(_: ['read']): string {
    return `${this.repository.database.url} ${this.repository.config.currency}`;
  }
}

const logger = new CollectingLogger();
const start = (root: new () => object): Promise<Application> => Application.start(root, { logger, signals: false });

function moduleOf(options: ModuleOptions): new () => object {
  class Root {}
  Module(options)(Root);
  return Root;
}

async function asked(application: Application, name: string, request: readonly string[]): Promise<unknown> {
  const pid = application.runtime.get(Registry).whereis(name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  return call(pid, request);
}

describe('The providers of a module', () => {
  const forms: readonly [title: string, options: ModuleOptions, value: unknown][] = [
    ['a value', { providers: [{ provide: 'value', useValue: 5 }] }, 5],
    ['a class under another token', { providers: [{ provide: 'value', useClass: Config }] }, { currency: 'EUR' }],
    ['what a function makes of other services', { providers: [Config, { provide: 'value', useFactory: ({ currency }: Config) => currency, inject: [Config] }] }, 'EUR'],
    ['what an async function comes to', { providers: [{ provide: 'value', useFactory: async () => new Database('late') }] }, { url: 'late' }],
    ['another service', { providers: [Config, { provide: 'value', useExisting: Config }] }, { currency: 'EUR' }],
    ['bindings of the container', { providers: [new ContainerModule(({ bind }) => void bind('value').toConstantValue('bound'))] }, 'bound'],
    ['undefined', { providers: [{ provide: 'value', useValue: null }] }, null],
  ];

  for (const [title, options, value] of forms) {
    it(`may be ${title}`, async () => {
      const application = await start(moduleOf({ ...options, processes: [Asker] }));
      const answer = await asked(application, 'asker', ['value']);
      await application.stop();
      expect(answer).to.equal(JSON.stringify(value));
    });
  }

  it('may need one that comes from an async function and stands further down', async () => {
    const application = await start(moduleOf({ providers: [Repository, { provide: Database, useFactory: async () => new Database('late') }, Config], processes: [Reader] }));
    const answer = await asked(application, 'reader', ['read']);
    await application.stop();
    expect(answer).to.equal('late EUR');
  });

  it('are one for all who ask, in the module and in those that import it', async () => {
    @Module({ providers: [Config, { provide: Database, useFactory: () => new Database('one') }, Repository], exports: [Repository, Config] })
    class Store {}
    @Module({ imports: [Store], exports: [Repository] })
    class Middle {}
    @Module({ imports: [Store, Middle], providers: [{ provide: 'alias', useExisting: Repository }] })
    class Shop {}
    const application = await start(Shop);
    const all = [application.get(Repository, Store), application.get(Repository, Middle), application.get(Repository), application.get('alias')];
    await application.stop();
    expect(new Set(all)).to.have.property('size', 1);
  });

  it('are left out where they are optional and nobody has them', async () => {
    @Process({ name: 'easy' })
    class Easy {
      constructor(@inject('nowhere') @optional() readonly extra: unknown) {}

      @Call(['extra'])
      ask(_: ['extra']): string {
        return String(this.extra);
      }
    }
    const application = await start(moduleOf({ processes: [Easy] }));
    const answer = await asked(application, 'easy', ['extra']);
    await application.stop();
    expect(answer).to.equal('undefined');
  });

  it('have their hooks called once, also under a second token and in a module that imports them', async () => {
    const calls: string[] = [];
    class Counted {
      onModuleInit(): void {
        calls.push('init');
      }

      onApplicationShutdown(): void {
        calls.push('shutdown');
      }
    }
    @Module({ providers: [Counted, { provide: 'first', useExisting: Counted }], exports: [Counted] })
    class Store {}
    @Module({ imports: [Store], providers: [{ provide: 'second', useExisting: Counted }] })
    class Shop {}
    await (await start(Shop)).stop();
    expect(calls).to.deep.equal(['init', 'shutdown']);
  });
});

describe('A service that a module does not have', () => {
  @Module({ providers: [Config, { provide: Database, useFactory: () => new Database('mine') }, Repository], exports: [Config] })
  class StoreModule {}

  it('because the module it imports does not export it, is named with the process and both modules', async () => {
    @Module({ imports: [StoreModule], processes: [Reader] })
    class ShopModule {}
    @Module({ imports: [ShopModule] })
    class AppModule {}
    const failure = await failureOf(start(AppModule));
    expect(failure.code).to.equal('BEAMWORK_START_FAILED');
    expect(failure.problem).to.equal('AppModule > ShopModule > Reader: init failed: Reader needs Repository, which AppModule > ShopModule > StoreModule does not export');
    expect(failure.remedy).to.equal('add Repository to the exports of StoreModule');
  });

  it('because it does not import the one that exports it, is told which to import', async () => {
    @injectable()
    class Cashier {
      constructor(readonly config: Config) {}
    }
    @Module({ providers: [Cashier] })
    class ShopModule {}
    @Module({ imports: [StoreModule, ShopModule] })
    class AppModule {}
    const failure = await failureOf(start(AppModule));
    expect(failure.problem).to.equal('AppModule > ShopModule: Cashier cannot be made: Cashier needs Config, which AppModule > StoreModule exports, and AppModule > ShopModule does not import');
    expect(failure.remedy).to.equal('add StoreModule to the imports of ShopModule');
  });

  it('because there is none anywhere, is never made on the side', async () => {
    let made = 0;
    class Stray {
      constructor() {
        made++;
      }
    }
    @Process()
    class Till {
      constructor(readonly stray: Stray) {}
    }
    @Module({ processes: [Till] })
    class AppModule {}
    const failure = await failureOf(start(AppModule));
    expect(failure.problem).to.equal('AppModule > Till: init failed: Till needs Stray, which AppModule neither provides nor imports');
    expect(failure.remedy).to.equal('add it to the providers of AppModule, or import a module that exports it');
    expect(made).to.equal(0);
  });

  it('because its async function fails, is named with its module, and why', async () => {
    const cause = new Error('no connection');
    @Module({ providers: [{ provide: Database, useFactory: () => Promise.reject(cause) }] })
    class Store {}
    @Module({ imports: [Store] })
    class AppModule {}
    const failure = await failureOf(start(AppModule));
    expect(failure.problem).to.equal('AppModule > Store: Database cannot be made: no connection');
    expect(failure).to.have.property('cause', cause);
  });

  it('because the compiler left no types of its constructor, is named with its module, and how to mend it', async () => {
    class Plain {
      constructor(readonly config: Config) {}
    }
    const failure = await failureOf(start(moduleOf({ providers: [Config, Plain] })));
    expect(failure.code).to.equal('BEAMWORK_METADATA_MISSING');
    expect(failure.problem).to.match(/^Root has the provider Plain, whose constructor has 1 parameter/);
    expect(failure.remedy).to.match(/^write @injectable\(\) of inversify above class Plain/);
  });

  it('because a circle of services needs it, is named with its module', async () => {
    class Egg {}
    class Hen {
      constructor(readonly egg: Egg) {}
    }
    Reflect.defineMetadata('design:paramtypes', [Hen], Egg);
    Reflect.defineMetadata('design:paramtypes', [Egg], Hen);
    const failure = await failureOf(start(moduleOf({ providers: [Egg, Hen] })));
    expect(failure.problem).to.match(/^Root: Egg cannot be made: Circular dependency found: Egg -> Hen -> Egg/);
  });
});
