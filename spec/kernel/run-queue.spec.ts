import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { RunQueue, type Priority, type Queued } from '../../lib/kernel/run-queue.js';

const low = 0;
const normal = 1;
const high = 2;
const max = 3;

/** What waits: a value that carries the link to its neighbour. */
class Item<T = unknown> implements Queued<Item<T>> {
  behind: Item<T> | undefined = undefined;

  constructor(readonly value: T) {}
}

/** A queue of values, each pushed as an item of its own. */
class Values<T> {
  readonly #queue = new RunQueue<Item<T>>();

  push(value: T, priority: Priority): void {
    this.#queue.push(new Item(value), priority);
  }

  shift(): T | undefined {
    return this.#queue.shift()?.value;
  }

  lengthOf(priority: Priority): number {
    return this.#queue.lengthOf(priority);
  }

  get size(): number {
    return ([low, normal, high, max] as const).reduce<number>((sum, priority) => sum + this.#queue.lengthOf(priority), 0);
  }
}

/** The next `count` values. */
function take<T>(queue: Values<T>, count: number): (T | undefined)[] {
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
  let queue: Values<string>;

  beforeEach(() => {
    queue = new Values();
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

  context('compared with four arrays', () => {
    it('agrees over 200,000 random steps that grow and shrink it', () => {
      const random = seeded(7);
      const numbers = new Values<number>();
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
        if (step % 1_000 === 0 && numbers.size !== model.reduce((sum, items) => sum + items.length, 0)) expect.fail(`another size in step ${step}`);
      }
      expect(numbers.size).to.be.above(0);
      while (numbers.size > 0) expect(numbers.shift()).to.equal(shiftModel());
      expect(shiftModel()).to.equal(undefined);
    });
  });

  context('after a burst', () => {
    it('keeps the order of a million items', () => {
      const numbers = new Values<number>();
      for (let item = 0; item < 1_000_000; item += 1) numbers.push(item, normal);
      for (let item = 0; item < 1_000_000; item += 1) if (numbers.shift() !== item) expect.fail(`item ${item} is out of order`);
      expect(numbers.size).to.equal(0);
    });

    for (const [name, priority] of [['normal', normal], ['low', low]] as const) {
      it(`keeps no ${name} item alive once it is taken`, async () => {
        const queue = new RunQueue<Item>();
        const refs = (() => {
          const items = [new Item(1), new Item(2), new Item(3)];
          for (const item of items) queue.push(item, priority);
          for (const item of items) expect(queue.shift()).to.equal(item);
          return items.map((item) => new WeakRef(item));
        })();
        await new Promise((resolve) => setImmediate(resolve));
        collectGarbage();
        expect(refs.map((ref) => ref.deref())).to.deep.equal([undefined, undefined, undefined]);
        expect(queue.shift()).to.equal(undefined);
      });
    }

    it('lets a taken item wait again', () => {
      const queue = new RunQueue<Item<string>>();
      const [a, b] = [new Item('a'), new Item('b')];
      queue.push(a, normal);
      queue.push(b, normal);
      queue.push(queue.shift() ?? b, normal);
      expect([queue.shift(), queue.shift(), queue.shift()]).to.deep.equal([b, a, undefined]);
    });
  });
});
