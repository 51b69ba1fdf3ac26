import { expect } from 'chai';
import { exit, P, Process, receive, Receive, self, send, spawn, type Pid } from '../lib/index.js';
import { RuntimeState } from '../lib/runtime/runtime-state.js';
import './identity.js';
import { downOf, flush, startRuntime } from './semantics/support.js';

/** What the classes below write down. */
const told: unknown[] = [];

describe('a class process', () => {
  const world = startRuntime();
  beforeEach(() => {
    told.length = 0;
  });

  describe('init', () => {
    class Starting {
      private ready = false;

      protected done(argument: unknown): void {
        this.ready = true;
        told.push(['init', argument]);
      }

      @Receive('go')
      go(_: 'go'): void {
        told.push(['go', this.ready]);
      }
    }

    @Process()
    class Plain extends Starting {
      init(argument: unknown): void {
        this.done(argument);
      }
    }

    @Process()
    class InParts extends Starting {
      *init(argument: unknown): Generator {
        yield;
        yield* Process.sleep(1);
        this.done(argument);
      }
    }

    @Process()
    class Async extends Starting {
      async init(argument: unknown): Promise<void> {
        await Process.sleep(1);
        await new Promise(setImmediate);
        this.done(argument);
      }
    }

    for (const [title, Class] of [
      ['plain', Plain],
      ['a generator', InParts],
      ['async', Async],
    ] as const) {
      it(`may be ${title}: it is over before the first message`, async () => {
        await world.run(function* () {
          const pid = spawn(Class, { n: 1 });
          send<any>(pid, 'go');
          while (told.length < 2) yield* Process.sleep(1);
        });
        expect(told).to.deep.equal([
          ['init', { n: 1 }],
          ['go', true],
        ]);
      });
    }

    it('gets copies of the arguments of spawn', async () => {
      const argument = { n: 1 };
      world.runtime.spawn(Plain, argument);
      argument.n = 2;
      await world.settled();
      expect(told).to.deep.equal([['init', { n: 1 }]]);
    });

    it('runs in the new process, after spawn has returned', async () => {
      @Process()
      class Whoami {
        init(): void {
          told.push(self());
        }
      }
      const pid = await world.run(() => {
        const pid = spawn(Whoami);
        told.push('spawned');
        return pid;
      });
      await world.settled();
      expect(told).to.deep.equal(['spawned', pid]);
    });

    it('may receive, and leaves the rest to the handlers', async () => {
      @Process()
      class Configured {
        private prefix = '';

        *init(): Generator {
          const [, prefix] = yield* receive(['config', P.string]);
          this.prefix = prefix;
        }

        @Receive(['say', P.string])
        say([, text]: ['say', string]): void {
          told.push(this.prefix + text);
        }
      }
      const pid = world.runtime.spawn(Configured);
      for (const message of [['say', 'a'], ['config', '> '], ['say', 'b']]) send<any>(pid, message);
      await world.settled();
      expect(told).to.deep.equal(['> a', '> b']);
    });

    it('may end the process, without terminate', async () => {
      @Process()
      class Unwilling {
        init(): void {
          exit('no');
        }

        terminate(): void {
          told.push('terminate');
        }
      }
      expect(await world.run(() => downOf(spawn(Unwilling)))).to.equal('no');
      expect(told).to.deep.equal([]);
    });

    it('may be left out: the process waits', async () => {
      @Process()
      class Bare {}
      const pid = world.runtime.spawn(Bare);
      await world.settled();
      expect(await world.run(() => Process.info(pid, 'status'))).to.equal('waiting');
    });
  });

  it('is compiled once per runtime, however many are spawned', async () => {
    let reads = 0;
    @Process()
    class Watched {
      get init(): () => void {
        reads++;
        return () => {};
      }
    }
    for (let n = 0; n < 20; n++) world.runtime.spawn(Watched);
    await world.settled();
    expect(reads).to.equal(1);
    expect(world.runtime.get(RuntimeState).scope.modules.size).to.equal(1);
  });

  it('answers with messages like any process', async () => {
    @Process()
    class Echo {
      @Receive(['echo', P.pid, P.any])
      echo([, caller, value]: ['echo', Pid, unknown]): void {
        send(caller, ['echoed', value]);
      }
    }
    const messages = await world.run(function* () {
      send(spawn(Echo), ['echo', self(), { n: 1 }]);
      return yield* flush();
    });
    expect(messages).to.deep.equal([['echoed', { n: 1 }]]);
  });
});
