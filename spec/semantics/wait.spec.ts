import { expect } from 'chai';
import { after, exit, P, Process, receive, Runtime, self, send, spawn, spawnMonitor } from '../../lib/index.js';

describe('Process.wait', () => {
  let runtime: Runtime;

  beforeEach(async () => {
    runtime = await Runtime.start();
  });

  afterEach(() => runtime.stop());

  it('gives a generator the value of a promise', async () => {
    expect(await runtime.run(function* () {
      return yield* Process.wait(Promise.resolve('row'));
    })).to.equal('row');
  });

  it('throws in the process what the promise is rejected with', async () => {
    const caught = await runtime.run(function* () {
      try {
        return yield* Process.wait(Promise.reject(new Error('no row')));
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    });
    expect(caught).to.equal('no row');
  });

  it('keeps self and receive right in an async body', async () => {
    const same = await runtime.run(async () => {
      const me = self();
      await Process.wait(new Promise((resolve) => setImmediate(resolve)));
      send(self(), 'still me');
      return self() === me && (await receive('still me', after(0))) === 'still me';
    });
    expect(same).to.equal(true);
  });

  it('leaves other messages in the mailbox, in order', async () => {
    const rest = await runtime.run(function* () {
      send(self(), 1);
      send(self(), 2);
      yield* Process.wait(Promise.resolve());
      return [yield* receive(P.number), yield* receive(P.number)];
    });
    expect(rest).to.deep.equal([1, 2]);
  });

  it('does not keep a process from being ended', async () => {
    const reason = await runtime.run(function* () {
      const [pid, ref] = spawnMonitor(function* () {
        yield* Process.wait(new Promise(() => {}));
      });
      spawn(() => Process.exit(pid, 'enough'));
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
      return reason;
    });
    expect(reason).to.equal('enough');
  });

  it('drops what comes after the end of its process', async () => {
    let settle = (_value: string): void => {};
    const promise = new Promise<string>((resolve) => (settle = resolve));
    const pid = runtime.spawn(function* () {
      yield* Process.wait(promise);
    });
    await runtime.run(() => Process.exit(pid, 'kill'));
    settle('too late');
    await promise;
    expect(await runtime.run(() => Process.isAlive(pid))).to.equal(false);
  });

  it('cannot be called outside of a process', () => {
    expect(() => Process.wait(Promise.resolve())).to.throw().with.property('code', 'BEAMWORK_OUTSIDE_PROCESS');
  });

  it('lets exit through', async () => {
    const failure = await runtime.run(async () => {
      await Process.wait(null);
      exit('done');
    }).catch((error: unknown) => error);
    expect(failure).to.have.property('reason', 'done');
  });
});
