import { once } from 'node:events';
import type { Server } from 'node:http';
import { Controller, Get, Injectable, Module, type OnApplicationBootstrap, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import { BeamworkError, Call, call, type LifecycleHooks, Module as Tree, Process, ProcessExit } from '../../lib/index.js';
import { BeamworkModule, type BeamworkOptions, InjectPid, ProcessAddress } from '../../lib/nestjs/index.js';
import { failureOf } from '../application/support.js';
import { runProgram } from '../run-program.js';
import { CollectingLogger } from '../semantics/support.js';
import { listen, request } from './support.js';

@Process()
class Till {
  @Call(['total'])
  total(_: ['total']): number {
    return 7;
  }

  @Call(['break'])
  break(_: ['break']): number {
    throw new Error('a broken drawer');
  }
}

@Controller()
class TillController {
  constructor(@InjectPid(Till) readonly till: ProcessAddress<Till>) {}

  @Get()
  async total(): Promise<string> {
    return JSON.stringify(await call(this.till, ['total']));
  }

  @Post('break')
  async break(): Promise<unknown> {
    return call(this.till, ['break']);
  }
}

/** Notes the hooks of Nest, and tells when the last has come. */
@Injectable()
class Witness {
  readonly log: string[] = [];
  tellClosed = (): void => {};
  readonly closed = new Promise<void>((resolve) => (this.tellClosed = resolve));

  onModuleDestroy(): void {
    this.log.push('told');
  }

  beforeApplicationShutdown(): void {
    this.log.push('waits');
  }

  onApplicationShutdown(signal?: string): void {
    this.log.push(`ends ${String(signal)}`);
    this.tellClosed();
  }
}

const treeLog: string[] = [];

class Disk implements LifecycleHooks {
  onModuleDestroy(): void {
    treeLog.push('disk is told');
  }

  onApplicationShutdown(): void {
    treeLog.push('disk closes');
  }
}

@Tree({ providers: [Disk] })
class StoreTree {}

const logger = new CollectingLogger();

function appOf(options: BeamworkOptions, more: object = {}): new () => object {
  class AppModule {}
  Module({ imports: [BeamworkModule.forRoot({ logger, maxRestarts: 0, ...options }), BeamworkModule.forFeature([Till, StoreTree])], controllers: [TillController], providers: [Witness], ...more })(AppModule);
  return AppModule;
}

/** Ends the process, and with it its supervisor, which may not restart it. */
async function breakTill(till: ProcessAddress<Till>): Promise<void> {
  const failure: unknown = await call(till, ['break']).then(undefined, (error: unknown) => error);
  expect(failure).to.be.instanceOf(ProcessExit);
}

describe('A Nest application whose processes have been given up', () => {
  let exitCode: typeof process.exitCode;

  beforeEach(() => {
    ({ exitCode } = process);
    treeLog.length = 0;
    logger.warnings.length = 0;
  });

  afterEach(() => {
    process.exitCode = exitCode;
  });

  it('closes, with its hooks, and sets the exit code to 1', async () => {
    const { app, url } = await listen(appOf({}));
    const server: Server = app.getHttpServer();
    expect((await fetch(`${url}/break`, { method: 'POST', headers: { connection: 'close' } })).status).to.equal(500);
    await app.get(Witness).closed;
    expect(app.get(Witness).log).to.deep.equal(['told', 'waits', 'ends undefined']);
    expect(server.listening).to.equal(false);
    // A client that keeps its connection does not keep the application.
    expect(server.keepAliveTimeout).to.equal(1);
    expect(process.exitCode).to.equal(1);
    expect(logger.warnings.join('\n')).to.include('BeamworkModule has ended: "shutdown"; the application closes');
  });

  it('closes without a server, too', async () => {
    const context = await NestFactory.createApplicationContext(appOf({}), { logger: false });
    await breakTill(context.get(TillController).till);
    await context.get(Witness).closed;
    expect(process.exitCode).to.equal(1);
  });

  it('that is closed by its program meanwhile, and again, ends the processes and the trees once', async () => {
    const { app } = await listen(appOf({}));
    await breakTill(app.get(TillController).till);
    await app.close();
    await app.get(Witness).closed;
    await app.close();
    expect(treeLog).to.deep.equal(['disk is told', 'disk closes']);
  });

  it('before the server listens does not go on listening', async () => {
    @Injectable()
    class Breaker implements OnApplicationBootstrap {
      constructor(@InjectPid(Till) readonly till: ProcessAddress<Till>, readonly witness: Witness) {}

      async onApplicationBootstrap(): Promise<void> {
        await breakTill(this.till);
        await this.witness.closed;
      }
    }
    class Root {}
    Module({ imports: [appOf({}, { exports: [Witness] })], providers: [Breaker] })(Root);
    const app = await NestFactory.create(Root, { logger: false });
    const server = app.getHttpServer();
    const closed = once(server, 'close');
    await app.listen(0, '127.0.0.1');
    await closed;
    expect(server.listening).to.equal(false);
  });

  it("stays when it was told to, without processes: onGiveUp: 'stay'", async () => {
    const { app, url } = await listen(appOf({ onGiveUp: 'stay' }));
    await request(`${url}/break`, 'POST');
    const { status } = await request(url);
    const { log } = app.get(Witness);
    expect({ status, log: [...log], exitCode: process.exitCode }).to.deep.equal({ status: 503, log: [], exitCode });
    expect(logger.warnings.join('\n')).to.include('BeamworkModule has ended: "shutdown"; the application stays');
    await app.close();
    expect(treeLog).to.deep.equal(['disk is told', 'disk closes']);
  });

  it('closes alone: another one in the program goes on', async () => {
    const [one, two] = [await listen(appOf({})), await listen(appOf({}))];
    await breakTill(one.app.get(TillController).till);
    await one.app.get(Witness).closed;
    const answer = await request(two.url);
    await two.app.close();
    expect(answer).to.deep.equal({ status: 200, body: 7 });
  });

  it('is no longer of interest when it closes anyway', async () => {
    const { app } = await listen(appOf({}));
    await app.close();
    expect({ exitCode: process.exitCode, warnings: logger.warnings }).to.deep.equal({ exitCode, warnings: [] });
  });

  it('ends its program with 1', async () => {
    const { code, stdout } = await runProgram(new URL('fixtures/giving-up.js', import.meta.url));
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: ['closes', 'exit 1'] });
  });
});

describe('BeamworkModule.forRoot', () => {
  const wrong: readonly [option: string, value: unknown][] = [
    ['onGiveUp', 'close!'],
    ['maxRestarts', -1],
    ['maxSeconds', 'five'],
    ['shutdownTimeoutMs', Number.NaN],
  ];

  for (const [option, value] of wrong) {
    it(`refuses ${option}: ${String(value)} at once`, () => {
      expect(() => Reflect.apply(BeamworkModule.forRoot, BeamworkModule, [{ [option]: value }]))
        .to.throw(BeamworkError, `BeamworkModule.forRoot was given ${option}: `)
        .with.property('code', 'BEAMWORK_BAD_OPTION');
    });
  }

  for (const [title, features] of [['with features', [BeamworkModule.forFeature([])]], ['without features', []]] as const) {
    it(`may stand once in an application ${title}`, async () => {
      class AppModule {}
      Module({ imports: [BeamworkModule.forRoot({ logger }), BeamworkModule.forRoot({ logger, maxRestarts: 9 }), ...features] })(AppModule);
      const app = await NestFactory.create(AppModule, { logger: false });
      const failure = await failureOf(app.init());
      await app.close();
      expect(failure).to.include({ code: 'BEAMWORK_BAD_OPTION', problem: 'BeamworkModule.forRoot was called 2 times for one application' });
    });
  }
});
