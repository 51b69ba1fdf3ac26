import { expect } from 'chai';
import { Process, receive, Receive, self, send, spawn } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from './messages.js';
import { startRuntime, turns } from './support.js';

describe('process info, item by item', () => {
  const world = startRuntime();

  @Process({ priority: 'high', trapExit: true })
  class Clerk {
    init(_desk: number): void {}

    @Receive('work')
    work(_: 'work'): void {}
  }

  it('gives one value, an object of some, or an object of most', async () => {
    const { one, some, all } = await world.run(() => ({
      one: Process.info(self(), 'trapExit'),
      some: Object.keys(Process.info(self(), ['status', 'links']) ?? {}),
      all: Object.keys(Process.info(self()) ?? {}),
    }));
    expect(one).to.equal(false);
    expect(some).to.deep.equal(['status', 'links']);
    expect(all).to.include.members(['currentFunction', 'initialCall', 'status', 'messageQueueLen', 'links', 'dictionary', 'trapExit', 'priority', 'reductions']);
    expect(all).to.not.include('messages');
  });

  it('names what runs and what was started', async () => {
    const { before, after, plain } = await world.run(function* named() {
      const pid = spawn(Clerk, 3);
      const before = Process.info(pid, ['initialCall', 'priority', 'trapExit']);
      yield* turns();
      send(pid, 'work');
      yield* turns();
      return { before, after: Process.info(pid, 'currentFunction'), plain: Process.info(self(), ['initialCall', 'currentFunction']) };
    });
    expect(before).to.deep.equal({ initialCall: ['Clerk', 'init', 1], priority: 'high', trapExit: true });
    expect(after).to.deep.equal(['Clerk', 'work', 1]);
    expect(plain).to.deep.equal({ initialCall: ['(function)', 'named', 0], currentFunction: ['(function)', 'named', 0] });
  });

  it('shows the dictionary as pairs', async () => {
    const pairs = await world.run(() => {
      Process.put('a', 1);
      Process.put({ k: 2 }, ['v']);
      return Process.info(self(), 'dictionary');
    });
    expect(pairs).to.deep.equal([
      ['a', 1],
      [{ k: 2 }, ['v']],
    ]);
  });

  it('counts reductions, and estimates memory', async () => {
    const [early, late] = await world.run(function* () {
      const pid = spawn(function* () {
        for (;;) yield* receive('go');
      });
      yield* turns();
      const early = Process.info(pid, ['reductions', 'memory']);
      for (let n = 0; n < 10; n++) send(pid, n % 2 === 0 ? 'go' : 'stays');
      yield* turns();
      return [early, Process.info(pid, ['reductions', 'memory'])];
    });
    expect((late?.reductions ?? 0) - (early?.reductions ?? 0)).to.equal(5);
    expect(late?.memory).to.be.above(early?.memory ?? Infinity);
  });

  it('refuses a key that it does not know, and what is no pid', async () => {
    const refusals = await world.run(() => [
      codeOf(() => Reflect.apply(Process.info, undefined, [self(), 'heap'])),
      codeOf(() => Reflect.apply(Process.info, undefined, [self(), ['links', 'heap']])),
      codeOf(() => Reflect.apply(Process.info, undefined, ['worker'])),
    ]);
    expect(refusals).to.deep.equal(['BEAMWORK_BAD_INFO_KEY', 'BEAMWORK_BAD_INFO_KEY', 'BEAMWORK_BAD_PID']);
  });
});
