import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { RunQueue, type Priority } from '../../lib/kernel/run-queue.js';

const low = 0;
const normal = 1;
const high = 2;
const max = 3;

/** The next `count` items. */
function take<T>(queue: RunQueue<T>, count: number): (T | undefined)[] {
  return Array.from({ length: count }, () => queue.shift());
}

/** Node's collector, run to the end. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}

/** Repeatable whole numbers from 0 up to, not including, `below`. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

describe('RunQueue', () => {
  let queue: RunQueue<string>;

  beforeEach(() => {
    queue = new RunQueue();
  });

  it('answers undefined while it is empty', () => {
    expect(queue.shift()).to.equal(undefined);
    expect(queue.size).to.equal(0);
  });

  for (const [name, priority] of [['low', low], ['normal', normal], ['high', high], ['max', max]] as const) {
    it(`takes ${name} items in the order of pushing`, () => {
      for (const item of ['a', 'b', 'c']) queue.push(item, priority);
      expect(take(queue, 4)).to.deep.equal(['a', 'b', 'c', undefined]);
    });
  }

  it('counts items per priority and in all', () => {
    queue.push('a', low);
    queue.push('b', max);
    queue.push('c', normal);
    queue.push('d', normal);
    queue.push('e', high);
    queue.push('f', high);
    queue.push('g', high);
    expect(([low, normal, high, max] as const).map((priority) => queue.lengthOf(priority))).to.deep.equal([1, 2, 3, 1]);
    expect(queue.size).to.equal(7);
  });

  context('with several priorities waiting', () => {
    it('takes max before high, and high before normal and low', () => {
      for (const [item, priority] of [['low', low], ['normal', normal], ['high', high], ['max', max]] as const) queue.push(item, priority);
      expect(take(queue, 4)).to.deep.equal(['max', 'high', 'normal', 'low']);
    });

    it('gives normal and low no turn while high keeps coming', () => {
      queue.push('low', low);
      queue.push('normal', normal);
      for (let turn = 0; turn < 100; turn += 1) {
        queue.push('high', high);
        expect(queue.shift()).to.equal('high');
      }
    });

    it('gives high no turn while max keeps coming', () => {
      queue.push('high', high);
      for (let turn = 0; turn < 100; turn += 1) {
        queue.push('max', max);
        expect(queue.shift()).to.equal('max');
      }
    });
  });

  context('with normal and low waiting', () => {
    const eight = (item: string) => Array.from({ length: 8 }, () => item);

    it('gives low one turn after eight normal turns', () => {
      for (let item = 0; item < 20; item += 1) queue.push('normal', normal);
      queue.push('low', low);
      queue.push('low', low);
      expect(take(queue, 18)).to.deep.equal([...eight('normal'), 'low', ...eight('normal'), 'low']);
    });

    it('counts only normal turns that a low item waited for', () => {
      for (let item = 0; item < 20; item += 1) queue.push('normal', normal);
      take(queue, 6);
      queue.push('low', low);
      expect(take(queue, 9)).to.deep.equal([...eight('normal'), 'low']);
    });

    it('does not count turns of higher priorities', () => {
      for (let item = 0; item < 9; item += 1) queue.push('normal', normal);
      queue.push('low', low);
      take(queue, 4);
      for (let item = 0; item < 8; item += 1) queue.push('high', high);
      expect(take(queue, 13)).to.deep.equal([...eight('high'), 'normal', 'normal', 'normal', 'normal', 'low']);
    });

    it('gives low every turn once nothing normal waits', () => {
      queue.push('normal', normal);
      queue.push('low', low);
      queue.push('low', low);
      expect(take(queue, 3)).to.deep.equal(['normal', 'low', 'low']);
    });

    it('starts counting anew after a low turn that came early', () => {
      queue.push('low', low);
      queue.push('low', low);
      queue.push('normal', normal);
      take(queue, 2);
      for (let item = 0; item < 9; item += 1) queue.push('normal', normal);
      expect(take(queue, 9)).to.deep.equal([...eight('normal'), 'low']);
    });
  });

  context('when it is cleared', () => {
    it('forgets every item', () => {
      for (const priority of [low, normal, high, max] as const) queue.push('gone', priority);
      queue.clear();
      expect(queue.size).to.equal(0);
      expect(queue.shift()).to.equal(undefined);
    });

    it('takes new items afterwards', () => {
      queue.push('gone', high);
      queue.clear();
      queue.push('new', normal);
      expect(take(queue, 2)).to.deep.equal(['new', undefined]);
    });
  });

  context('compared with four arrays', () => {
    it('agrees over 200,000 random steps that grow and shrink it', () => {
      const random = seeded(7);
      const numbers = new RunQueue<number>();
      const model: [number[], number[], number[], number[]] = [[], [], [], []];
      let passes = 8;
      const shiftModel = (): number | undefined => {
        const [lows, normals, highs, maxes] = model;
        if (maxes.length > 0) return maxes.shift();
        if (highs.length > 0) return highs.shift();
        if (lows.length === 0) return normals.shift();
        if (normals.length > 0 && passes > 0) {
          passes -= 1;
          return normals.shift();
        }
        passes = 8;
        return lows.shift();
      };
      const priorities: readonly Priority[] = [low, normal, normal, normal, normal, high, max];
      for (let step = 0; step < 200_000; step += 1) {
        const growing = Math.floor(step / 20_000) % 2 === 0;
        if (random(10) < (growing ? 7 : 3)) {
          const priority = priorities[random(priorities.length)] ?? normal;
          numbers.push(step, priority);
          model[priority].push(step);
        } else if (numbers.shift() !== shiftModel()) {
          expect.fail(`another item in step ${step}`);
        }
        if (numbers.size !== model.reduce((sum, items) => sum + items.length, 0)) expect.fail(`another size in step ${step}`);
      }
      expect(numbers.size).to.be.above(0);
      while (numbers.size > 0) expect(numbers.shift()).to.equal(shiftModel());
      expect(shiftModel()).to.equal(undefined);
    });
  });

  context('after a burst', () => {
    it('keeps the order of a million items', () => {
      const numbers = new RunQueue<number>();
      for (let item = 0; item < 1_000_000; item += 1) numbers.push(item, normal);
      for (let item = 0; item < 1_000_000; item += 1) if (numbers.shift() !== item) expect.fail(`item ${item} is out of order`);
      expect(numbers.size).to.equal(0);
    });

    it('gives the memory of a million slots back', () => {
      const item = {};
      const objects = new RunQueue<object>();
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      for (let count = 0; count < 1_000_000; count += 1) objects.push(item, normal);
      collectGarbage();
      const full = process.memoryUsage().heapUsed - before;
      while (objects.size > 1) objects.shift();
      collectGarbage();
      const drained = process.memoryUsage().heapUsed - before;
      expect(full).to.be.above(4_000_000);
      expect(drained).to.be.below(500_000);
      expect(objects.shift()).to.equal(item);
    });

    it('does not keep a taken item alive', async () => {
      const objects = new RunQueue<object>();
      const kept = {};
      const taken = (() => {
        const item = {};
        objects.push(item, normal);
        objects.push(kept, normal);
        objects.shift();
        return new WeakRef(item);
      })();
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      expect(taken.deref()).to.equal(undefined);
      expect(objects.shift()).to.equal(kept);
    });
  });
});
