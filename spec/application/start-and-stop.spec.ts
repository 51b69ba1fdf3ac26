import { expect } from 'chai';
import { Application, BeamworkError, Call, call, type LifecycleHooks, Module, type ModuleOptions, Process, receive, Registry, Runtime } from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import { CollectingLogger } from '../semantics/support.js';
import { failureOf } from './support.js';

const log: string[] = [];
const logger = new CollectingLogger();

class Disk implements LifecycleHooks {
  onModuleInit(): void {
    log.push('disk opens');
  }

  onModuleDestroy(): void {
    log.push('disk is told');
  }

  beforeApplicationShutdown(): void {
    log.push('disk waits');
  }

  onApplicationShutdown(): void {
    log.push('disk closes');
  }
}

@Process({ name: 'ledger', trapExit: true })
class Ledger {
  init(): void {
    log.push('ledger starts');
  }

  @Call(['here'])
  here(_: ['here']): boolean {
    return true;
  }

  terminate(): void {
    log.push('ledger ends');
  }
}

@Module({ providers: [Disk], exports: [Disk], processes: [Ledger] })
class StoreModule {}

const wayDown = ['disk is told', 'disk waits', 'disk closes'];

function moduleOf(options: ModuleOptions, name = 'Root'): new () => object {
  class Made {}
  Object.defineProperty(Made, 'name', { value: name });
  Module(options)(Made);
  return Made;
}

describe('A start that fails', () => {
  const options = { logger, signals: false };

  beforeEach(() => {
    log.length = 0;
  });

  it('in onModuleInit names the module and the service, and undoes what has been done', async () => {
    const cause = new Error('no network');
    class Network implements LifecycleHooks {
      async onModuleInit(): Promise<void> {
        throw cause;
      }
    }
    @Module({ imports: [StoreModule], providers: [Network] })
    class ShopModule {}
    const failure = await failureOf(Application.start(moduleOf({ imports: [ShopModule] }, 'AppModule'), options));
    expect(failure).to.include({ code: 'BEAMWORK_START_FAILED', problem: 'AppModule > ShopModule: onModuleInit of Network failed: no network', cause });
    expect(log).to.deep.equal(['disk opens', ...wayDown]);
  });

  it('in onApplicationBootstrap stops the processes, too', async () => {
    class Greeter implements LifecycleHooks {
      onApplicationBootstrap(): void {
        throw new Error('nobody there');
      }
    }
    const runtime = await Runtime.start({ logger });
    const failure = await failureOf(Application.start(moduleOf({ imports: [StoreModule], providers: [Greeter] }, 'AppModule'), { runtime, signals: false }));
    expect(failure.problem).to.equal('AppModule: onApplicationBootstrap of Greeter failed: nobody there');
    expect(log).to.deep.equal(['disk opens', 'ledger starts', 'disk is told', 'disk waits', 'ledger ends', 'disk closes']);
    expect(runtime.get(Registry).registered()).to.deep.equal([]);
    await runtime.stop();
  });

  it('in the constructor of a module names it', async () => {
    @Module({ imports: [StoreModule] })
    class AppModule {
      constructor() {
        throw new Error('not today');
      }
    }
    const failure = await failureOf(Application.start(AppModule, options));
    expect(failure.problem).to.equal('AppModule cannot be made: not today');
    expect(log).to.deep.equal(['disk opens', ...wayDown]);
  });

  it('stops its runtime', async () => {
    let runtime: Runtime | undefined;
    @Process()
    class Broken {
      constructor(given: Runtime) {
        runtime = given;
      }

      init(): void {
        given();
      }
    }
    const given = (): never => {
      throw new Error('broken');
    };
    await failureOf(Application.start(moduleOf({ imports: [StoreModule], processes: [Broken] }), options));
    expect(() => runtime?.spawn(() => {})).to.throw(BeamworkError).with.property('code', 'BEAMWORK_RUNTIME_STOPPED');
  });

  it('leaves no listener for signals', async () => {
    const before = process.listenerCount('SIGTERM');
    await failureOf(Application.start(moduleOf({ processes: [{ id: 'x', start: () => Promise.reject(new Error('x')) }] }), { logger }));
    expect(process.listenerCount('SIGTERM')).to.equal(before);
  });

  const mistakes: readonly [title: string, options: ModuleOptions, problem: RegExp][] = [
    ['a strategy that there is not', { strategy: JSON.parse('"all"') }, /^Root: init failed: .*strategy.*"all"/],
    ['a negative number of restarts', { maxRestarts: -1 }, /^Root: init failed: .*maxRestarts.*-1/],
    ['two processes with one id', { processes: [Ledger, Ledger] }, /two children with the id/],
  ];

  for (const [title, given, problem] of mistakes) {
    it(`because of ${title} says so`, async () => {
      expect((await failureOf(Application.start(moduleOf(given), options))).problem).to.match(problem);
    });
  }
});

describe('A stop', () => {
  it('that is asked for twice is one', async () => {
    log.length = 0;
    const application = await Application.start(StoreModule, { logger, signals: false });
    const [first, second] = [application.stop(), application.stop('SIGTERM')];
    expect(first).to.equal(second);
    await first;
    expect(application.stop()).to.equal(first);
    expect(log).to.deep.equal(['disk opens', 'ledger starts', 'disk is told', 'disk waits', 'ledger ends', 'disk closes']);
  });

  it('goes on when a hook throws, and says so in the log', async () => {
    class Rude implements LifecycleHooks {
      onModuleDestroy(): void {
        throw new Error('no');
      }
    }
    const own = new CollectingLogger();
    const application = await Application.start(moduleOf({ providers: [Rude] }), { logger: own, signals: false });
    expect(await application.stop()).to.deep.equal({ reason: 'shutdown', clean: true });
    expect(own.warnings.join('\n')).to.include('Root: onModuleDestroy of Rude failed: no');
  });

  it('in a runtime that was given kills what does not end in time, and only that', async () => {
    const runtime = await TestRuntime.start({ logger });
    const bystander = runtime.spawn(() => receive('never'));
    @Process({ name: 'stubborn', trapExit: true })
    class Stubborn {
      async terminate(): Promise<void> {
        await new Promise<void>(() => {});
      }
    }
    const starting = Application.start(moduleOf({ imports: [moduleOf({ processes: [Stubborn] }, 'Inner')] }), { runtime, signals: false, shutdownTimeoutMs: 30 });
    const application = await runtime.runUntil(starting);
    expect(await runtime.runUntil(application.stop())).to.deep.equal({ reason: 'killed', clean: false });
    await runtime.run(function* () {
      yield;
    });
    expect(runtime.get(Registry).whereis('stubborn')).to.equal(undefined);
    expect(await runtime.run((pid) => pid, bystander)).to.equal(bystander);
    await runtime.stop();
  });

  it('leaves no listener for signals', async () => {
    const before = process.listenerCount('SIGINT');
    const application = await Application.start(StoreModule, { logger });
    expect(process.listenerCount('SIGINT')).to.equal(before + 1);
    await application.stop();
    expect(process.listenerCount('SIGINT')).to.equal(before);
  });
});

describe('Two applications', () => {
  it('of one module live side by side, each with services and names of its own', async () => {
    const [one, two] = await Promise.all([Application.start(StoreModule, { logger, signals: false }), Application.start(StoreModule, { logger, signals: false })]);
    expect(one.get(Disk)).not.to.equal(two.get(Disk));
    await one.stop();
    const ledger = two.runtime.get(Registry).whereis('ledger');
    const answer = ledger === undefined ? undefined : await call(ledger, ['here']);
    await two.stop();
    expect(answer).to.equal(true);
  });

  it('in one program are both ended by a signal', async () => {
    const { exitCode } = process;
    const both = await Promise.all([Application.start(StoreModule, { logger }), Application.start(StoreModule, { logger })]);
    process.emit('SIGTERM', 'SIGTERM');
    const ends = await Promise.all(both.map(({ ended }) => ended));
    const code = process.exitCode;
    process.exitCode = exitCode;
    expect(ends).to.deep.equal([{ reason: 'shutdown', clean: true }, { reason: 'shutdown', clean: true }]);
    expect(code).to.equal(0);
  });

  it('cannot share a runtime when they share names', async () => {
    const runtime = await Runtime.start({ logger });
    const one = await Application.start(StoreModule, { runtime, signals: false });
    const failure = await failureOf(Application.start(StoreModule, { runtime, signals: false }));
    expect(failure.problem).to.match(/^StoreModule > Ledger: init failed: \["already_started", #PID<[\d.]+>\]$/);
    expect((await one.tree()).children).to.have.lengthOf(1);
    await one.stop();
    await runtime.stop();
  });
});

describe('A dynamic module', () => {
  class Settings {
    static forRoot(port: number): { module: typeof Settings; providers: { provide: string; useValue: number }[]; exports: string[] } {
      return { module: Settings, providers: [{ provide: 'port', useValue: port }], exports: ['port'] };
    }
  }
  Module({ providers: [{ provide: 'host', useValue: 'localhost' }], exports: ['host'] })(Settings);

  it('adds its options to those of its decorator, for all who import it', async () => {
    const Other = moduleOf({ imports: [Settings] }, 'Other');
    const application = await Application.start(moduleOf({ imports: [Settings.forRoot(80), Other] }), { logger, signals: false });
    const values = [application.get('port'), application.get('host'), application.get('port', Other)];
    await application.stop();
    expect(values).to.deep.equal([80, 'localhost', 80]);
  });

  it('may be the root', async () => {
    const application = await Application.start(Settings.forRoot(81), { logger, signals: false });
    const port = application.get('port');
    await application.stop();
    expect(port).to.equal(81);
  });

  it('may not come a second time with options that would be lost', async () => {
    const Other = moduleOf({ imports: [Settings] }, 'Other');
    for (const imports of [[Other, Settings.forRoot(80)], [Settings.forRoot(80), Settings.forRoot(81)]]) {
      const failure = await failureOf(Application.start(moduleOf({ imports }), { logger, signals: false }));
      expect(failure.code).to.equal('BEAMWORK_BAD_MODULE');
      expect(failure.problem).to.match(/^Root imports Settings with options of its own, but it is in the tree already, as Root > (Other > )?Settings$/);
    }
  });
});
