import { expect } from 'chai';
import { Application, Lifecycle, type LifecycleHooks, Module, type ModuleOptions, Process, Registry, Runtime } from '../../lib/index.js';
import { CollectingLogger } from '../semantics/support.js';
import { failureOf } from './support.js';

const never = new Promise<void>(() => {});

function rootWith(options: ModuleOptions): new () => object {
  class Root {}
  Module(options)(Root);
  return Root;
}

/** A process that does not end before `open` is called. */
function gate(): { readonly Gate: new () => object; readonly reached: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  let reach = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  @Process({ trapExit: true })
  class Gate {
    async terminate(): Promise<void> {
      reach();
      await opened;
    }
  }
  return { Gate, reached, open };
}

describe('The tree of an application', () => {
  const ended = { id: 'Root', type: 'supervisor', pid: undefined, children: [] };

  it('that stops is empty when it has stopped', async () => {
    const { Gate, reached, open } = gate();
    const application = await Application.start(rootWith({ processes: [Gate] }), { signals: false });
    const stopped = application.stop();
    await reached;
    const tree = application.tree();
    open();
    await stopped;
    expect(await tree).to.deep.equal(ended);
  });

  it('that has stopped is empty, with a runtime of its own or a given one', async () => {
    const runtime = await Runtime.start();
    for (const options of [{ signals: false }, { signals: false, runtime }]) {
      const application = await Application.start(rootWith({}), options);
      await application.stop();
      expect(await application.tree()).to.deep.equal(ended);
    }
    await runtime.stop();
  });
});

describe('A root module that gives up', () => {
  it('during onApplicationBootstrap fails the start', async () => {
    const { exitCode } = process;
    const logger = new CollectingLogger();
    const log: string[] = [];
    @Process({ name: 'weak' })
    class Weak {}
    class Killer implements LifecycleHooks {
      constructor(readonly runtime: Runtime) {}

      async onApplicationBootstrap(): Promise<void> {
        const weak = this.runtime.get(Registry).whereis('weak');
        const ends = new Promise<void>((resolve) => {
          let left = 2;
          this.runtime.get(Lifecycle).exited$.subscribe(({ pid, reason }) => {
            if (reason !== 'normal' && pid !== undefined && --left === 0) resolve();
          });
        });
        await this.runtime.run(() => weak !== undefined && Process.exit(weak, 'kill'));
        await ends;
      }

      onApplicationShutdown(): void {
        log.push('told');
      }
    }
    const providers = [{ provide: Killer, useFactory: (runtime: Runtime) => new Killer(runtime), inject: [Runtime] }];
    const failure = await failureOf(Application.start(rootWith({ providers, processes: [Weak], maxRestarts: 0 }), { logger, signals: false }));
    expect(process.exitCode).to.equal(1);
    process.exitCode = exitCode;
    expect(failure).to.include({ code: 'BEAMWORK_START_FAILED', problem: 'Root has ended during its start: "shutdown"' });
    expect(log).to.deep.equal(['told']);
  });
});

describe('The way down', () => {
  it('of a start that fails waits no longer for a hook than a stop does', async () => {
    const log: string[] = [];
    class Hanging implements LifecycleHooks {
      onModuleDestroy(): unknown {
        log.push('hangs');
        return never;
      }

      onModuleInit(): void {
        throw new Error('no disk');
      }
    }
    const failure = await failureOf(Application.start(rootWith({ providers: [Hanging] }), { signals: false, shutdownTimeoutMs: 0 }));
    expect(failure.problem).to.equal('Root: onModuleInit of Hanging failed: no disk');
    expect(log).to.deep.equal(['hangs']);
  });

  it('goes on after a hook that fails of what has no class', async () => {
    const logger = new CollectingLogger();
    const log: string[] = [];
    const nameless: object = Object.assign(Object.create(null), {
      onModuleDestroy: () => {
        throw new Error('no');
      },
    });
    class Other implements LifecycleHooks {
      onModuleDestroy(): void {
        log.push('other');
      }
    }
    const application = await Application.start(rootWith({ providers: [Other, { provide: 'nameless', useValue: nameless }] }), { logger, signals: false });
    await application.stop();
    expect(log).to.deep.equal(['other']);
    expect(logger.warnings.join('\n')).to.match(/Root: onModuleDestroy of .* failed: no/);
  });
});
