import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { SmallSet } from '../../lib/kernel/small-set.js';

interface Member {
  readonly name: number;
}

function members(count: number): Member[] {
  return Array.from({ length: count }, (_, name) => ({ name }));
}

function setOf(items: readonly Member[]): SmallSet<Member> {
  const set = new SmallSet<Member>();
  for (const item of items) set.add(item);
  return set;
}

/** Repeatable whole numbers from 0 up to, not including, `below`. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

describe('SmallSet', () => {
  it('is empty when it is made', () => {
    const set = new SmallSet<Member>();
    expect(set.size).to.equal(0);
    expect(set.toArray()).to.deep.equal([]);
    expect(set.has({ name: 0 })).to.equal(false);
    expect(set.delete({ name: 0 })).to.equal(false);
  });

  it('shares nothing with another empty set', () => {
    const set = setOf(members(1));
    const other = new SmallSet<Member>();
    other.add({ name: 7 });
    expect([set.size, other.size]).to.deep.equal([1, 1]);
    expect(new SmallSet<Member>().toArray()).to.deep.equal([]);
  });

  it('tells members by identity', () => {
    const set = setOf([{ name: 0 }]);
    expect(set.has({ name: 0 })).to.equal(false);
    expect(set.add({ name: 0 })).to.equal(true);
  });

  // On both sides of every size at which the set changes its form.
  for (const count of [1, 2, 3, 4, 5, 8, 9, 10, 1_000]) {
    context(`with ${count} members`, () => {
      let items: Member[];
      let set: SmallSet<Member>;

      beforeEach(() => {
        items = members(count);
        set = setOf(items);
      });

      it('has each of them and nobody else', () => {
        expect(set.size).to.equal(count);
        expect(items.every((item) => set.has(item))).to.equal(true);
        expect(set.has({ name: 0 })).to.equal(false);
      });

      it('lists them in the order of adding', () => {
        expect(set.toArray()).to.deep.equal(items);
      });

      it('visits them in the order of adding', () => {
        const visited: Member[] = [];
        set.forEach((member) => visited.push(member));
        expect(visited).to.deep.equal(items);
      });

      it('refuses to add one twice', () => {
        expect(items.some((item) => set.add(item))).to.equal(false);
        expect(set.toArray()).to.deep.equal(items);
      });

      it('deletes each of them once', () => {
        expect(items.every((item) => set.delete(item))).to.equal(true);
        expect(items.some((item) => set.delete(item))).to.equal(false);
        expect(set.size).to.equal(0);
        expect(set.toArray()).to.deep.equal([]);
      });

      it('deletes them from the last to the first', () => {
        for (let left = count; left > 0; left -= 1) {
          set.delete(items[left - 1] ?? { name: -1 });
          expect(set.size).to.equal(left - 1);
        }
        expect(set.toArray()).to.deep.equal([]);
      });

      it('puts one that is added again behind the others', () => {
        const [first = { name: -1 }, ...others] = items;
        set.delete(first);
        set.add(first);
        expect(set.toArray()).to.deep.equal([...others, first]);
      });

      it('gives an array that the caller may change', () => {
        set.toArray().length = 0;
        expect(set.size).to.equal(count);
        expect(set.toArray()).to.deep.equal(items);
      });

      it('visits everybody although the visitor deletes', () => {
        const visited: Member[] = [];
        set.forEach((member) => {
          visited.push(member);
          for (const item of items) set.delete(item);
        });
        expect(visited).to.deep.equal(items);
        expect(set.size).to.equal(0);
      });

      it('does not visit whom the visitor adds', () => {
        let visits = 0;
        set.forEach((member) => {
          visits += 1;
          set.add({ name: -member.name });
        });
        expect(visits).to.equal(count);
        expect(set.size).to.equal(2 * count);
      });
    });
  }

  it('does not keep a deleted member alive', async () => {
    const [kept] = members(1);
    const set = new SmallSet<object>();
    const deleted = (() => {
      const member = {};
      if (kept !== undefined) set.add(kept);
      set.add(member);
      set.delete(member);
      return new WeakRef(member);
    })();
    await new Promise((resolve) => setImmediate(resolve));
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    collectGarbage();
    expect(deleted.deref()).to.equal(undefined);
    expect(set.toArray()).to.deep.equal([kept]);
  });

  context('compared with a Set', () => {
    for (const range of [4, 12, 40]) {
      it(`agrees over 20,000 random steps among ${range} objects`, () => {
        const random = seeded(range);
        const items = members(range);
        const set = new SmallSet<Member>();
        const model = new Set<Member>();
        for (let step = 0; step < 20_000; step += 1) {
          const item = items[random(range)] ?? { name: -1 };
          // Long stretches that mostly add, then mostly delete, so that both limits are crossed both ways.
          if (random(10) < (Math.floor(step / 200) % 2 === 0 ? 7 : 3)) {
            expect(set.add(item)).to.equal(!model.has(item));
            model.add(item);
          } else {
            expect(set.delete(item)).to.equal(model.delete(item));
          }
          expect(set.size).to.equal(model.size);
          expect(set.has(item)).to.equal(model.has(item));
          if (step % 10 === 0) expect(set.toArray()).to.deep.equal([...model]);
        }
      });
    }
  });
});
