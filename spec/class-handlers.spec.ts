import { expect } from 'chai';
import { P, Process, receive, Receive, self, send, spawn, type Pid } from '../lib/index.js';
import { codeOf } from './semantics/messages.js';
import { startRuntime } from './semantics/support.js';

/** What the classes below write down. */
const told: unknown[] = [];

describe('the handlers of a class process', () => {
  const world = startRuntime();
  beforeEach(() => {
    told.length = 0;
  });

  @Process()
  class Worker {
    @Receive(['plain', P.number])
    plain([, n]: ['plain', number]): void {
      told.push(`plain ${n}`);
    }

    @Receive(['generator', P.number])
    *generator([, n]: ['generator', number]): Generator {
      told.push(`generator ${n} begins`);
      yield;
      yield* Process.sleep(1);
      told.push(`generator ${n} ends`);
    }

    @Receive(['async', P.number])
    async async([, n]: ['async', number]): Promise<void> {
      told.push(`async ${n} begins`);
      await new Promise(setImmediate);
      told.push(`async ${n} ends`);
    }

    @Receive(['ask', P.any])
    *ask([, question]: ['ask', unknown]): Generator {
      const answer = yield* receive(['answer', P.select()]);
      told.push(`${question}: ${answer}`);
    }

    @Receive(['done', P.pid])
    done([, caller]: ['done', Pid]): void {
      send(caller, 'done');
    }
  }

  async function work(...messages: unknown[]): Promise<void> {
    await world.run(function* () {
      const pid = spawn(Worker);
      for (const message of [...messages, ['done', self()]]) send<any>(pid, message);
      yield* receive('done');
    });
  }

  it('may be plain, generators or async, and run one at a time', async () => {
    await work(['generator', 1], ['plain', 2], ['async', 3], ['async', 4], ['plain', 5]);
    expect(told).to.deep.equal(['generator 1 begins', 'generator 1 ends', 'plain 2', 'async 3 begins', 'async 3 ends', 'async 4 begins', 'async 4 ends', 'plain 5']);
  });

  it('that wait do not hold other processes back', async () => {
    await world.run(function* () {
      const [one, two] = [spawn(Worker), spawn(Worker)];
      send(one, ['generator', 1]);
      send(two, ['plain', 2]);
      send(one, ['done', self()]);
      yield* receive('done');
    });
    expect(told).to.deep.equal(['generator 1 begins', 'plain 2', 'generator 1 ends']);
  });

  it('may receive: the rest of the mailbox keeps its order', async () => {
    await work(['ask', 'age'], ['plain', 1], ['plain', 2], ['answer', 42], ['plain', 3]);
    expect(told).to.deep.equal(['age: 42', 'plain 1', 'plain 2', 'plain 3']);
  });

  it('that receive see what came before them too', async () => {
    await work(['answer', 1], ['plain', 0], ['ask', 'first'], ['answer', 2], ['ask', 'second']);
    expect(told).to.deep.equal(['plain 0', 'first: 1', 'second: 2']);
  });

  it('are told of no message that a receive of theirs has taken', async () => {
    @Process()
    class Greedy {
      @Receive('start')
      async start(_: 'start'): Promise<void> {
        told.push(await receive(['take', P.select()]));
      }

      @Receive(['take', P.any])
      take([, value]: ['take', unknown]): void {
        told.push(['handler', value]);
      }
    }
    const pid = world.runtime.spawn(Greedy);
    for (const message of ['start', ['take', 1], ['take', 2]]) send<any>(pid, message);
    await world.settled();
    expect(told).to.deep.equal([1, ['handler', 2]]);
  });

  it('are tried in source order', async () => {
    @Process()
    class Ordered {
      @Receive(['n', 1])
      one(_: ['n', 1]): void {
        told.push('one');
      }

      @Receive(['n', P.number])
      any(_: ['n', number]): void {
        told.push('any');
      }

      @Receive(['n', 2])
      two(_: ['n', 2]): void {
        told.push('two');
      }
    }
    const pid = world.runtime.spawn(Ordered);
    for (const n of [1, 2, 3]) send<any>(pid, ['n', n]);
    await world.settled();
    expect(told).to.deep.equal(['one', 'any', 'any']);
  });

  it('get what P.select picked out', async () => {
    @Process()
    class Picky {
      @Receive(['deep', { list: [P.select(), P._] }])
      pick(value: unknown): void {
        told.push(value);
      }
    }
    send<any>(world.runtime.spawn(Picky), ['deep', { list: [7, 8] }]);
    await world.settled();
    expect(told).to.deep.equal([7]);
  });

  it('keep their state between messages, each process its own', async () => {
    @Process()
    class Counter {
      #count = 0;

      @Receive('increment')
      increment(_: 'increment'): void {
        told.push(++this.#count);
      }
    }
    const [one, two] = [world.runtime.spawn(Counter), world.runtime.spawn(Counter)];
    for (const pid of [one, one, two, one]) {
      send<any>(pid, 'increment');
      await world.settled();
    }
    expect(told).to.deep.equal([1, 2, 1, 3]);
  });

  it('keep the mailbox fair: a flood does not starve others', async () => {
    await world.run(function* () {
      const pid = spawn(Worker);
      for (let n = 0; n < 5_000; n++) send(pid, ['plain', n]);
      const other = spawn(Worker);
      send(other, ['done', self()]);
      yield* receive('done');
      told.push('other');
      while (told.length < 5_001) yield;
    });
    expect(told.indexOf('other')).to.be.below(1_000);
  });

  describe('inheritance', () => {
    class Base {
      @Receive('hello')
      hello(_: 'hello'): void {
        told.push('base hello');
      }

      @Receive('bye')
      bye(_: 'bye'): void {
        told.push('base bye');
      }

      @Receive(P.string)
      other(text: string): void {
        told.push(`base ${text}`);
      }
    }

    @Process()
    class Derived extends Base {
      override hello(_: 'hello'): void {
        told.push('derived hello');
        super.hello(_);
      }

      @Receive('new')
      fresh(_: 'new'): void {
        told.push('never: the base has taken it');
      }

      @Receive(42)
      number(_: 42): void {
        told.push('derived 42');
      }
    }

    it('passes handlers on, and a subclass may override them', async () => {
      const pid = world.runtime.spawn(Derived);
      for (const message of ['hello', 'bye', 'new', 42]) send<any>(pid, message);
      await world.settled();
      expect(told).to.deep.equal(['derived hello', 'base hello', 'base bye', 'base new', 'derived 42']);
    });

    it('does not pass @Process on', () => {
      class Undecorated extends Derived {}
      expect(codeOf(() => world.runtime.spawn(Undecorated))).to.equal('BEAMWORK_NOT_A_PROCESS_CLASS');
    });
  });
});
