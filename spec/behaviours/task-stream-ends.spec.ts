import { expect } from 'chai';
import { Process, self, spawn } from '../../lib/index.js';
import { Task } from '../../lib/behaviours/task.js';
import { TaskSupervisor } from '../../lib/behaviours/task-supervisor.js';
import type { TaskStream } from '../../lib/behaviours/task-stream.js';
import { flush, ManualTime, startRuntime, turns } from '../semantics/support.js';

const forever = () => Process.sleep(Infinity);
const same = <T>(value: T): T => value;

/** Ones without end, and what their iterator is asked. */
class Ones implements Iterable<number> {
  readonly asked: string[] = [];
  readonly #failing: 'next' | 'return' | undefined;

  constructor(failing?: 'next' | 'return') {
    this.#failing = failing;
  }

  [Symbol.iterator](): Iterator<number, undefined> {
    return { next: () => ({ done: false, value: this.#note('next') }), return: () => ({ done: true, value: void this.#note('return') }) };
  }

  #note(verb: 'next' | 'return'): number {
    this.asked.push(verb);
    if (verb === this.#failing) throw new RangeError(`${verb} fails`);
    return 1;
  }
}

/** The message of the error that a wait comes to. */
function* messageOf(wait: () => Iterable<unknown>): Generator<unknown, unknown> {
  try {
    yield* wait();
    return 'no failure';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : thrown;
  }
}

describe('The end of a stream of tasks', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('asks items that have thrown nothing more', async () => {
    const items = new Ones('next');
    const message = await world.run(() => messageOf(() => Task.asyncStream(items, same)));
    expect([message, items.asked]).to.deep.equal(['next fails', ['next']]);
  });

  it('kills the tasks even when the items cannot be closed, and says so', async () => {
    const result = await world.run(function* () {
      const stream = Task.asyncStream(new Ones('return'), (n) => (n === 1 ? 1 : forever()), { maxConcurrency: 2 });
      yield* stream.next();
      const message = yield* messageOf(function* () {
        stream.close();
      });
      yield* turns();
      return [message, Process.list().length, yield* flush()];
    });
    expect(result).to.deep.equal(['return fails', 1, []]);
  });

  it('fails with what failed first, and not with items that cannot be closed then', async () => {
    const result = await world.run(function* () {
      const visit = (): never => {
        throw new Error('visit fails');
      };
      const message = yield* messageOf(() => Task.asyncStream(new Ones('return'), same).forEach(visit));
      yield* turns();
      return [message, Process.list().length];
    });
    expect(result).to.deep.equal(['visit fails', 1]);
  });

  it('gives nothing after close, not even results that are there already', async () => {
    const result = await world.run(function* () {
      const thirdIsSlow = function* (n: number): Generator<unknown, number> {
        yield* turns(n === 3 ? 10 : 1);
        return n;
      };
      const stream = Task.asyncStream([1, 3, 2, 2], thirdIsSlow, { maxConcurrency: 3 });
      const taken = [yield* stream.next(), yield* stream.next()];
      stream.close();
      return [taken, yield* stream.next(), yield* stream, yield* flush()];
    });
    expect(result).to.deep.equal([[['ok', 1], ['ok', 3]], undefined, [], []]);
  });

  it('comes at once when somebody else closes it during a wait', async () => {
    const given: TaskStream<string>[] = [];
    const outcome = world.run(function* () {
      const stream = Task.asyncStream([1, 2], forever, { timeoutMs: Infinity });
      given.push(stream);
      return [yield* stream, Process.info(self(), 'links'), yield* flush()];
    });
    await world.settled();
    given[0]?.close();
    expect(await outcome).to.deep.equal([[], [], []]);
  });

  it('may be made by the items themselves', async () => {
    const results = await world.run(function* () {
      const items = function* (): Generator<number, void> {
        yield 1;
        stream.close();
        yield 2;
      };
      const stream: TaskStream<number> = Task.asyncStream(items(), same, { maxConcurrency: 1 });
      return [yield* stream, Process.list().length];
    });
    expect(results).to.deep.equal([[], 1]);
  });

  it('leaves an async body that breaks out of for await in its process', async () => {
    const result = await world.run(async () => {
      const me = self();
      for await (const each of Task.asyncStream(new Ones(), (n) => n)) if (each[0] === 'ok') break;
      const mine = [self() === me];
      try {
        for await (const each of Task.asyncStream(new Ones(), (n) => n)) throw each;
      } catch {
        mine.push(self() === me);
      }
      return mine;
    });
    expect(result).to.deep.equal([true, true]);
  });

  it('comes with the end of the owner for linked tasks, and for those alone, as in Elixir', async () => {
    const left = await world.run(function* () {
      const supervisor = yield* TaskSupervisor.start();
      const counts: number[] = [];
      for (const verb of ['asyncStream', 'asyncStreamNolink'] as const) {
        const owner = spawn(function* () {
          yield* TaskSupervisor[verb](supervisor, [1, 2], forever);
        });
        yield* turns();
        counts.push((yield* TaskSupervisor.children(supervisor)).length);
        Process.exit(owner, 'kill');
        yield* turns();
        counts.push((yield* TaskSupervisor.children(supervisor)).length);
      }
      return counts;
    });
    expect(left).to.deep.equal([2, 0, 2, 2]);
  });

  describe('outside of processes', () => {
    const supervisor = () => world.run(() => TaskSupervisor.start());

    it('comes once: a stream that has been taken in part gives the rest', async () => {
      let calls = 0;
      const stream = TaskSupervisor.asyncStreamNolink(await supervisor(), [1, 2, 3], (n) => [n, ++calls][0]);
      const results = [await stream.next(), await stream, await stream.next(), await stream];
      expect([results, calls]).to.deep.equal([[['ok', 1], [['ok', 2], ['ok', 3]], undefined, []], 3]);
    });

    it('comes at once when it is closed during a wait', async () => {
      const stream = TaskSupervisor.asyncStreamNolink(await supervisor(), [1, 2], forever, { timeoutMs: Infinity });
      const next = stream.next();
      await world.settled();
      stream.close();
      expect([await next, await stream.next()]).to.deep.equal([undefined, undefined]);
      await world.settled();
      expect(await world.run(() => Process.list().length)).to.equal(2);
    });

    it('comes with what the visitor throws, which is no crash of a process', async () => {
      const failure = await TaskSupervisor.asyncStreamNolink(await supervisor(), [1, 2], same)
        .forEach(() => {
          throw new RangeError('visit fails');
        })
        .then(undefined, (error: unknown) => error);
      await world.settled();
      expect(failure).to.be.instanceOf(RangeError);
      expect(world.logger.crashLines).to.deep.equal([]);
      expect(await world.run(() => Process.list().length)).to.equal(2);
    });
  });
});
