import { expect } from 'chai';
import { continueWith, Continue, exit, idleAfter, ignore, P, type Pid, Process, ProcessExit, Receive, receive, Runtime, self, send, spawn, start, startLink, stop, stopWith } from '../../lib/index.js';
import { Address } from '../../lib/runtime/address.js';
import { CollectingLogger, downOf, flush, ManualTime, startRuntime, takeOne } from '../semantics/support.js';
import { failureOf, noTrace, reasonFrom, traces } from './support.js';

/** Its `init` does what it is given. */
@Process()
class Starting {
  init(act: () => unknown = () => undefined): unknown {
    return act();
  }

  @Receive('timeout')
  idle(_: 'timeout'): void {
    exit('idled');
  }

  @Continue('more')
  more(_: 'more'): void {
    exit('continued');
  }
}

/** A directory of one's own: names are its keys. */
class Slot extends Address {
  constructor(
    readonly book: Map<string, Pid>,
    readonly key: string,
    readonly trouble?: 'late' | 'broken',
  ) {
    super();
  }

  whereis(): Pid | undefined {
    const pid = this.trouble === 'late' ? undefined : this.book.get(this.key);
    return pid !== undefined && Process.isAlive(pid) ? pid : undefined;
  }

  claim(pid: Pid): Pid | undefined {
    if (this.trouble === 'broken') throw new Error('the directory is broken');
    const owner = this.book.get(this.key);
    if (owner !== undefined) return owner;
    this.book.set(this.key, pid);
    return undefined;
  }

  toString(): string {
    return `slot ${this.key}`;
  }
}

const failing: Record<string, [act: () => unknown, reason: unknown]> = {
  'exits': [() => exit(['no', 'way']), ['no', 'way']],
  'exits normally': [() => exit('normal'), 'normal'],
  'stops': [() => stopWith('not today'), 'not today'],
  'stops after a wait': [async () => (await Process.sleep(0), stopWith('late')), 'late'],
  'throws no error': [
    () => {
      throw 'bare';
    },
    ['nocatch', 'bare'],
  ],
};

function boom(): never {
  throw new Error('init boom');
}

describe('start', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('rule 116: returns when init has returned, whatever kind init is of', async () => {
    const seen = await world.run(function* () {
      const done: string[] = [];
      yield* start(Starting, [() => done.push('plain')]);
      yield* start(Starting, [
        function* () {
          yield;
          yield;
          done.push('generator');
        },
      ]);
      done.push('then');
      return [done, yield* traces()];
    });
    expect(seen).to.deep.equal([['plain', 'generator', 'then'], noTrace]);
  });

  it('works in async bodies and outside', async () => {
    const inside = await world.run(async () => Process.isAlive((await start(Starting)) ?? self()));
    const outside = await start(Starting, [() => Process.sleep(0)]);
    expect([inside, outside !== undefined && Process.isAlive(outside)]).to.deep.equal([true, true]);
    if (outside !== undefined) await stop(outside);
  });

  for (const [what, [act, reason]] of Object.entries(failing)) {
    it(`rule 116: fails with the reason when init ${what}, and leaves no process`, async () => {
      const seen = await world.run(function* () {
        let child: Pid | undefined;
        const before = Process.list().length;
        const failure = yield* failureOf(() => start(Starting, [() => ((child = self()), act())], { name: 'failing' }));
        return [failure, child !== undefined && Process.isAlive(child), Process.whereis('failing'), Process.list().length - before, yield* traces()];
      });
      // The clock stands still: what waits 0 ms goes on.
      expect(seen).to.deep.equal([reason, false, undefined, 0, noTrace]);
    });
  }

  it('rule 116: fails with the error that init throws, which is logged once', async () => {
    const error = await reasonFrom(world.run(() => start(Starting, [boom])));
    expect(error).to.be.an('error').with.property('message', 'init boom');
    expect(world.logger.crashLines).to.have.lengthOf(1);
    expect(world.logger.crashLines[0]).to.contain('Starting.init');
  });

  it('gives undefined where init ignores, and leaves no process and no name', async () => {
    const seen = await world.run(function* () {
      const before = Process.list().length;
      const pid = yield* start(Starting, [() => ignore()], { name: 'unwanted' });
      return [pid, Process.whereis('unwanted'), Process.list().length - before, yield* traces()];
    });
    expect(seen).to.deep.equal([undefined, undefined, 0, noTrace]);
  });

  it('returns before the work that init continues with', async () => {
    const seen = await world.run(function* () {
      const pid = yield* start(Starting, [() => continueWith('more')]);
      return pid === undefined ? pid : [Process.isAlive(pid), yield* downOf(pid)];
    });
    expect(seen).to.deep.equal([true, 'continued']);
  });

  it('returns before the silence that init waits for', async () => {
    const down = world.run(function* () {
      const pid = yield* start(Starting, [() => idleAfter(10)]);
      return pid === undefined ? pid : yield* downOf(pid);
    });
    await world.settled();
    time.advance(10);
    expect(await down).to.equal('idled');
  });

  describe('by name', () => {
    it('registers before init runs', async () => {
      const seen = await world.run(function* () {
        let inside: Pid | undefined;
        const pid = yield* start(Starting, [() => (inside = Process.whereis('first'))], { name: 'first' });
        return inside === pid && pid === Process.whereis('first');
      });
      expect(seen).to.equal(true);
    });

    it('rule 117: that is taken fails with already_started and who has it; init does not run', async () => {
      const seen = await world.run(function* () {
        let ran = false;
        const first = yield* start(Starting, [], { name: 'first' });
        const before = Process.list().length;
        const failure = yield* failureOf(() => start(Starting, [() => (ran = true)], { name: 'first' }));
        return [failure, first, ran, Process.list().length - before, yield* traces()];
      });
      expect(seen).to.deep.equal([['already_started', seen[1]], seen[1], false, 0, noTrace]);
    });

    it('rule 117: of the class that is taken fails alike', async () => {
      @Process({ name: 'only one' })
      class Only {}
      const seen = await world.run(function* () {
        const first = yield* start(Only);
        return [yield* failureOf(() => startLink(Only)), first];
      });
      expect(seen[0]).to.deep.equal(['already_started', seen[1]]);
    });

    it('stands in for that of the class', async () => {
      @Process({ name: 'by class' })
      class Named {}
      const seen = await world.run(function* () {
        const first = yield* start(Named);
        const second = yield* start(Named, [], { name: 'by option' });
        return [Process.whereis('by class') === first, Process.whereis('by option') === second, Process.info(second, 'registeredName')];
      });
      expect(seen).to.deep.equal([true, true, 'by option']);
    });

    it('refuses a name that is none, an address that is none, and unknown options', async () => {
      for (const options of [{ name: '' }, { name: 7 }, { via: 'x' }, { naem: 'x' }, { timeoutMs: -1 }]) {
        const error: unknown = await world.run(() => {
          try {
            Reflect.apply(start, undefined, [Starting, [], options]);
            return undefined;
          } catch (thrown) {
            return thrown;
          }
        });
        expect(error, JSON.stringify(options)).to.have.property('code').that.matches(/^BEAMWORK_BAD_(NAME|OPTION|TIMEOUT)$/);
      }
    });
  });

  describe('by an address', () => {
    it('claims it before init runs, and finds it taken afterwards', async () => {
      const book = new Map<string, Pid>();
      const seen = await world.run(function* () {
        const pid = yield* start(Starting, [() => (book.get('a') === self() ? undefined : exit('not claimed'))], { via: new Slot(book, 'a') });
        const failure = yield* failureOf(() => start(Starting, [], { via: new Slot(book, 'a') }));
        return [book.get('a') === pid, failure, pid];
      });
      expect(seen).to.deep.equal([true, ['already_started', seen[2]], seen[2]]);
    });

    it('takes messages, calls, casts and stop', async () => {
      const book = new Map<string, Pid>();
      const seen = await world.run(function* () {
        const slot = new Slot(book, 'a');
        const pid = yield* start(Starting, [], { via: slot });
        yield* stop(slot, 'by address');
        return [pid !== undefined && Process.isAlive(pid), yield* failureOf(() => stop(slot))];
      });
      expect(seen[0]).to.equal(false);
      expect(seen[1]).to.be.an('array').with.property('0', 'noproc');
    });

    it('that somebody else gets first leaves nothing half made', async () => {
      const seen = await world.run(function* () {
        const holder = yield* start(Starting);
        const book = new Map([['a', holder ?? self()]]);
        const before = Process.list().length;
        let ran = false;
        const failure = yield* failureOf(() => startLink(Starting, [() => (ran = true)], { name: 'half', via: new Slot(book, 'a', 'late') }));
        return [failure, holder, ran, Process.whereis('half'), Process.list().length - before, yield* traces()];
      });
      expect(seen).to.deep.equal([['already_started', seen[1]], seen[1], false, undefined, 0, noTrace]);
    });

    it('that fails leaves nothing half made', async () => {
      const seen = await world.run(function* () {
        const before = Process.list().length;
        let message: unknown;
        try {
          yield* startLink(Starting, [], { name: 'half', via: new Slot(new Map(), 'a', 'broken') });
        } catch (error) {
          message = error instanceof Error && error.message;
        }
        return [message, Process.whereis('half'), Process.list().length - before, yield* traces()];
      });
      expect(seen).to.deep.equal(['the directory is broken', undefined, 0, noTrace]);
    });

    it('prints itself in the reason of a call that finds nobody', async () => {
      const failure = await world.run(function* () {
        const failed = spawn(function* () {
          yield;
          yield* stop(new Slot(new Map(), 'empty'));
        });
        return yield* downOf(failed);
      });
      expect(failure).to.be.an('array').with.property('0', 'noproc');
    });
  });

  describe('with a timeout', () => {
    it('kills the child whose init takes longer, at once: name free, no link, no message', async () => {
      let child: Pid | undefined;
      const seen = world.run(function* () {
        Process.flag('trapExit', true);
        const failure = yield* failureOf(() =>
          startLink(
            Starting,
            [
              function* () {
                child = self();
                Process.flag('trapExit', true);
                yield* Process.sleep(1_000);
              },
            ],
            { name: 'slow', timeoutMs: 20 },
          ),
        );
        const free = Process.whereis('slow');
        const again = yield* start(Starting, [], { name: 'slow' });
        return [failure, free, again !== undefined, child !== undefined && Process.isAlive(child), yield* flush(), yield* traces()];
      });
      await world.settled();
      time.advance(20);
      expect(await seen).to.deep.equal(['timeout', undefined, true, false, [], noTrace]);
    });

    it('kills a child that awaits something of its own', async () => {
      const seen = world.run(async () => {
        try {
          await start(Starting, [() => new Promise(() => {})], { name: 'stuck', timeoutMs: 20 });
        } catch (failure) {
          return [failure instanceof ProcessExit && failure.reason, Process.whereis('stuck'), await takeOne()];
        }
        return [];
      });
      await world.settled();
      time.advance(20);
      expect(await seen).to.deep.equal(['timeout', undefined, []]);
    });

    it('does nothing when init is back in time', async () => {
      const seen = world.run(function* () {
        const pid = yield* start(Starting, [], { timeoutMs: 20 });
        yield* Process.sleep(100);
        return pid !== undefined && Process.isAlive(pid);
      });
      await world.settled();
      time.advance(20);
      await world.settled();
      time.advance(80);
      expect(await seen).to.equal(true);
    });
  });

  describe('startLink', () => {
    it('links before init runs', async () => {
      const seen = await world.run(function* () {
        let inside: unknown;
        const me = self();
        const pid = yield* startLink(Starting, [() => (inside = Process.info(self(), 'links'))]);
        return [inside, me, Process.info(me, 'links'), pid];
      });
      expect(seen[0]).to.deep.equal([seen[1]]);
      expect(seen[2]).to.deep.equal([seen[3]]);
    });

    it('sends a trapping starter the EXIT of a start that failed, too', async () => {
      const seen = await world.run(function* () {
        Process.flag('trapExit', true);
        let child: Pid | undefined;
        const failure = yield* failureOf(() => startLink(Starting, [() => ((child = self()), stopWith('nope'))]));
        return [failure, yield* flush(), child];
      });
      expect(seen.slice(0, 2)).to.deep.equal(['nope', [['EXIT', seen[2], 'nope']]]);
    });

    it('ends a starter that does not trap with the start that failed', async () => {
      const seen = await world.run(function* () {
        let survived = false;
        const starter = spawn(function* () {
          yield* failureOf(() => startLink(Starting, [() => exit('nope')]));
          survived = true;
        });
        return [yield* downOf(starter), survived];
      });
      expect(seen).to.deep.equal(['nope', false]);
    });

    it('is refused outside of processes', () => {
      expect(() => startLink(Starting)).to.throw().with.property('code', 'BEAMWORK_OUTSIDE_PROCESS');
    });
  });

  it('gives no answer to a starter that has ended meanwhile; the child lives on', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const starter = spawn(function* () {
        yield* start(Starting, [
          function* () {
            send(me, ['child', self()]);
            yield* receive('go on');
          },
        ]);
      });
      const [, child] = yield* receive(['child', P.pid]);
      Process.exit(starter, 'kill');
      yield* downOf(starter);
      send(child, 'go on');
      return [(yield* traces()), Process.isAlive(child)];
    });
    expect(seen).to.deep.equal([noTrace, true]);
  });

  it('in one runtime is not seen in another', async () => {
    const other = await Runtime.start({ logger: new CollectingLogger() });
    const mine = await world.run(() => start(Starting, [], { name: 'same' }).then((pid) => pid));
    const theirs = await other.run(() => start(Starting, [], { name: 'same' }).then((pid) => pid));
    expect(mine === theirs).to.equal(false);
    await other.stop();
  });

  it('rejects with a ProcessExit', async () => {
    const failure = await world.run(() => start(Starting, [() => exit('why not')]).then(undefined, (error: unknown) => error));
    expect(failure).to.be.instanceOf(ProcessExit).with.property('reason', 'why not');
  });
});
