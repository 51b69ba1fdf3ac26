import { Controller, Get, Inject, Injectable, Module, Param, Scope } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import { BeamworkError, Call, call, type LifecycleHooks, Module as Tree, Process, Runtime } from '../../lib/index.js';
import { BeamworkModule, type BeamworkOptions, type Feature, InjectPid, ProcessAddress } from '../../lib/nestjs/index.js';
import { failureOf } from '../application/support.js';
import { CollectingLogger } from '../semantics/support.js';
import { listen, request } from './support.js';

const logger = new CollectingLogger();

function appOf(features: readonly Feature[], options: BeamworkOptions = {}, more: object = {}): new () => object {
  class AppModule {}
  Module({ imports: [BeamworkModule.forRoot({ logger, ...options }), BeamworkModule.forFeature(features)], ...more })(AppModule);
  return AppModule;
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {}

@Injectable()
class OfRequests {
  constructor(readonly inner: PerRequest) {}
}

@Injectable({ scope: Scope.TRANSIENT })
class Fresh {}

describe("A provider of Nest's that a process cannot have", () => {
  const scopes: readonly [title: string, token: new (...services: never[]) => object, scope: string][] = [
    ['is made for each request', PerRequest, 'request'],
    ['needs one that is made for each request', OfRequests, 'request'],
    ['is made for each who asks', Fresh, 'injection'],
  ];

  for (const [title, token, scope] of scopes) {
    it(`because it ${title} is named with its scope, in processes and in services of trees`, async () => {
      @Process()
      class Till {
        constructor(@Inject(token) readonly service: object) {}
      }
      @Injectable()
      class Book {
        constructor(@Inject(token) readonly service: object) {}
      }
      @Tree({ providers: [Book] })
      class ShopTree {}
      for (const feature of [Till, ShopTree]) {
        const app = await NestFactory.create(appOf([feature], {}, { providers: [PerRequest, OfRequests, Fresh] }), { logger: false });
        const failure = await failureOf(app.init());
        expect(failure.code).to.equal('BEAMWORK_START_FAILED');
        expect(failure.problem).to.match(new RegExp(`: (Till|Book) needs ${token.name}, which Nest makes anew for each ${scope}$`));
      }
    });
  }
});

/** A module of beamwork whose service notes its hooks. */
function notingTree(log: string[], hooks: LifecycleHooks = {}): new () => object {
  class Disk implements LifecycleHooks {
    onModuleDestroy(): unknown {
      log.push('disk is told');
      return hooks.onModuleDestroy?.();
    }

    onApplicationShutdown(): void {
      log.push('disk closes');
    }
  }
  @Tree({ providers: [Disk] })
  class StoreTree {}
  return StoreTree;
}

describe('The end of a Nest application', () => {
  it('that is asked for twice, one after the other, is one for the processes and the trees', async () => {
    const log: string[] = [];
    const app = await NestFactory.create(appOf([notingTree(log)]), { logger: false });
    await app.init();
    await app.close();
    await app.close();
    expect(log).to.deep.equal(['disk is told', 'disk closes']);
  });

  it('after a start that has failed does nothing again', async () => {
    const log: string[] = [];
    @Process()
    class Broken {
      init(): void {
        throw new Error('no paper');
      }
    }
    const app = await NestFactory.create(appOf([notingTree(log), Broken]), { logger: false });
    expect(await failureOf(app.init())).to.have.property('problem', 'BeamworkModule.forFeature > Broken: init failed: no paper');
    await app.close();
    expect(log).to.deep.equal(['disk is told', 'disk closes']);
  });

  it('waits no longer for a hook of a tree than for its processes', async () => {
    const log: string[] = [];
    const app = await NestFactory.create(appOf([notingTree(log, { onModuleDestroy: () => new Promise(() => {}) })], { shutdownTimeoutMs: 0 }), { logger: false });
    await app.init();
    const runtime = app.get(Runtime);
    await app.close();
    expect(log[0]).to.equal('disk is told');
    expect(() => runtime.spawn(() => {})).to.throw(BeamworkError).with.property('code', 'BEAMWORK_RUNTIME_STOPPED');
  });

  it('during the start ends what has started, and fails the start', async () => {
    const log: string[] = [];
    let reach = (): void => {};
    let open = (): void => {};
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const opened = new Promise<void>((resolve) => (open = resolve));
    @Process({ trapExit: true })
    class Slow {
      async init(): Promise<void> {
        reach();
        await opened;
        log.push('slow starts');
      }

      terminate(): void {
        log.push('slow ends');
      }
    }
    @Process()
    class Later {
      init(): void {
        log.push('later starts');
      }
    }
    const app = await NestFactory.create(appOf([Slow, Later]), { logger: false });
    const failed = failureOf(app.init());
    await reached;
    const closed = app.close();
    open();
    const failure = await failed;
    await closed;
    expect(failure.code).to.equal('BEAMWORK_START_FAILED');
    expect(log).to.deep.equal(['slow starts', 'slow ends']);
  });
});

describe('Many requests to a process that crashes', () => {
  @Process()
  class Fragile {
    @Call(['ask', 'well'])
    well(_: ['ask', 'well']): string {
      return 'well';
    }

    @Call(['ask', 'ill'])
    ill(_: ['ask', 'ill']): string {
      throw new Error('a secret of the till');
    }
  }

  @Controller()
  class FragileController {
    constructor(@InjectPid(Fragile) private readonly fragile: ProcessAddress<Fragile>) {}

    @Get(':how')
    async ask(@Param('how') how: string): Promise<unknown> {
      return { answer: how === 'ill' ? await call(this.fragile, ['ask', 'ill']) : await call(this.fragile, ['ask', 'well']) };
    }
  }

  it('are all answered, with 200, 500 or 503, and leave one process', async () => {
    const { app, url } = await listen(appOf([Fragile], { maxRestarts: 1_000 }, { controllers: [FragileController] }));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => request(`${url}/${index % 2 === 0 ? 'ill' : 'well'}`)));
    const last = await request(`${url}/well`);
    const living = await app.get(Runtime).run(() => Process.list().length);
    await app.close();
    for (const { status, body } of answers) {
      expect(status).to.be.oneOf([200, 500, 503]);
      expect(JSON.stringify(body)).not.to.include('secret');
    }
    expect(answers.filter(({ status }) => status === 500)).not.to.have.lengthOf(0);
    expect(last).to.deep.equal({ status: 200, body: { answer: 'well' } });
    // The supervisor, the process, and the one that asks.
    expect(living).to.equal(3);
  });
});

describe('A process that is being restarted', () => {
  it('is answered for with 503', async () => {
    let reach = (): void => {};
    let open = (): void => {};
    const restarting = new Promise<void>((resolve) => (reach = resolve));
    const opened = new Promise<void>((resolve) => (open = resolve));
    let starts = 0;
    @Process()
    class Slow {
      async init(): Promise<void> {
        if (starts++ === 0) return;
        reach();
        await opened;
      }

      @Call(['break'])
      break(_: ['break']): string {
        throw new Error('a secret of the till');
      }
    }
    @Controller()
    class SlowController {
      constructor(@InjectPid(Slow) private readonly slow: ProcessAddress<Slow>) {}

      @Get()
      async ask(): Promise<unknown> {
        return call(this.slow, ['break']);
      }
    }
    const { app, url } = await listen(appOf([Slow], {}, { controllers: [SlowController] }));
    const first = await request(url);
    await restarting;
    const second = await request(url);
    open();
    await app.close();
    expect([first.status, second.status]).to.deep.equal([500, 503]);
  });
});

describe('A mistake in a decorator of beamwork/nestjs', () => {
  it('is told at once: a list of features that is none', () => {
    for (const wrong of [undefined, null, 5, {}, 'abc']) {
      expect(() => Reflect.apply(BeamworkModule.forFeature, BeamworkModule, [wrong])).to.throw(BeamworkError).with.property('code', 'BEAMWORK_BAD_OPTION');
    }
  });

  it('is told at once: an address of nothing, as in a circle of files that import each other', () => {
    for (const wrong of [undefined, null, 5, {}]) {
      expect(() => Reflect.apply(InjectPid, undefined, [wrong])).to.throw(BeamworkError, 'InjectPid was given').with.property('code', 'BEAMWORK_NOT_A_PROCESS_CLASS');
    }
  });
});
