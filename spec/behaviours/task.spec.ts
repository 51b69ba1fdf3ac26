import { expect } from 'chai';
import { BeamworkError, exit, makeRef, P, Process, receive, self, send } from '../../lib/index.js';
import { Task } from '../../lib/behaviours/task.js';
import { failureOf, flush, ManualTime, reasonOf, startRuntime, turns } from '../semantics/support.js';

const forever = () => Process.sleep(Infinity);

describe('Task', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  describe('async and await', () => {
    it('gives the value of a plain, a generator and an async function', async () => {
      const values = await world.run(function* () {
        const plain = Task.async((a: number, b: number) => a + b, 1, 2);
        const generator = Task.async(function* () {
          yield;
          return 'g';
        });
        const later = Task.async(async () => {
          await Process.sleep(0);
          return 'a';
        });
        return [yield* Task.await(plain), yield* Task.await(generator), yield* Task.await(later), yield* flush()];
      });
      expect(values).to.deep.equal([3, 'g', 'a', []]);
    });

    it('is awaited in an async body, which stays itself', async () => {
      const same = await world.run(async () => {
        const me = self();
        const value = await Task.await(Task.async(() => 1));
        return [value, self() === me];
      });
      expect(same).to.deep.equal([1, true]);
    });

    it('rule 136: links the task to its owner', async () => {
      const links = await world.run(() => {
        const task = Task.async(forever);
        return [Process.info(self(), 'links'), [task.pid]];
      });
      expect(links[0]).to.deep.equal(links[1]);
    });

    it('gives a frozen handle, which may travel', async () => {
      const result = await world.run(function* () {
        const task = Task.async(() => 'v');
        send(self(), ['task', task]);
        const [, copy] = yield* receive(['task', P.any]);
        return [Object.isFrozen(task), task.owner === self(), yield* Task.await(copy as typeof task)];
      });
      expect(result).to.deep.equal([true, true, 'v']);
    });

    it('copies the value, as it copies a message', async () => {
      const shared = { list: [1] };
      const value = await world.run(function* () {
        return yield* Task.await(Task.async(() => shared));
      });
      expect(value).to.deep.equal(shared);
      expect(value).not.to.equal(shared);
    });

    it('fails with the error when the value cannot be copied', async () => {
      const reason = await world.run(() => reasonOf(function* () {
        yield* Task.await(Task.async(() => [new WeakMap()]));
      }));
      expect(reason).to.be.instanceOf(BeamworkError).and.to.have.property('code', 'BEAMWORK_UNCOPYABLE');
    });

    it('times out, and drops what comes too late', async () => {
      const outcome = world.run(function* () {
        const task = Task.async(function* () {
          yield* Process.sleep(200);
          return 'late';
        });
        const failure = yield* failureOf(() => Task.await(task, 100));
        send(self(), 'asked');
        yield* Process.sleep(500);
        return [failure, task, yield* flush()] as const;
      });
      await world.settled();
      time.advance(100);
      await world.settled();
      time.advance(100);
      await world.settled();
      time.advance(400);
      const [failure, task, messages] = await outcome;
      expect(failure).to.deep.equal(['timeout', ['Task.await', task, 100]]);
      expect(messages).to.deep.equal(['asked']);
    });

    it('waits for 5 seconds by default', async () => {
      const outcome = world.run(() => failureOf(() => Task.await(Task.async(forever))));
      await world.settled();
      time.advance(4_999);
      await world.settled();
      expect(time.pending).to.be.above(0);
      time.advance(1);
      expect(await outcome).to.have.nested.property('[0]', 'timeout');
    });

    it('fails with the reason of the task in an owner that traps exits', async () => {
      const [failure, task, messages] = await world.run(function* () {
        Process.flag('trapExit', true);
        const task = Task.async(() => exit('boom'));
        return [yield* failureOf(() => Task.await(task)), task, yield* flush()] as const;
      });
      expect(failure).to.deep.equal(['boom', ['Task.await', task, 5_000]]);
      expect(messages).to.deep.equal([['EXIT', task.pid, 'boom']]);
    });

    it('ends an owner that does not trap exits when the task fails', async () => {
      const reason = await world.run(() => reasonOf(function* () {
        Task.async(() => exit('boom'));
        yield* Process.sleep(Infinity);
      }));
      expect(reason).to.equal('boom');
    });

    it('names the function of the user in the report of a crash', async () => {
      await world.run(() => reasonOf(function* () {
        Task.async(function fetchPrices() {
          throw new Error('no prices');
        });
        yield* Process.sleep(Infinity);
      }));
      expect(world.logger.crashes.map(({ where }) => where)).to.deep.equal(['fetchPrices']);
    });

    it('ends the task with its owner', async () => {
      const alive = await world.run(function* () {
        const owner = Task.start(function* () {
          const task = Task.async(forever);
          Process.register(task.pid, 'work');
          yield* Process.sleep(Infinity);
        });
        yield* turns();
        const before = Process.whereis('work') !== undefined;
        Process.exit(owner, 'boom');
        yield* turns();
        return [before, Process.whereis('work')];
      });
      expect(alive).to.deep.equal([true, undefined]);
    });

    it('rule 136: may be awaited by the owner alone', async () => {
      const code = await world.run(function* () {
        const task = Task.async(() => 1);
        return yield* Task.await(Task.async(() => failureOf(() => Task.await(task))));
      });
      expect(code).to.equal('BEAMWORK_NOT_THE_OWNER');
    });

    it('refuses what is no task, what is no function, and code outside of processes', async () => {
      const codes = await world.run(function* () {
        const body: never = 7 as never;
        return [yield* failureOf(() => Task.await(makeRef() as never)), yield* failureOf(() => [Task.async(body)])];
      });
      expect(codes).to.deep.equal(['BEAMWORK_BAD_REFERENCE', 'BEAMWORK_BAD_BODY']);
      expect(() => Task.async(() => 1)).to.throw(BeamworkError).with.property('code', 'BEAMWORK_OUTSIDE_PROCESS');
    });
  });

  describe('awaitMany', () => {
    it('gives the values in the order of the tasks, to generators and async bodies', async () => {
      const start = () => [
        Task.async(function* () {
          yield* turns(5);
          return 1;
        }),
        Task.async(() => 2),
      ];
      const generator = await world.run(function* () {
        return [yield* Task.awaitMany(start()), yield* Task.awaitMany([]), yield* flush()];
      });
      const later = await world.run(async () => {
        const me = self();
        return [await Task.awaitMany(start()), self() === me];
      });
      expect([generator, later]).to.deep.equal([[[1, 2], [], []], [[1, 2], true]]);
    });

    it('fails at once with the first that fails', async () => {
      const [failure, messages] = await world.run(function* () {
        Process.flag('trapExit', true);
        const tasks = [Task.async(forever), Task.async(() => exit('boom'))];
        const failure = yield* failureOf(() => Task.awaitMany(tasks));
        return [failure, yield* flush()];
      });
      expect(failure).to.have.nested.property('[0]', 'boom');
      expect(failure).to.have.nested.property('[1][0]', 'Task.awaitMany');
      expect(messages).to.have.length(1);
    });

    it('has one timeout for all', async () => {
      const outcome = world.run(() => failureOf(() => Task.awaitMany([Task.async(() => Process.sleep(60)), Task.async(forever)], 100)));
      await world.settled();
      time.advance(60);
      await world.settled();
      time.advance(40);
      expect(await outcome).to.have.nested.property('[0]', 'timeout');
    });
  });

  describe('yield and yieldMany', () => {
    it('gives nothing while the task runs, and its value later', async () => {
      const outcome = world.run(function* () {
        const task = Task.async(() => Process.sleep(60));
        return [yield* Task.yield(task, 10), yield* Task.yield(task, 500), yield* flush()];
      });
      await world.settled();
      time.advance(10);
      await world.settled();
      time.advance(50);
      expect(await outcome).to.deep.equal([undefined, ['ok', 'ok'], []]);
    });

    it('gives the reason of a failure', async () => {
      const result = await world.run(function* () {
        Process.flag('trapExit', true);
        return yield* Task.yield(Task.async(() => exit('boom')));
      });
      expect(result).to.deep.equal(['exit', 'boom']);
    });

    it('gives a pair for each task', async () => {
      const outcome = world.run(async () => {
        const tasks = [Task.async(forever), Task.async(async () => 'ok' as const)];
        const pairs = await Task.yieldMany(tasks, 50);
        return [pairs.map(([task]) => tasks.indexOf(task)), pairs.map(([, result]) => result)];
      });
      await world.settled();
      time.advance(50);
      expect(await outcome).to.deep.equal([[0, 1], [undefined, ['ok', 'ok']]]);
    });
  });

  describe('shutdown', () => {
    it('ends a task, and leaves neither link nor message', async () => {
      const result = await world.run(function* () {
        const task = Task.async(forever);
        yield* turns();
        return [yield* Task.shutdown(task), Process.isAlive(task.pid), Process.info(self(), 'links'), yield* flush()];
      });
      expect(result).to.deep.equal([undefined, false, [], []]);
    });

    it('gives the value of a task that was faster', async () => {
      const result = await world.run(async () => {
        const task = Task.async(() => 'v');
        await Process.sleep(0);
        await Process.sleep(0);
        return [await Task.shutdown(task), await Task.shutdown(Task.async(forever), 'brutal_kill')];
      });
      expect(result).to.deep.equal([['ok', 'v'], undefined]);
    });

    it('gives the reason of a task that ended for another one', async () => {
      const result = await world.run(function* () {
        Process.flag('trapExit', true);
        const failed = Task.async(() => exit('boom'));
        yield* turns();
        return yield* Task.shutdown(failed);
      });
      expect(result).to.deep.equal(['exit', 'boom']);
    });

    it('kills a task that does not end in time', async () => {
      const outcome = world.run(function* () {
        const task = Task.async(function* () {
          Process.flag('trapExit', true);
          yield* Process.sleep(Infinity);
        });
        yield* turns();
        return [yield* Task.shutdown(task, 100), Process.isAlive(task.pid)];
      });
      await world.settled();
      time.advance(100);
      expect(await outcome).to.deep.equal([undefined, false]);
    });
  });

  describe('ignore, completed, start and startLink', () => {
    it('lets a task run on, and drops its value', async () => {
      const result = await world.run(function* () {
        const task = Task.async(function* () {
          yield* turns(3);
          return 1;
        });
        const ignored = yield* Task.ignore(task);
        return [ignored, Process.isAlive(task.pid), Process.info(self(), 'links'), yield* flush()];
      });
      expect(result).to.deep.equal([undefined, true, [], []]);
    });

    it('gives the value of a task that is ignored too late', async () => {
      const result = await world.run(function* () {
        const task = Task.async(() => 1);
        yield* turns();
        return [yield* Task.ignore(task), yield* flush()];
      });
      expect(result).to.deep.equal([['ok', 1], []]);
    });

    it('awaits a completed task', async () => {
      const result = await world.run(function* () {
        return [yield* Task.await(Task.completed('known')), yield* Task.awaitMany([Task.completed(1), Task.async(() => 2)])];
      });
      expect(result).to.deep.equal(['known', [1, 2]]);
    });

    it('starts a task that nobody waits for, linked or not', async () => {
      const result = await world.run(function* () {
        const me = self();
        Task.start((text: string) => send(me, text), 'done');
        const text = yield* receive(P.string);
        const reason = yield* reasonOf(function* () {
          Task.startLink(() => exit('boom'));
          yield* Process.sleep(Infinity);
        });
        return [text, reason];
      });
      expect(result).to.deep.equal(['done', 'boom']);
    });
  });
});
