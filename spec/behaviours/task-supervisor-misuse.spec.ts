import { expect } from 'chai';
import { Application, Module, PartitionSupervisor, Process, receive, showTree, spawn, stop, Supervisor } from '../../lib/index.js';
import { Agent } from '../../lib/behaviours/agent.js';
import { Task } from '../../lib/behaviours/task.js';
import { TaskSupervisor } from '../../lib/behaviours/task-supervisor.js';
import { failureOf, idle, ManualTime, startRuntime, turns } from '../semantics/support.js';

const forever = () => Process.sleep(Infinity);

@Process()
class Till {}

describe('TaskSupervisor', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  describe('as a child', () => {
    it('stands among the children of a supervisor, with its options', async () => {
      const result = await world.run(function* () {
        const parent = yield* Supervisor.startLink([TaskSupervisor, [TaskSupervisor, { name: 'downloads' }]]);
        const value = yield* Task.await(TaskSupervisor.asyncNolink('downloads', () => 42));
        const children = yield* Supervisor.whichChildren(parent);
        return [value, children.map(({ id, type }) => [id, type])];
      });
      expect(result).to.deep.equal([42, [['downloads', 'supervisor'], ['TaskSupervisor', 'supervisor']]]);
    });

    it('stands among the processes of a module', async () => {
      @Module({ processes: [[TaskSupervisor, { name: 'downloads' }]] })
      class Downloads {}
      const application = await Application.start(Downloads, { logger: world.logger, signals: false });
      const value = await application.runtime.run(() => Task.await(TaskSupervisor.asyncNolink('downloads', () => 42)));
      const tree = showTree(await application.tree());
      await application.stop();
      expect(value).to.equal(42);
      expect(tree.replaceAll(/ #PID<[\d.]+>/g, '')).to.equal('Downloads\n└─ downloads');
    });

    it('stands behind a PartitionSupervisor', async () => {
      const value = await world.run(function* () {
        yield* PartitionSupervisor.startLink(TaskSupervisor, { partitions: 2, name: 'workers' });
        return yield* Task.await(TaskSupervisor.asyncNolink(PartitionSupervisor.via('workers', 1), () => 42));
      });
      expect(value).to.equal(42);
    });

    it('is given all the time that its tasks need to end', async () => {
      const outcome = world.run(function* () {
        const parent = yield* Supervisor.start([[TaskSupervisor, { name: 'work' }]]);
        yield* TaskSupervisor.startChild('work', function* () {
          Process.flag('trapExit', true);
          yield* Process.sleep(Infinity);
        });
        yield* turns();
        yield* Supervisor.stop(parent);
        return Process.list().length;
      });
      await world.settled();
      time.advance(5_000);
      expect(await outcome).to.equal(1);
    });
  });

  describe('used wrongly', () => {
    it('refuses bodies that are none, and lives on', async () => {
      const result = await world.run(function* () {
        const supervisor = yield* TaskSupervisor.start();
        const later = async function* (): AsyncGenerator<number, void> {};
        const failures = [yield* failureOf(() => TaskSupervisor.startChild(supervisor, later)), yield* failureOf(() => Reflect.apply(TaskSupervisor.startChild, undefined, [supervisor, Till]))];
        return [failures, Process.isAlive(supervisor)];
      });
      expect(result).to.deep.equal([['BEAMWORK_BAD_BODY', 'BEAMWORK_BAD_BODY'], true]);
    });

    it('refuses to end what is no pid, and lives on', async () => {
      const result = await world.run(function* () {
        const supervisor = yield* TaskSupervisor.start();
        const failure = yield* failureOf(() => Reflect.apply(TaskSupervisor.terminateChild, undefined, [supervisor, 'task']));
        return [failure, Process.isAlive(supervisor)];
      });
      expect(result).to.deep.equal(['BEAMWORK_BAD_PID', true]);
    });

    it('refuses to ask a process that is no task supervisor, which lives on', async () => {
      const result = await world.run(function* () {
        const agent = yield* Agent.start(() => 1);
        const failures: unknown[] = [];
        for (const other of [agent, idle()]) {
          failures.push(yield* failureOf(() => TaskSupervisor.children(other)), yield* failureOf(() => TaskSupervisor.startChild(other, forever)), yield* failureOf(() => TaskSupervisor.terminateChild(other, other)));
        }
        return [failures, Process.isAlive(agent)];
      });
      expect(result).to.deep.equal([Array(6).fill('BEAMWORK_BAD_DESTINATION'), true]);
    });

    it('exits with noproc where there is none', async () => {
      const failure = await world.run(() => failureOf(() => TaskSupervisor.children('nobody')));
      expect(failure).to.have.nested.property('[0]', 'noproc');
    });
  });

  it('may be used as soon as it has its name', async () => {
    const value = await world.run(function* () {
      spawn(function* () {
        yield* TaskSupervisor.start({ name: 'early' });
        yield* Process.sleep(Infinity);
      });
      while (Process.whereis('early') === undefined) yield;
      return yield* Task.await(TaskSupervisor.asyncNolink('early', () => 42));
    });
    expect(value).to.equal(42);
  });

  it('takes no more tasks while it ends', async () => {
    const outcome = world.run(function* () {
      const supervisor = yield* TaskSupervisor.start();
      yield* TaskSupervisor.startChild(supervisor, function* () {
        Process.flag('trapExit', true);
        yield* Process.sleep(Infinity);
      });
      yield* turns();
      spawn(() => stop(supervisor));
      yield* turns();
      const alive = Process.isAlive(supervisor);
      return [alive, yield* failureOf(() => [TaskSupervisor.asyncNolink(supervisor, forever)]), supervisor];
    });
    const [alive, failure, supervisor] = await outcome;
    expect([alive, failure]).to.deep.equal([true, ['noproc', ['TaskSupervisor.asyncNolink', supervisor]]]);
  });

  it('hears of the end of a child that has called off its link', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* TaskSupervisor.start();
      const pid = yield* TaskSupervisor.startChild(supervisor, function* () {
        Process.flag('trapExit', true);
        yield* receive(['EXIT', supervisor, 'shutdown']);
        Process.unlink(supervisor);
      });
      yield* turns();
      return [yield* TaskSupervisor.terminateChild(supervisor, pid), yield* TaskSupervisor.children(supervisor), Process.info(supervisor, 'monitors')];
    });
    expect(result).to.deep.equal(['ok', [], []]);
  });
});
