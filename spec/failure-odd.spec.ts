import { expect } from 'chai';
import { exit, Lifecycle, Logger, Process, receive, Runtime, self, send, spawn, type CrashReport } from '../lib/index.js';
import './identity.js';
import { CollectingLogger, downOf, flush, reasonOf, startRuntime } from './semantics/support.js';

const boom = (): never => {
  throw new Error('boom');
};

/** An array that holds itself. */
function endless(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

/** A proxy that throws at whatever is done to it. */
function hostile(): object {
  const traps = ['get', 'set', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'defineProperty', 'apply', 'construct'];
  return new Proxy(function () {}, Object.fromEntries(traps.map((trap) => [trap, boom])));
}

describe('odd things that are thrown', () => {
  const world = startRuntime();

  for (const [title, value] of [
    ['undefined', undefined],
    ['null', null],
    ['a string', 'oops'],
    ['NaN', NaN],
    ['an object', { a: [1] }],
    ['a symbol', Symbol.for('oops')],
  ] as const) {
    it(`${title} arrives as a nocatch reason`, async () => {
      const reason = await world.run(() =>
        reasonOf(() => {
          throw value;
        }),
      );
      expect(reason).to.deep.equal(['nocatch', value]);
      expect(world.logger.crashLines).to.have.lengthOf(1);
    });
  }

  it('an error that cannot be copied arrives as its text', async () => {
    const reason = await world.run(() =>
      reasonOf(() => {
        throw Object.assign(new TypeError('with a socket'), { socket: Promise.resolve() });
      }),
    );
    expect(reason).to.be.instanceOf(Error).with.property('message', 'with a socket');
    expect(reason).to.have.property('name', 'TypeError');
  });

  it('an error whose getters throw still ends its process, logged once', async () => {
    const reason = await world.run(() =>
      reasonOf(() => {
        throw Object.defineProperties(new Error(), { message: { get: boom }, stack: { get: boom }, name: { get: boom } });
      }),
    );
    expect(reason).to.be.instanceOf(Error);
    expect(world.logger.crashLines).to.have.lengthOf(1);
  });

  for (const [title, make] of [
    ['an array that holds itself', () => endless()],
    ['an error whose cause holds itself', () => new Error('outer', { cause: endless() })],
    ['an error with a cause that cannot be read', () => new Error('outer', { cause: hostile() })],
    ['an array with a part that cannot be read', () => ['x', hostile()]],
  ] as const) {
    it(`${title} ends its process and nothing else`, async () => {
      const outcome = await world.run(function* () {
        const pid = spawn(() => {
          throw make();
        });
        yield* downOf(pid);
        return [Process.isAlive(pid), Process.isAlive(self())];
      });
      expect(outcome).to.deep.equal([false, true]);
      expect(world.logger.crashLines).to.have.lengthOf(1);
    });
  }

  it('a long or many-lined error is one line of the log', async () => {
    await world.run(() =>
      reasonOf(() => {
        throw new Error(`first\n\n  second\r\nthird ${'x'.repeat(100_000)}`);
      }),
    );
    expect(world.logger.crashLines).to.have.lengthOf(1);
    expect(world.logger.crashLines[0]).to.include('first second').and.not.match(/[\r\n]/);
  });

  it('what a body returns may be as odd', async () => {
    const bodies = [
      () => Object.defineProperty({}, 'then', { get: boom }),
      () => ({ then: boom }),
      () => ({ then: (resolve: (value: unknown) => void) => [1, 2].forEach(resolve) }),
    ];
    for (const body of bodies) {
      const alive = await world.run(function* () {
        const pid = spawn(body);
        yield* downOf(pid);
        return Process.isAlive(pid);
      });
      expect(alive).to.equal(false);
    }
  });
});

describe('a proxy that throws at every touch', () => {
  const logger = new CollectingLogger();
  const touch = {
    'thrown by a body': () => {
      throw hostile();
    },
    'thrown by a generator': function* (): Generator {
      yield;
      throw hostile();
    },
    'thrown by an async body': async () => {
      await Process.sleep(0);
      throw hostile();
    },
    'returned by a body': () => hostile(),
    'returned by an async body': async () => [hostile()],
    'yielded by a generator': function* (): Generator {
      yield hostile();
    },
  };

  for (const [title, body] of Object.entries(touch)) {
    it(`${title} ends its process at most, and the runtime goes on`, async function () {
      this.timeout(1_000);
      logger.clear();
      // No hook stops this runtime: one that has come to a standstill would take the other specs with it.
      const runtime = await Runtime.start({ logger });
      const pid = runtime.spawn(body);
      const outcome = await runtime.run(function* () {
        yield* downOf(pid);
        return Process.isAlive(pid);
      });
      expect(outcome).to.equal(false);
      await runtime.stop();
    });
  }
});

describe('a logger', () => {
  const crashes: CrashReport[] = [];
  let act: (report: CrashReport) => void = () => {};
  class Acting extends Logger {
    override crash(_line: string, report: CrashReport): void {
      crashes.push(report);
      act(report);
    }

    override warn(): void {
      boom();
    }
  }
  let runtime: Runtime;
  beforeEach(async () => {
    crashes.length = 0;
    runtime = await Runtime.start({ logger: new Acting(), mailboxLimit: 2 });
  });
  afterEach(() => runtime.stop());

  it('that throws ends no process but the one that crashed', async () => {
    act = boom;
    const reasons = await runtime.run(function* () {
      const reasons: unknown[] = [];
      for (const text of ['one', 'two']) reasons.push(yield* reasonOf(() => { throw new Error(text); }));
      return reasons;
    });
    expect(reasons.map((reason) => (reason instanceof Error ? reason.message : reason))).to.deep.equal(['one', 'two']);
    expect(crashes).to.have.lengthOf(2);
  });

  it('that throws at a warning does no harm', async () => {
    runtime.get(Lifecycle).spawned$.subscribe(boom);
    const messages = await runtime.run(function* () {
      const pid = spawn(() => receive('never'));
      for (let n = 0; n < 10; n++) {
        send(pid, n);
        yield;
      }
      return Process.info(pid, 'messages')?.length;
    });
    expect(messages).to.equal(10);
  });

  it('that calls exit ends nobody', async () => {
    act = () => exit('from the logger');
    const reason = await runtime.run(() => reasonOf(boom));
    expect(reason).to.be.instanceOf(Error).with.property('message', 'boom');
  });

  it('may hand its report to a process', async () => {
    const messages = await runtime.run(function* () {
      const me = self();
      act = ({ where }) => void send(me, ['crash', where]);
      yield* reasonOf(function worker() {
        throw new Error('oops');
      });
      return yield* flush();
    });
    expect(messages).to.deep.equal([['crash', 'worker']]);
  });
});
