import { expect } from 'chai';
import { BeamworkError, exit, makeRef, Process, receive, self, send } from '../../lib/index.js';
import { Task } from '../../lib/behaviours/task.js';
import { TaskSupervisor } from '../../lib/behaviours/task-supervisor.js';
import { failureOf, flush, ManualTime, startRuntime } from '../semantics/support.js';

const forever = () => Process.sleep(Infinity);

/** The codes of the errors with which calls are refused. */
function codesOf(...calls: readonly (() => unknown)[]): unknown[] {
  return calls.map((call) => {
    try {
      return call();
    } catch (thrown) {
      return thrown instanceof BeamworkError ? thrown.code : thrown;
    }
  });
}

describe('Task, used wrongly', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('refuses tasks that nobody has made', async () => {
    const codes = await world.run(() => {
      const forged: readonly unknown[] = [null, 'task', { ref: makeRef() }, { ref: makeRef(), owner: self(), pid: 5 }];
      return forged.map((task) => codesOf(...[Task.await, Task.yield, Task.ignore, Task.shutdown].map((verb) => () => Reflect.apply(verb, undefined, [task]))));
    });
    for (const each of codes) expect(each).to.deep.equal(Array(4).fill('BEAMWORK_BAD_REFERENCE'));
  });

  it('refuses what is no array of tasks', async () => {
    const codes = await world.run(() =>
      [undefined, 5, Task.completed(1)].flatMap((tasks) => codesOf(() => Reflect.apply(Task.awaitMany, undefined, [tasks]), () => Reflect.apply(Task.yieldMany, undefined, [tasks]))),
    );
    expect(codes).to.deep.equal(Array(6).fill('BEAMWORK_BAD_REFERENCE'));
  });

  it('refuses items that are not iterable, at once', async () => {
    const later = async function* (): AsyncGenerator<number, void> {
      yield 1;
    };
    const items: readonly unknown[] = [undefined, 5, {}, later()];
    const codes = await world.run(() => codesOf(...items.map((each) => () => Reflect.apply(Task.asyncStream, undefined, [each, forever]))));
    expect(codes).to.deep.equal(Array(4).fill('BEAMWORK_BAD_OPTION'));
  });

  it('ends the tasks of a stream whose owner may not receive, and leaves nothing in its mailbox', async () => {
    const result = await world.run(function* () {
      const forgotten = receive('never');
      const kinds = [() => Task.asyncStream([1, 2], forever), () => Task.asyncStream([1, 2], forever).next(), () => Task.asyncStream([1, 2], forever).forEach(() => {})];
      const failures: unknown[] = [];
      for (const kind of kinds) failures.push(yield* failureOf(kind));
      send(self(), 'never');
      yield* forgotten;
      const messages = yield* flush();
      return [failures, Process.list().length, messages];
    });
    expect(result).to.deep.equal([Array(3).fill('BEAMWORK_BAD_RECEIVE'), 1, []]);
  });

  it('leaves no monitor, link, message or timer behind', async () => {
    const outcome = world.run(function* () {
      Process.flag('trapExit', true);
      const me = self();
      const supervisor = yield* TaskSupervisor.start();
      const waits: readonly (() => Iterable<unknown>)[] = [
        () => Task.await(Task.async(() => 1)),
        () => Task.await(TaskSupervisor.asyncNolink(supervisor, () => exit('boom'))),
        () => Task.awaitMany([Task.async(() => 1), TaskSupervisor.asyncNolink(supervisor, () => exit('boom'))]),
        () => Task.yieldMany([Task.async(() => 1), Task.completed(2)]),
        () => Task.shutdown(Task.async(forever), 'brutal_kill'),
        () => Task.asyncStream([1, 2, 3], (n) => (n === 2 ? exit('boom') : n), { maxConcurrency: 2 }),
        () => TaskSupervisor.asyncStreamNolink(supervisor, [1, 2, 3], (n) => (n === 2 ? exit('boom') : n)),
      ];
      const left: unknown[] = [];
      for (const wait of waits) {
        yield* failureOf(wait);
        const messages = yield* flush();
        const isExit = (message: unknown): boolean => Array.isArray(message) && message[0] === 'EXIT';
        left.push([Process.info(me, 'monitors'), Process.info(me, 'links'), messages.filter((message) => !isExit(message)), Process.info(supervisor, 'links')]);
      }
      return [left, Process.list().length] as const;
    });
    const [left, processes] = await outcome;
    await world.settled();
    for (const each of left) expect(each).to.deep.equal([[], [], [], []]);
    expect([processes, time.pending]).to.deep.equal([2, 0]);
  });

  it('refuses a part of a task as maxConcurrency', async () => {
    const codes = await world.run(() => [1.5, NaN, -1, '2'].flatMap((maxConcurrency) => codesOf(() => Reflect.apply(Task.asyncStream, undefined, [[1], forever, { maxConcurrency }]))));
    expect(codes).to.deep.equal(Array(4).fill('BEAMWORK_BAD_OPTION'));
    expect(await world.run(() => Task.asyncStream([1, 2], (n) => n, { maxConcurrency: Infinity }))).to.deep.equal([['ok', 1], ['ok', 2]]);
  });
});
