import { expect } from 'chai';
import { VirtualTime } from '../../lib/testing/virtual-time.js';

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
