import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Lifecycle, P, Process, receive, Receive, Runtime, self, send, spawn, type Pid } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { CollectingLogger, startRuntime } from '../semantics/support.js';

const tick = (): Promise<unknown> => new Promise(setImmediate);

describe('the asyncContext option', () => {
  const world = startRuntime({ asyncContext: true });

  it('keeps self right after an await of something foreign', async () => {
    const seen = await world.run(async () => {
      const me = self();
      const seen: boolean[] = [];
      for (const foreign of [Promise.resolve(), tick(), sleep(1)]) {
        await foreign;
        seen.push(self() === me);
      }
      return seen;
    });
    expect(seen).to.deep.equal([true, true, true]);
  });

  it('keeps it right in many processes that wait at once', async () => {
    const right = await world.run(async () => {
      const parent = self();
      const pids = Array.from({ length: 20 }, (_, n) =>
        spawn(async () => {
          const me = self();
          await sleep(n % 3);
          await tick();
          send(parent, [me, self() === me]);
        }),
      );
      const right: unknown[] = [];
      for (const pid of pids) right.push((await receive([pid, P.any]))[1]);
      return right;
    });
    expect(right).to.deep.equal(Array.from({ length: 20 }, () => true));
  });

  it('lets receive and all verbs follow such an await', async () => {
    const outcome = await world.run(async () => {
      await tick();
      Process.register(self(), 'me');
      send('me', 'hello');
      const message = await receive('hello');
      await tick();
      return [message, Process.whereis('me') === self()];
    });
    expect(outcome).to.deep.equal(['hello', true]);
  });

  it('reaches handlers of classes, and the functions that they call', async () => {
    const helper = async (): Promise<Pid> => {
      await sleep(1);
      return self();
    };
    @Process()
    class Clerk {
      @Receive(['who', P.pid])
      async who([, caller]: ['who', Pid]): Promise<void> {
        send(caller, ['me', await helper()]);
      }
    }
    const { pid, answer } = await world.run(async () => {
      const pid = spawn(Clerk);
      send(pid, ['who', self()]);
      return { pid, answer: await receive(['me', P.any]) };
    });
    expect(answer).to.deep.equal(['me', pid]);
  });

  it('spawns children in the runtime of the process', async () => {
    const child = await world.run(async () => {
      await tick();
      return spawn(() => receive('never'));
    });
    expect(await world.run(() => Process.list().includes(child))).to.equal(true);
  });

  it('lets a dead process do nothing more', async () => {
    const seen: string[] = [];
    let wake = (): void => {};
    const woken = new Promise<void>((resolve) => (wake = resolve));
    const pid = world.spawn(async () => {
      seen.push('before');
      await woken;
      self();
      seen.push('after');
    });
    await world.run(() => Process.exit(pid, 'kill'));
    await world.settled();
    wake();
    await world.settled();
    expect(seen).to.deep.equal(['before']);
    expect(world.logger.crashes).to.deep.equal([]);
  });

  it('does not follow a process into code that it does not run', async () => {
    const outcomes: unknown[] = [];
    world.runtime.get(Lifecycle).events$.subscribe(({ type }) => outcomes.push([type, codeOf(self)]));
    await world.run(async () => {
      const child = spawn(() => {});
      await sleep(1);
      return child;
    });
    expect(outcomes).to.deep.equal(['spawned', 'spawned', 'exited', 'exited'].map((type) => [type, 'BEAMWORK_OUTSIDE_PROCESS']));
    expect(codeOf(self)).to.equal('BEAMWORK_OUTSIDE_PROCESS');
  });

  it('does not leak into the processes of another runtime', async () => {
    const plain = await Runtime.start({ logger: new CollectingLogger() });
    const outcome = await world.run(() =>
      plain.run(async () => {
        await tick();
        return codeOf(self);
      }),
    );
    expect(outcome).to.equal('BEAMWORK_OUTSIDE_PROCESS');
    await plain.stop();
  });
});

describe('without the asyncContext option', () => {
  const world = startRuntime();

  it('self fails after an await of something foreign, and says what to do', async () => {
    const failure = await world.run(async () => {
      await tick();
      return codeOf(self);
    });
    expect(failure).to.equal('BEAMWORK_OUTSIDE_PROCESS');
  });

  it('self is right after every receive and sleep', async () => {
    const right = await world.run(async () => {
      const me = self();
      const right: boolean[] = [];
      send(me, 1);
      await receive(1);
      right.push(self() === me);
      await Process.sleep(1);
      right.push(self() === me);
      await tick();
      send(me, 2);
      return right;
    });
    expect(right).to.deep.equal([true, true]);
  });
});
