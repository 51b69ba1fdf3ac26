import { Controller, Get, Inject, Injectable, Module, Param, Post } from '@nestjs/common';
import { expect } from 'chai';
import { Call, call, cast, Cast, exit, type From, isPid, Lifecycle, type NoReply, noReply, Process, Registry, Runtime } from '../../lib/index.js';
import { BeamworkModule, InjectPid, ProcessAddress } from '../../lib/nestjs/index.js';
import { CollectingLogger } from '../semantics/support.js';
import { listen, request, type Server } from './support.js';

@Injectable()
class Prices {
  of(item: string): number {
    return item.length * 10;
  }
}

const ended: unknown[] = [];

@Process({ name: 'till', trapExit: true })
class Till {
  private total = 0;

  constructor(private readonly prices: Prices, @Inject('currency') private readonly currency: string, private readonly registry: Registry) {}

  @Call(['total'])
  sum(_: ['total']): string {
    return `${this.total} ${this.currency}`;
  }

  @Cast(['add'])
  add(_: ['add']): void {
    this.total += this.prices.of('tea');
  }

  @Call(['knows'])
  knows(_: ['knows']): boolean {
    return this.registry.whereis('till') !== undefined;
  }

  @Call(['silent'])
  silent(_: ['silent'], _from: From<string>): NoReply {
    return noReply;
  }

  @Call(['crash'])
  crash(_: ['crash']): string {
    throw new Error('a secret of the till');
  }

  @Call(['leave'])
  leave(_: ['leave']): string {
    return exit('left');
  }

  terminate(reason: unknown): void {
    ended.push(reason);
  }
}

@Controller()
class TillController {
  constructor(
    @InjectPid(Till) private readonly till: ProcessAddress<Till>,
    @InjectPid('nobody') private readonly nobody: ProcessAddress,
    private readonly registry: Registry,
    private readonly lifecycle: Lifecycle,
  ) {}

  @Get('total')
  async total(): Promise<unknown> {
    cast(this.till, ['add']);
    return { total: await call(this.till, ['total']), knows: await call(this.till, ['knows']) };
  }

  @Get('services')
  services(): unknown {
    return { registered: this.registry.registered(), events: typeof this.lifecycle.events$.subscribe };
  }

  @Get('silent')
  async silent(): Promise<unknown> {
    return call(this.till, ['silent'], 20);
  }

  @Get('nobody')
  async nobodyThere(): Promise<unknown> {
    return call(this.nobody, ['total']);
  }

  @Post('crash/:how')
  async crash(@Param('how') how: string): Promise<unknown> {
    return how === 'leave' ? call(this.till, ['leave']) : call(this.till, ['crash']);
  }
}

const logger = new CollectingLogger();

@Module({
  imports: [BeamworkModule.forRoot({ logger, maxRestarts: 20 }), BeamworkModule.forFeature([Till])],
  controllers: [TillController],
  providers: [Prices, { provide: 'currency', useValue: 'EUR' }],
})
class AppModule {}

describe('beamwork/nestjs', () => {
  let server: Server;

  beforeEach(async () => {
    server = await listen(AppModule);
  });

  afterEach(() => server.app.close());

  it('gives processes the providers of Nest and the services of beamwork, and controllers the process', async () => {
    expect(await request(`${server.url}/total`)).to.deep.equal({ status: 200, body: { total: '30 EUR', knows: true } });
  });

  it('gives controllers the services of the runtime', async () => {
    expect(await request(`${server.url}/services`)).to.deep.equal({ status: 200, body: { registered: ['till'], events: 'function' } });
  });

  it('answers 504 when a call takes too long', async () => {
    expect(await request(`${server.url}/silent`)).to.have.property('status', 504);
  });

  it('answers 503 when there is no process', async () => {
    expect(await request(`${server.url}/nobody`)).to.have.property('status', 503);
  });

  for (const how of ['throw', 'leave']) {
    it(`answers 500 without its internals when the process ends by ${how}, and goes on with the restarted one`, async () => {
      const before = server.app.get(Runtime);
      const answer = await request(`${server.url}/crash/${how}`, 'POST');
      expect(answer.status).to.equal(500);
      expect(JSON.stringify(answer.body)).not.to.match(/secret|left|till/);
      expect(await request(`${server.url}/total`)).to.deep.equal({ status: 200, body: { total: '30 EUR', knows: true } });
      expect(server.app.get(Runtime)).to.equal(before);
    });
  }

  it('stops the processes when the application closes', async () => {
    const other = await listen(AppModule);
    const registry = other.app.get(Registry);
    expect(isPid(registry.whereis('till'))).to.equal(true);
    ended.length = 0;
    await other.app.close();
    expect(ended).to.deep.equal(['shutdown']);
  });

  it('refuses a class that is no process', () => {
    expect(() => BeamworkModule.forFeature([Prices])).to.throw().with.property('code', 'BEAMWORK_NOT_A_PROCESS_CLASS');
  });
});
