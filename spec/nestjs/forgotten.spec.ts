import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import { Call, call, Process } from '../../lib/index.js';
import { BeamworkModule, InjectPid, ProcessAddress } from '../../lib/nestjs/index.js';
import { failureOf } from '../application/support.js';
import { CollectingLogger } from '../semantics/support.js';
import { listen, request } from './support.js';

@Process()
class Till {
  @Call(['total'])
  total(_: ['total']): number {
    return 1;
  }
}

@Controller()
class TillController {
  constructor(@InjectPid(Till) private readonly till: ProcessAddress<Till>) {}

  @Get()
  async total(): Promise<unknown> {
    return call(this.till, ['total']);
  }
}

describe('What was forgotten in a Nest application', () => {
  it('is forRoot: the start says where it belongs', async () => {
    @Module({ imports: [BeamworkModule.forFeature([Till])] })
    class AppModule {}
    const failure = await failureOf(NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false }));
    expect(failure.code).to.equal('BEAMWORK_START_FAILED');
    expect(failure.problem).to.equal('BeamworkModule.forFeature stands in this application, and BeamworkModule.forRoot does not');
    expect(failure.remedy).to.equal('add BeamworkModule.forRoot() to the imports of the root module');
  });

  it('is forFeature: requests are answered with 503, and the log says once which class no forFeature lists', async () => {
    const logger = new CollectingLogger();
    @Module({ imports: [BeamworkModule.forRoot({ logger })], controllers: [TillController] })
    class AppModule {}
    const { app, url } = await listen(AppModule);
    const answers = [await request(url), await request(url)];
    await app.close();
    expect(answers.map(({ status }) => status)).to.deep.equal([503, 503]);
    expect(logger.warnings).to.deep.equal(['[beamwork] @InjectPid(Till) was asked for its process, and none has been started → add Till to a BeamworkModule.forFeature([…])']);
  });
});
