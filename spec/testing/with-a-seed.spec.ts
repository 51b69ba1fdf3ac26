import { expect } from 'chai';
import { P, Process, Receive, send, type Pid } from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';

describe('TestRuntime with a seed', () => {
  const orderOf = async (seed: number | undefined): Promise<{ order: number[]; trace: string }> => {
    const seeded = await TestRuntime.start({ trace: true, ...(seed === undefined ? {} : { seed }) });
    const order: number[] = [];
    for (let each = 0; each < 8; each++) seeded.spawn(async () => {
      await Process.sleep(0);
      order.push(each);
    });
    await seeded.advance(1);
    return { order, trace: seeded.trace };
  };

  it('runs in the order that the seed decides, the same each time', async () => {
    expect(await orderOf(7)).to.deep.equal(await orderOf(7));
  });

  it('has another order with another seed', async () => {
    expect((await orderOf(7)).trace).not.to.equal((await orderOf(8)).trace);
  });

  it('has the order of production without one', async () => {
    expect((await orderOf(undefined)).order).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('writes a trace that is the same on every machine', async () => {
    expect((await orderOf(7)).trace.split('\n').slice(0, 3)).to.deep.equal(['0 ms  #PID<0.104.0> (anonymous)', '0 ms  #PID<0.101.0> (anonymous)', '0 ms  #PID<0.105.0> (anonymous)']);
  });

  it('lets one message be handled in a slice', async () => {
    const seen: string[] = [];
    @Process()
    class Listener {
      @Receive(P.string) hear(text: string): void {
        seen.push(text);
      }
    }
    const seeded = await TestRuntime.start({ seed: 3, trace: true });
    const pid: Pid = seeded.spawn(Listener);
    await seeded.settle();
    send(pid, 'a');
    send(pid, 'b');
    await seeded.settle();
    expect(seen).to.deep.equal(['a', 'b']);
    expect(seeded.trace.split('\n')).to.have.length(3);
  });

  it('respects priorities', async () => {
    const order: string[] = [];
    const seeded = await TestRuntime.start({ seed: 3 });
    await seeded.run(() => {
      for (const priority of ['low', 'normal', 'high', 'max', 'high', 'max'] as const) Process.spawn(() => void order.push(priority), { priority });
    });
    await seeded.settle();
    expect(order.slice(0, 4)).to.deep.equal(['max', 'max', 'high', 'high']);
  });

  it('refuses a seed that is no whole number', async () => {
    expect((await failureOf(TestRuntime.start({ seed: 0.5 }))).code).to.equal('BEAMWORK_BAD_OPTION');
  });

  for (const [what, options] of Object.entries<object | null>({ 'a seed under another name': { sede: 7 }, "Node's clock": { clock: { nowMs: () => 0 } }, null: null })) {
    it(`refuses ${what}`, async () => {
      const started: Promise<unknown> = Reflect.apply(TestRuntime.start, TestRuntime, [options]);
      expect((await failureOf(started)).code).to.equal('BEAMWORK_BAD_OPTION');
    });
  }
});
