import { expect } from 'chai';
import { P, Process, receive, Runtime, self, send, spawn, spawnLink, type Pid } from '../../lib/index.js';

function* member(left: number, boss: Pid): Generator<unknown, void> {
  if (left === 0) send(boss, ['last', self()]);
  else spawnLink(member, left - 1, boss);
  yield* receive('never');
}

describe('large numbers', () => {
  let runtime: Runtime;

  beforeEach(async () => {
    runtime = await Runtime.start();
  });

  afterEach(() => runtime.stop());

  it('a chain of 100,000 links ends with the first reason, and no stack overflows', async () => {
    const reason = await runtime.run(function* () {
      const first = spawn(member, 99_999, self());
      const [, last] = yield* receive(['last', P.pid]);
      const ref = Process.monitor(last);
      Process.exit(first, 'boom');
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', last, P.any]);
      return reason;
    });
    expect(reason).to.equal('boom');
    expect(await runtime.run(() => Process.list().length)).to.equal(1);
  }).timeout(30_000);

  it('100,000 processes at rest end when their runtime stops', async () => {
    const pids = Array.from({ length: 100_000 }, () =>
      runtime.spawn(function* () {
        yield* receive('never');
      }),
    );
    await runtime.stop();
    expect(pids.filter((pid) => Process.isAlive(pid))).to.deep.equal([]);
  }).timeout(30_000);

  it('a process of 100,000 monitors hears of each end once, in the order of the ends', async () => {
    const inOrder = await runtime.run(function* () {
      const pids = Array.from({ length: 100_000 }, () =>
        spawn(function* () {
          yield* receive('never');
        }),
      );
      for (const pid of pids) Process.monitor(pid);
      for (const pid of pids) Process.exit(pid, 'kill');
      for (const pid of pids) {
        const [, , , dead, reason] = yield* receive(['DOWN', P.reference, 'process', P.pid, P.any]);
        if (dead !== pid || reason !== 'killed') return false;
      }
      return Process.info(self(), 'messageQueueLen') === 0;
    });
    expect(inOrder).to.equal(true);
  }).timeout(30_000);
});
