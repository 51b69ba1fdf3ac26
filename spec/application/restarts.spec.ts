import { expect } from 'chai';
import { Application, Call, call, exit, Lifecycle, Module, type ModuleOptions, type Pid, Process, type ProcessTree, Registry } from '../../lib/index.js';
import { filter, firstValueFrom, take, toArray } from 'rxjs';
import { CollectingLogger } from '../semantics/support.js';

class Counter {
  static made = 0;
  starts = 0;

  constructor() {
    Counter.made++;
  }
}

function worker(name: string): new (counter: Counter) => object {
  @Process({ name })
  class Worker {
    constructor(readonly counter: Counter) {
      counter.starts++;
    }

    @Call(['starts'])
    starts(_: ['starts']): number {
      return this.counter.starts;
    }

    @Call(['break'])
    break(_: ['break']): string {
      return exit('broken');
    }
  }
  Object.defineProperty(Worker, 'name', { value: name });
  return Worker;
}

const logger = new CollectingLogger();

function moduleNamed(name: string, options: ModuleOptions): new () => object {
  class Made {}
  Object.defineProperty(Made, 'name', { value: name });
  Module(options)(Made);
  return Made;
}

describe('The processes of a module', () => {
  let application: Application | undefined;
  const A = worker('a');
  const B = worker('b');

  const start = async (root: new () => object): Promise<Application> => (application = await Application.start(root, { logger, signals: false }));
  const pidOf = (name: string): Pid => {
    const pid = application?.runtime.get(Registry).whereis(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  };
  /** Breaks a process, and waits until so many processes have been started again. */
  const breaks = async (name: string, spawned: number): Promise<void> => {
    if (application === undefined) throw new Error('no application');
    const births = firstValueFrom(application.runtime.get(Lifecycle).spawned$.pipe(filter(() => true), take(spawned + 1), toArray()));
    await call(pidOf(name), ['break']).then(undefined, () => {});
    await births;
    await application.tree();
  };

  beforeEach(() => {
    Counter.made = 0;
  });

  afterEach(async () => {
    await application?.stop();
    application = undefined;
  });

  it('get the services of the module again when they are restarted, and no new ones', async () => {
    await start(moduleNamed('Shop', { providers: [Counter], processes: [A] }));
    const first = pidOf('a');
    await breaks('a', 1);
    expect(pidOf('a')).not.to.equal(first);
    expect(await call(pidOf('a'), ['starts'])).to.equal(2);
    expect(Counter.made).to.equal(1);
  });

  it('are restarted alone by default', async () => {
    await start(moduleNamed('Shop', { providers: [Counter], processes: [A, B] }));
    const b = pidOf('b');
    await breaks('a', 1);
    expect(pidOf('b')).to.equal(b);
  });

  it('are restarted together by one_for_all, imported modules too', async () => {
    const Store = moduleNamed('Store', { providers: [Counter], processes: [B], exports: [Counter] });
    await start(moduleNamed('Shop', { imports: [Store], processes: [A], strategy: 'one_for_all' }));
    const b = pidOf('b');
    await breaks('a', 3);
    expect(pidOf('b')).not.to.equal(b);
    expect(await call(pidOf('b'), ['starts'])).to.equal(4);
    expect(Counter.made).to.equal(1);
  });

  it('are restarted after the one that broke by rest_for_one', async () => {
    await start(moduleNamed('Shop', { providers: [Counter], processes: [A, B], strategy: 'rest_for_one' }));
    const [a, b] = [pidOf('a'), pidOf('b')];
    await breaks('b', 1);
    expect(pidOf('a')).to.equal(a);
    expect(pidOf('b')).not.to.equal(b);
  });

  it('are started anew with their supervisor, in the scope of their module, when it has given up', async () => {
    const Store = moduleNamed('Store', { providers: [Counter], processes: [A, B], maxRestarts: 0 });
    await start(moduleNamed('Shop', { imports: [Store], maxRestarts: 1 }));
    const before = await application?.tree();
    const b = pidOf('b');
    await breaks('a', 3);
    const after = await application?.tree();
    expect(pidOf('b')).not.to.equal(b);
    expect(after?.pid).to.equal(before?.pid);
    expect(childOf(after)).not.to.equal(childOf(before));
    expect(await call(pidOf('a'), ['starts'])).to.equal(4);
    expect(Counter.made).to.equal(1);
  });

  it('end with the application when the modules give up one after the other', async () => {
    const { exitCode } = process;
    const Store = moduleNamed('Store', { providers: [Counter], processes: [A], maxRestarts: 0 });
    const { ended } = await start(moduleNamed('Shop', { imports: [Store], maxRestarts: 0 }));
    await call(pidOf('a'), ['break']).then(undefined, () => {});
    const end = await ended;
    process.exitCode = exitCode;
    expect(end).to.deep.equal({ reason: 'shutdown', clean: false });
  });

  it('have the limits of their own module, in its own seconds', async () => {
    const Store = moduleNamed('Store', { providers: [Counter], processes: [A], maxRestarts: 2, maxSeconds: 60 });
    await start(moduleNamed('Shop', { imports: [Store], maxRestarts: 0 }));
    const store = childOf(await application?.tree());
    await breaks('a', 1);
    await breaks('a', 1);
    expect(childOf(await application?.tree())).to.equal(store);
  });
});

function childOf(tree: ProcessTree | undefined): Pid | undefined {
  return tree?.children[0]?.pid;
}
