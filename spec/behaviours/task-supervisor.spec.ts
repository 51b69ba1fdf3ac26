import { expect } from 'chai';
import { exit, P, type Pid, Process, ProcessExit, receive, self, send, stop } from '../../lib/index.js';
import { Task } from '../../lib/behaviours/task.js';
import { TaskSupervisor } from '../../lib/behaviours/task-supervisor.js';
import { downOf, flush, idle, ManualTime, startRuntime, turns } from '../semantics/support.js';

const forever = () => Process.sleep(Infinity);

describe('TaskSupervisor', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('runs tasks, which their owner awaits as others', async () => {
    const values = await world.run(function* () {
      const supervisor = yield* TaskSupervisor.startLink();
      const tasks = [TaskSupervisor.async(supervisor, (n: number) => n, 1), TaskSupervisor.asyncNolink(supervisor, async () => 2)] as const;
      return [yield* Task.awaitMany(tasks), yield* flush()];
    });
    expect(values).to.deep.equal([[1, 2], []]);
  });

  it('is found by its name, and is the parent of its tasks', async () => {
    const result = await world.run(async () => {
      const supervisor = await TaskSupervisor.startLink({ name: 'work' });
      const task = TaskSupervisor.asyncNolink('work', forever);
      return [await TaskSupervisor.children('work'), Process.info(task.pid, 'links'), task.pid, supervisor] as const;
    });
    const [children, links, task, supervisor] = result;
    expect(children).to.deep.equal([task]);
    expect(links).to.deep.equal([supervisor]);
  });

  it('links the tasks of async to the caller, those of asyncNolink not', async () => {
    const result = await world.run(function* () {
      Process.flag('trapExit', true);
      const supervisor = yield* TaskSupervisor.startLink();
      const linked = TaskSupervisor.async(supervisor, () => exit('a'));
      const free = TaskSupervisor.asyncNolink(supervisor, () => exit('b'));
      const results = [yield* Task.yield(linked), yield* Task.yield(free)];
      return [results, yield* flush(), linked.pid, Process.isAlive(supervisor)] as const;
    });
    const [results, messages, linked, alive] = result;
    expect(results).to.deep.equal([['exit', 'a'], ['exit', 'b']]);
    expect(messages).to.deep.equal([['EXIT', linked, 'a']]);
    expect(alive).to.equal(true);
  });

  it('streams, with tasks that are not linked to the caller where wished', async () => {
    const half = (n: number) => (n % 2 === 0 ? n / 2 : exit('odd'));
    const results = await world.run(function* () {
      const supervisor = yield* TaskSupervisor.startLink();
      return [yield* TaskSupervisor.asyncStreamNolink(supervisor, [2, 3], half), yield* TaskSupervisor.asyncStream(supervisor, [4], half), yield* flush()];
    });
    expect(results).to.deep.equal([[['ok', 1], ['exit', 'odd']], [['ok', 2]], []]);
  });

  it('streams outside of processes, in the runtime of the supervisor', async () => {
    const supervisor = await world.run(() => TaskSupervisor.start());
    expect(await TaskSupervisor.asyncStreamNolink(supervisor, [1, 2], (n) => n + 1)).to.deep.equal([['ok', 2], ['ok', 3]]);
  });

  it('starts children for what they do, and forgets them when they have ended', async () => {
    const result = await world.run(function* () {
      const me = self();
      const supervisor = yield* TaskSupervisor.startLink();
      const pid = yield* TaskSupervisor.startChild(supervisor, (text: string) => send(me, text), { args: ['done'] });
      const text = yield* receive(P.string);
      yield* turns();
      return [text, Process.isAlive(pid), yield* TaskSupervisor.children(supervisor)];
    });
    expect(result).to.deep.equal(['done', false, []]);
  });

  it('runs a transient child again after a failure, a permanent one always', async () => {
    const count = async (restart: 'temporary' | 'transient' | 'permanent', reason: string) =>
      world.run(function* () {
        const me = self();
        const supervisor = yield* TaskSupervisor.start({ maxRestarts: 2 });
        yield* TaskSupervisor.startChild(
          supervisor,
          () => {
            send(me, 'run');
            exit(reason);
          },
          { restart },
        );
        return (yield* flush()).length;
      });
    expect([await count('temporary', 'boom'), await count('transient', 'normal'), await count('transient', 'boom'), await count('permanent', 'normal')]).to.deep.equal([1, 1, 3, 3]);
  });

  it('ends with shutdown after too many restarts', async () => {
    const reason = await world.run(function* () {
      const supervisor = yield* TaskSupervisor.start();
      yield* TaskSupervisor.startChild(supervisor, function* () {
        yield;
        exit('boom');
      }, { restart: 'permanent' });
      return yield* downOf(supervisor);
    });
    expect(reason).to.equal('shutdown');
  });

  it('ends a child on demand, and no stranger', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* TaskSupervisor.startLink();
      const pid = yield* TaskSupervisor.startChild(supervisor, forever, { restart: 'permanent' });
      const stranger = idle();
      return [yield* TaskSupervisor.terminateChild(supervisor, pid), Process.isAlive(pid), yield* TaskSupervisor.terminateChild(supervisor, stranger), Process.isAlive(stranger)];
    });
    expect(result).to.deep.equal(['ok', false, 'not_found', true]);
  });

  it('ends its tasks when it ends: asks, waits 5 seconds, kills', async () => {
    const outcome = world.run(function* () {
      const supervisor = yield* TaskSupervisor.start();
      const polite = yield* TaskSupervisor.startChild(supervisor, forever);
      const stubborn = yield* TaskSupervisor.startChild(supervisor, function* () {
        Process.flag('trapExit', true);
        yield* Process.sleep(Infinity);
      });
      yield* turns();
      const refs = [polite, stubborn, supervisor].map((pid) => Process.monitor(pid));
      Task.start(() => Process.exit(supervisor, 'ignored'));
      yield* turns();
      const before = Process.isAlive(supervisor);
      yield* stopLater(supervisor);
      const reasons: unknown[] = [];
      for (const ref of refs) reasons.push((yield* receive(['DOWN', ref, 'process', P.pid, P.any]))[4]);
      return [before, reasons];
    });
    await world.settled();
    time.advance(5_000);
    expect(await outcome).to.deep.equal([true, ['shutdown', 'killed', 'shutdown']]);
  });

  it('ends with its parent', async () => {
    const reason = await world.run(function* () {
      const me = self();
      const parent = Task.start(function* () {
        const supervisor = yield* TaskSupervisor.startLink();
        send(me, supervisor);
        yield* Process.sleep(Infinity);
      });
      const supervisor = yield* receive(P.pid);
      const ref = Process.monitor(supervisor);
      Process.exit(parent, 'boom');
      return (yield* receive(['DOWN', ref, 'process', P.pid, P.any]))[4];
    });
    expect(reason).to.equal('boom');
  });

  it('refuses destinations that are none', async () => {
    const failures = await world.run(() =>
      [idle(), 'nobody'].map((destination) => {
        try {
          return TaskSupervisor.asyncNolink(destination, () => 1);
        } catch (thrown) {
          return thrown instanceof ProcessExit ? thrown.reason : Reflect.get(Object(thrown), 'code');
        }
      }),
    );
    expect(failures).to.deep.equal(['BEAMWORK_BAD_DESTINATION', ['noproc', ['TaskSupervisor.asyncNolink', 'nobody']]]);
  });
});

/** Asks a supervisor to end, and does not wait for it. */
function* stopLater(supervisor: Pid): Generator<unknown, void> {
  Task.start(() => stop(supervisor, 'shutdown'));
  yield* turns();
}
