import { expect } from 'chai';
import { Process } from '../../lib/index.js';
import { underSeeds, type TestRuntime } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';

describe('underSeeds', () => {
  it('runs a test once for each seed, in a runtime of its own', async () => {
    const runtimes = new Set<TestRuntime>();
    const traces: string[] = [];
    await underSeeds(async (each) => {
      runtimes.add(each);
      for (let process = 0; process < 8; process++) each.spawn(() => undefined);
      await each.settle();
      traces.push(each.trace);
    }, { first: 3, count: 5, trace: true });
    expect(runtimes.size).to.equal(5);
    expect(new Set(traces).size).to.equal(5);
    await underSeeds(async (each) => {
      for (let process = 0; process < 8; process++) each.spawn(() => undefined);
      await each.settle();
      expect(each.trace).to.equal(traces[4]);
    }, { first: 7, count: 1, trace: true });
  });

  it('tells the seed once of an error that is thrown again and again', async () => {
    const same = new Error('the same');
    for (let round = 0; round < 3; round++) await underSeeds(() => Promise.reject(same), { count: 1 }).catch(() => undefined);
    expect(same.message.split('with seed 1')).to.have.lengthOf(2);
  });

  it('refuses an option that it does not know, and what is no test', async () => {
    const refused = async (...given: unknown[]): Promise<string> => {
      const started: Promise<unknown> = Reflect.apply(underSeeds, undefined, given);
      return (await failureOf(started)).message;
    };
    expect(await refused(() => 1, { seed: 7 })).to.include("underSeeds was given the option \"seed\"");
    expect(await refused({ count: 3 })).to.include('underSeeds was given a test: ');
    expect(await refused(() => 1, ['count'])).to.include('underSeeds was given options: ');
  });

  it('refuses numbers under which it would never run', async () => {
    let runs = 0;
    for (const options of [{ count: 0 }, { count: NaN }, { first: NaN }, { first: Infinity }, { first: 0.5 }]) {
      expect((await failureOf(underSeeds(() => void runs++, options))).code).to.equal('BEAMWORK_BAD_OPTION');
    }
    expect(runs).to.equal(0);
  });

  it('tells the seed with what is no error, or cannot be written to', async () => {
    const unreadable = new Error('mine');
    Object.defineProperty(unreadable, 'message', { get: () => { throw new TypeError('a getter'); } });
    const deaf = new Proxy(new Error('deaf'), { set: () => true });
    const evil = new Proxy({}, { getPrototypeOf: () => { throw new TypeError('a trap'); } });
    for (const thrown of [undefined, Object.freeze(new Error('frozen')), unreadable, deaf, evil, { text: Symbol('none') }]) {
      const failure: unknown = await underSeeds(() => Promise.reject(thrown), { count: 1 }).catch((error: unknown) => error);
      expect(failure).to.be.an.instanceOf(Error).with.property('message').that.includes('with seed 1');
      expect(failure).to.have.property('cause', thrown);
    }
  });

  it('tells what the test threw, also when its processes never rest', async () => {
    const failing = underSeeds(
      (each) => {
        each.spawn(function* restless() {
          Process.flag('trapExit', true);
          for (;;) yield;
        });
        throw new Error('mine');
      },
      { maxSlices: 100 },
    );
    expect(String(await failing.catch((error: unknown) => error))).to.match(/^Error: mine\n {2}→ with seed 1/);
  });

  it('tells the seed under which a test fails, and how to run that one again', async () => {
    const failure: unknown = await underSeeds(async (each) => {
      const order: string[] = [];
      each.spawn(() => void order.push('a'));
      each.spawn(() => void order.push('b'));
      await each.settle();
      if (order[0] !== 'a') throw new Error('b came first');
    }).catch((error: unknown) => error);
    expect(String(failure)).to.match(/^Error: b came first\n {2}→ with seed (\d+): run that one again by underSeeds\(test, \{ first: \1, count: 1 \}\)/);
  });
});
