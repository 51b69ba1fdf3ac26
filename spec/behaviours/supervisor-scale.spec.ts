import { expect } from 'chai';
import { isPid, Process, Runtime } from '../../lib/index.js';
import { DynamicSupervisor } from '../../lib/behaviours/dynamic-supervisor.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { CollectingLogger, downOf, startRuntime, turns } from '../semantics/support.js';

/** Does nothing. */
@Process()
class Quiet {}

@Process({ name: 'a' })
class Named {}

describe('a supervisor of 10,000 children', () => {
  const world = startRuntime();
  const many = 10_000;

  it('starts them, restarts one, stops them all, and leaves nothing', async () => {
    const result = await world.run(function* () {
      const before = Process.list().length;
      const supervisor = yield* Supervisor.start(Array.from({ length: many }, (_, id) => ({ id, start: [Quiet] })));
      const [last] = yield* Supervisor.whichChildren(supervisor);
      if (isPid(last?.pid)) Process.exit(last.pid, 'kill');
      yield* turns();
      const counts = yield* Supervisor.countChildren(supervisor);
      yield* Supervisor.stop(supervisor);
      return [counts.active, Process.list().length - before];
    });
    expect(result).to.deep.equal([many, 0]);
    expect(world.logger.warnings).to.have.length(1);
  });

  it('does the same when it is a dynamic one', async () => {
    const result = await world.run(function* () {
      const before = Process.list().length;
      const supervisor = yield* DynamicSupervisor.start();
      for (let i = 0; i < many; i++) yield* DynamicSupervisor.startChild(supervisor, Quiet);
      const { active } = yield* DynamicSupervisor.countChildren(supervisor);
      yield* DynamicSupervisor.stop(supervisor);
      return [active, Process.list().length - before];
    });
    expect(result).to.deep.equal([many, 0]);
    expect(world.logger.warnings).to.deep.equal([]);
  });
});

describe('a supervisor with more children than a mailbox should hold messages', () => {
  const world = startRuntime({ mailboxLimit: 50 });

  it('stops them without a growing mailbox, and takes no message of a child that it has stopped', async () => {
    await world.run(function* () {
      const children = Array.from({ length: 200 }, (_, id) => ({ id, start: [Quiet] as const }));
      const supervisor = yield* Supervisor.start(children, { strategy: 'one_for_all' });
      const [last] = yield* Supervisor.whichChildren(supervisor);
      if (isPid(last?.pid)) Process.exit(last.pid, 'kill');
      yield* Supervisor.stop(supervisor);
    });
    expect(world.logger.warnings.filter((line) => !line.includes('restarts'))).to.deep.equal([]);
  });
});

describe('a logger that throws', () => {
  it('takes neither a restart nor the end of a supervisor away', async () => {
    class Throwing extends CollectingLogger {
      override warn(line: string): void {
        super.warn(line);
        throw new Error('no paper');
      }
    }
    const logger = new Throwing();
    const runtime = await Runtime.start({ logger });
    const result = await runtime.run(function* () {
      const supervisor = yield* Supervisor.start([{ id: 'a', start: [Named] }], { maxRestarts: 1 });
      const found: unknown[] = [];
      Process.exit(Process.whereis('a') ?? supervisor, 'kill');
      yield* turns();
      found.push(Process.whereis('a') !== undefined);
      Process.exit(Process.whereis('a') ?? supervisor, 'kill');
      return [...found, yield* downOf(supervisor)];
    });
    await runtime.stop();
    expect(result).to.deep.equal([true, 'shutdown']);
    expect(logger.warnings).to.have.length(2);
  });
});
