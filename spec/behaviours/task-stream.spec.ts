import { expect } from 'chai';
import { exit, Process, ProcessExit, Runtime, self } from '../../lib/index.js';
import { Task } from '../../lib/behaviours/task.js';
import { flush, ManualTime, reasonOf, startRuntime, turns } from '../semantics/support.js';

const square = (n: number): number => n * n;

function* naturals(): Generator<number, void> {
  for (let n = 0; ; n++) yield n;
}

describe('Task.asyncStream', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('gives all results in the order of the items', async () => {
    const results = await world.run(function* () {
      const slowFirst = function* (n: number): Generator<unknown, number> {
        yield* turns(10 - n);
        return n;
      };
      return yield* Task.asyncStream([1, 2, 3], slowFirst);
    });
    expect(results).to.deep.equal([['ok', 1], ['ok', 2], ['ok', 3]]);
  });

  it('gives them as they are ready when order does not matter', async () => {
    const results = await world.run(function* () {
      const slowFirst = function* (n: number): Generator<unknown, number> {
        yield* turns(n);
        return n;
      };
      return yield* Task.asyncStream([30, 20, 10], slowFirst, { ordered: false });
    });
    expect(results).to.deep.equal([['ok', 10], ['ok', 20], ['ok', 30]]);
  });

  it('runs no more tasks at a time than it may, and asks for no more items', async () => {
    let asked = 0;
    let most = 0;
    let running = 0;
    const items = function* (): Generator<number, void> {
      for (; asked < 6; ) yield asked++;
    };
    const ahead: number[] = [];
    await world.run(function* () {
      const work = function* (): Generator<unknown, void> {
        most = Math.max(most, ++running);
        yield* turns(3);
        running--;
      };
      const stream = Task.asyncStream(items(), work, { maxConcurrency: 2 });
      ahead.push(asked);
      yield* stream.next();
      ahead.push(asked);
      yield* stream;
    });
    expect(most).to.equal(2);
    expect(ahead[0]).to.equal(0);
    expect(ahead[1]).to.be.at.most(3);
    expect(asked).to.equal(6);
  });

  it('takes some of infinitely many items, and ends the tasks that still run', async () => {
    const result = await world.run(function* () {
      const before = Process.list().length;
      const stream = Task.asyncStream(naturals(), square);
      const taken = [yield* stream.next(), yield* stream.next(), yield* stream.next()];
      stream.close();
      yield* turns();
      return [taken, Process.list().length - before, Process.info(self(), 'links'), yield* flush()];
    });
    expect(result).to.deep.equal([[['ok', 0], ['ok', 1], ['ok', 4]], 0, [], []]);
  });

  it('hands over each result with forEach', async () => {
    const seen: unknown[] = [];
    await world.run(() => Task.asyncStream([1, 2], square).forEach((result) => seen.push(result)));
    expect(seen).to.deep.equal([['ok', 1], ['ok', 4]]);
  });

  it('is awaited, and iterated with for await, in an async body, which stays itself', async () => {
    const result = await world.run(async () => {
      const me = self();
      const all = await Task.asyncStream([1, 2], square);
      const mine = [self() === me];
      const some: unknown[] = [];
      for await (const each of Task.asyncStream(naturals(), square)) {
        mine.push(self() === me);
        some.push(each);
        if (some.length === 2) break;
      }
      return [all, some, mine];
    });
    expect(result).to.deep.equal([[['ok', 1], ['ok', 4]], [['ok', 0], ['ok', 1]], [true, true, true]]);
  });

  it('ends a caller that does not trap exits with a task that fails', async () => {
    const reason = await world.run(() => reasonOf(function* () {
      yield* Task.asyncStream([1, 2], (n) => (n === 2 ? exit('boom') : n));
    }));
    expect(reason).to.equal('boom');
  });

  it('gives the reason to a caller that traps exits, and no message', async () => {
    const result = await world.run(function* () {
      Process.flag('trapExit', true);
      return [yield* Task.asyncStream([1, 2], (n) => (n === 2 ? exit('boom') : n)), yield* flush()];
    });
    expect(result).to.deep.equal([[['ok', 1], ['exit', 'boom']], []]);
  });

  it('fails when a task takes too long, and kills the others', async () => {
    const outcome = world.run(function* () {
      try {
        yield* Task.asyncStream([1, 2, 3], () => Process.sleep(Infinity), { timeoutMs: 100 });
        return 'no failure';
      } catch (thrown) {
        const reason = thrown instanceof ProcessExit ? thrown.reason : thrown;
        yield* turns();
        return [reason, Process.list().length, yield* flush()];
      }
    });
    await world.settled();
    time.advance(100);
    expect(await outcome).to.deep.equal([['timeout', ['Task.asyncStream', 100]], 1, []]);
  });

  it('kills a task that takes too long and goes on, when told so', async () => {
    const outcome = world.run(function* () {
      return [yield* Task.asyncStream([1, 100], (ms) => Process.sleep(ms), { timeoutMs: 60, onTimeout: 'kill_task' }), yield* flush()];
    });
    await world.settled();
    time.advance(1);
    await world.settled();
    time.advance(60);
    expect(await outcome).to.deep.equal([[['ok', 'ok'], ['exit', 'timeout']], []]);
  });

  it('throws what the items throw, and kills what runs', async () => {
    const result = await world.run(function* () {
      const items = function* (): Generator<number, void> {
        yield 1;
        throw new RangeError('no more');
      };
      try {
        yield* Task.asyncStream(items(), () => Process.sleep(Infinity));
        return 'no failure';
      } catch (thrown) {
        yield* turns();
        return [thrown instanceof RangeError, Process.list().length];
      }
    });
    expect(result).to.deep.equal([true, 1]);
  });

  it('refuses options that it does not know', async () => {
    const codes = await world.run(() =>
      [{ maxConcurrency: 0 }, { ordered: 'no' }, { onTimeout: 'wait' }, { timeoutMs: -1 }, { speed: 1 }].map((options) => {
        try {
          return Reflect.apply(Task.asyncStream, undefined, [[1], square, options]);
        } catch (error) {
          return Reflect.get(Object(error), 'code');
        }
      }),
    );
    expect(codes).to.deep.equal(['BEAMWORK_BAD_OPTION', 'BEAMWORK_BAD_OPTION', 'BEAMWORK_BAD_OPTION', 'BEAMWORK_BAD_TIMEOUT', 'BEAMWORK_BAD_OPTION']);
  });

  it('works outside of processes, as a whole and one by one', async () => {
    const all = await Task.asyncStream([1, 2], square);
    const some: unknown[] = [];
    for await (const each of Task.asyncStream(naturals(), square)) {
      some.push(each);
      if (some.length === 2) break;
    }
    const rest: unknown[] = [];
    for await (const each of Task.asyncStream([3], square)) rest.push(each);
    const failure = await Task.asyncStream([1], () => exit('boom')).then(() => 'no failure', (error) => error.reason);
    await Runtime.default().stop();
    expect([all, some, rest, failure]).to.deep.equal([[['ok', 1], ['ok', 4]], [['ok', 0], ['ok', 1]], [['ok', 9]], 'boom']);
  });
});
