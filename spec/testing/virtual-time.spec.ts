import { expect } from 'chai';
import { Process, receive } from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';
import { VirtualTime } from '../../lib/testing/virtual-time.js';

describe('TestRuntime.run beside somebody whose clock ticks for ever', () => {
  it('gives up at last, and says who waits', async () => {
    const runtime = await TestRuntime.start({ maxSlices: 1_000 });
    runtime.spawn(function* clock() {
      for (;;) yield* Process.sleep(1_000);
    });
    const failure = await failureOf(runtime.run(() => receive('never')));
    expect(failure.code).to.equal('BEAMWORK_NEVER_SO');
    expect(failure.message).to.include('clock');
    await runtime.stop({ timeoutMs: 0 });
  });
});

describe('VirtualTime', () => {
  let time: VirtualTime;
  let woken: string[];
  beforeEach(() => {
    time = new VirtualTime();
    woken = [];
  });

  const wakeAfter = (ms: number, name: string, then = (): void => {}) => time.wakeAfter(ms, () => {
    woken.push(name);
    then();
  });

  it('makes all wake-up calls of one instant, in the order in which they were asked for', () => {
    for (const [ms, name] of [[5, 'a'], [9, 'b'], [5, 'c']] as const) wakeAfter(ms, name);
    expect(time.passTo(Infinity)).to.equal(true);
    expect([time.nowMs(), woken]).to.deep.equal([5, ['a', 'c']]);
  });

  it('does not make a call that another of the same instant calls off', () => {
    wakeAfter(5, 'first', () => second.cancel());
    const second = wakeAfter(5, 'second');
    time.passTo(Infinity);
    expect(woken).to.deep.equal(['first']);
  });

  it('stops at the limit where no call is due by then', () => {
    wakeAfter(5, 'a');
    expect([time.passTo(4), time.nowMs(), woken]).to.deep.equal([false, 4, []]);
  });

  it('knows when the next call is due that somebody waits for', () => {
    wakeAfter(5, 'a').keepAlive(false);
    expect(time.nextMs).to.equal(Infinity);
    wakeAfter(9, 'b');
    expect(time.nextMs).to.equal(9);
  });
});
