import { type ArgumentsHost, Catch, Controller, Get, Injectable, Module, NotFoundException, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { injectable } from 'inversify';
import { expect } from 'chai';
import { BeamworkError, Call, call, type LifecycleHooks, Module as Tree, Process, ProcessExit, Registry, Runtime, send } from '../../lib/index.js';
import { BeamworkModule, type Feature, InjectPid, ProcessAddress, ProcessExitFilter } from '../../lib/nestjs/index.js';
import { runProgram } from '../run-program.js';
import { CollectingLogger } from '../semantics/support.js';
import { listen, request, type Server } from './support.js';

const log: string[] = [];
const logger = new CollectingLogger();

@Injectable()
class Prices implements OnModuleInit {
  ready = false;

  async onModuleInit(): Promise<void> {
    await Promise.resolve();
    this.ready = true;
  }

  of(item: string): number {
    return item.length;
  }
}

@Process({ trapExit: true })
class Counter {
  private count = 0;

  constructor(readonly prices: Prices) {}

  init(start = 0): void {
    this.count = start;
    log.push(`counter starts at ${start}, prices ready: ${this.prices.ready}`);
  }

  @Call(['count'])
  read(_: ['count']): number {
    return this.count + this.prices.of('tea');
  }

  terminate(): void {
    log.push('counter ends');
  }
}

@injectable()
class Book implements LifecycleHooks {
  constructor(readonly prices: Prices) {}

  onModuleInit(): void {
    log.push('book opens');
  }

  onModuleDestroy(): void {
    log.push('book is told');
  }

  onApplicationShutdown(signal?: string): void {
    log.push(`book closes ${String(signal)}`);
  }
}

@Process({ name: 'clerk', trapExit: true })
class Clerk {
  constructor(readonly book: Book, readonly prices: Prices, readonly registry: Registry) {}

  @Call(['same'])
  same(_: ['same']): boolean {
    return this.book.prices === this.prices && this.registry.whereis('clerk') !== undefined;
  }

  terminate(): void {
    log.push('clerk ends');
  }
}

@Tree({ providers: [Book], processes: [Clerk] })
class OfficeTree {}

@Tree({ imports: [OfficeTree], strategy: 'rest_for_one' })
class ShopTree {}

@Process()
class Broken {
  init(): void {
    throw new Error('no paper');
  }
}

@Process()
class Lonely {
  constructor(readonly book: Book) {}
}

function appOf(features: readonly Feature[], options: object = {}, more: object = {}): new () => object {
  class AppModule {}
  Module({ imports: [BeamworkModule.forRoot({ logger, ...options }), BeamworkModule.forFeature(features)], providers: [Prices], ...more })(AppModule);
  return AppModule;
}

async function failureOf(AppModule: new () => object): Promise<unknown> {
  const app = await NestFactory.create(AppModule, { logger: false });
  return app.init().then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('BeamworkModule.forFeature', () => {
  let server: Server | undefined;

  beforeEach(() => {
    log.length = 0;
  });

  afterEach(async () => {
    await server?.app.close();
    server = undefined;
  });

  it('starts processes with arguments, when the services of Nest are ready', async () => {
    server = await listen(appOf([[Counter, 5]]));
    expect(log).to.deep.equal(['counter starts at 5, prices ready: true']);
  });

  it('lets every address be injected, also where forRoot was made before the class that asks', async () => {
    const AppModule = appOf([[Counter, 5], { id: 'another', start: [Counter, 9] }]);
    @Injectable()
    class Later implements OnApplicationBootstrap {
      answer: unknown;

      constructor(@InjectPid('nobody yet') readonly nobody: ProcessAddress, readonly runtime: Runtime, readonly registry: Registry) {}

      onApplicationBootstrap(): void {
        this.answer = [this.nobody.whereis(), this.registry === this.runtime.get(Registry)];
      }
    }
    class Root {}
    Module({ imports: [AppModule], providers: [Later] })(Root);
    server = await listen(Root);
    expect(server.app.get(Later).answer).to.deep.equal([undefined, true]);
    expect(log).to.have.lengthOf(2);
  });

  it('starts a tree of beamwork modules, whose services and processes get what Nest has', async () => {
    server = await listen(appOf([ShopTree, Counter]));
    expect(log).to.deep.equal(['book opens', 'counter starts at 0, prices ready: true']);
    const clerk = server.app.get(Registry).whereis('clerk');
    expect(clerk === undefined ? undefined : await call(clerk, ['same'])).to.equal(true);
    log.length = 0;
    await server.app.close();
    server = undefined;
    expect(log).to.deep.equal(['book is told', 'counter ends', 'clerk ends', 'book closes undefined']);
  });

  it('gives the address of a process inside such a tree', async () => {
    @Injectable()
    class Asker {
      constructor(@InjectPid(Clerk) readonly clerk: ProcessAddress<Clerk>) {}
    }
    server = await listen(appOf([ShopTree], {}, { providers: [Prices, Asker] }));
    const { clerk } = server.app.get(Asker);
    expect(clerk.whereis()).to.equal(server.app.get(Registry).whereis('clerk'));
    const registry = server.app.get(Registry);
    expect(await server.app.get(Runtime).run(async (pid) => (pid === undefined ? undefined : call(pid, ['same'])), registry.whereis('clerk'))).to.equal(true);
  });

  const failures: readonly [title: string, features: readonly Feature[], code: string, problem: RegExp][] = [
    ['a process whose init fails', [Counter, Broken], 'BEAMWORK_START_FAILED', /^BeamworkModule\.forFeature > Broken: init failed: no paper$/],
    ['a process that needs what nobody has', [Lonely], 'BEAMWORK_START_FAILED', /^BeamworkModule\.forFeature > Lonely: init failed: Lonely needs Book, which neither Nest nor the runtime has$/],
    ['a class that is listed twice', [Counter, [Counter, 1]], 'BEAMWORK_BAD_CHILD_SPEC', /^BeamworkModule\.forFeature was given Counter twice/],
    ['a process deep in a tree', [tree('Root', [tree('Inner', [], [Broken])], [])], 'BEAMWORK_START_FAILED', /^BeamworkModule\.forFeature > Root > Inner > Broken: init failed: no paper$/],
  ];

  for (const [title, features, code, problem] of failures) {
    it(`fails the start because of ${title}, and stops what has started`, async () => {
      const failure = await failureOf(appOf(features));
      expect(failure).to.be.instanceOf(BeamworkError).with.property('code', code);
      expect(failure).to.have.property('problem').that.matches(problem);
      expect(log.filter((line) => line === 'counter ends')).to.have.lengthOf(log.filter((line) => line.startsWith('counter starts')).length);
    });
  }

  it('in two Nest modules may not list one class twice, unless under another id', async () => {
    class Other {}
    Module({ imports: [BeamworkModule.forFeature([Counter])] })(Other);
    const failure = await failureOf(appOf([Counter], {}, { imports: [BeamworkModule.forRoot({ logger }), BeamworkModule.forFeature([Counter]), Other] }));
    expect(failure).to.have.property('problem').that.matches(/given Counter twice/);
    expect(failure).to.have.property('remedy').that.matches(/\{ id: 'another', start: \[Counter\] \}/);
  });

  it('works without a server', async () => {
    const context = await NestFactory.createApplicationContext(appOf([[Counter, 1]]), { logger: false });
    await context.close();
    expect(log).to.deep.equal(['counter starts at 1, prices ready: true', 'counter ends']);
  });

  it('refuses at once what can be no process', () => {
    for (const wrong of [Prices, 'till', undefined, [Prices], {}]) {
      expect(() => Reflect.apply(BeamworkModule.forFeature, BeamworkModule, [[wrong]])).to.throw(BeamworkError).with.property('code', 'BEAMWORK_NOT_A_PROCESS_CLASS');
    }
  });
});

describe('The filter of beamwork/nestjs', () => {
  @Controller()
  class Failing {
    constructor(@InjectPid('nobody') private readonly nobody: ProcessAddress) {}

    @Get('missing')
    missing(): never {
      throw new NotFoundException('no such tea');
    }

    @Get('nobody')
    async ask(): Promise<unknown> {
      return call(this.nobody, ['x']);
    }
  }

  it("leaves Nest's own exceptions alone", async () => {
    const { app, url } = await listen(appOf([], {}, { controllers: [Failing] }));
    const answer = await request(`${url}/missing`);
    await app.close();
    expect(answer).to.deep.equal({ status: 404, body: { message: 'no such tea', error: 'Not Found', statusCode: 404 } });
  });

  it('is not there when it is not wanted', async () => {
    @Catch()
    class Own {
      catch(exception: unknown, host: ArgumentsHost): void {
        const kind = exception instanceof ProcessExit ? 'exit' : 'other';
        host.switchToHttp().getResponse<{ status(code: number): { json(body: unknown): void } }>().status(418).json({ kind });
      }
    }
    const app = await NestFactory.create(appOf([], { filter: false }, { controllers: [Failing] }), { logger: false });
    app.useGlobalFilters(new Own());
    await app.listen(0, '127.0.0.1');
    const answer = await request(`${await app.getUrl()}/nobody`);
    await app.close();
    expect(answer).to.deep.equal({ status: 418, body: { kind: 'exit' } });
  });

  it('passes an exit on, as it is, outside of HTTP', () => {
    const exit = new ProcessExit('left');
    const host = { getType: () => 'rpc' };
    expect(() => Reflect.apply(ProcessExitFilter.prototype.catch, new ProcessExitFilter(), [exit, host])).to.throw().that.equals(exit);
  });
});

describe('A Nest program with beamwork', () => {
  it('exits by itself when the application has closed', async () => {
    const { code, stdout, stderr } = await runProgram(new URL('fixtures/program.js', import.meta.url));
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: ['7', 'till ends: shutdown', 'closed', 'exit 0'], stderr: [] });
  });

  it('has an address that messages may be sent to', async () => {
    @Injectable()
    class Sender {
      constructor(@InjectPid(Counter) readonly counter: ProcessAddress<Counter>) {}
    }
    const { app } = await listen(appOf([Counter], {}, { providers: [Prices, Sender] }));
    const { counter } = app.get(Sender);
    send(counter, ['count']);
    const answer = await call(counter, ['count']);
    await app.close();
    expect(answer).to.equal(3);
    expect(String(counter)).to.equal('Counter');
  });
});

function tree(name: string, imports: readonly (new () => object)[], processes: readonly (new () => object)[]): new () => object {
  class Made {}
  Object.defineProperty(Made, 'name', { value: name });
  Tree({ imports, processes })(Made);
  return Made;
}
