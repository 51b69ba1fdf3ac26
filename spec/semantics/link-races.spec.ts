import { expect } from 'chai';
import { Linker, Process, self, type Pid } from '../../lib/index.js';
import { flush, idle, puppet, seeded, startRuntime, tell, turns } from './support.js';

const linksOf = (pid: Pid): Pid[] | undefined => Process.info(pid, 'links');

describe('links that are made and removed at the same time', () => {
  const world = startRuntime();

  it('rule 58: a link that is made, removed and made again is one link', () =>
    world.run(function* () {
      Process.flag('trapExit', true);
      const pid = idle();
      Process.link(pid);
      Process.unlink(pid);
      Process.link(pid);
      expect([linksOf(self()), linksOf(pid)]).to.deep.equal([[pid], [self()]]);
      Process.exit(pid, 'boom');
      expect(yield* flush()).to.deep.equal([['EXIT', pid, 'boom']]);
    }));

  it('rule 58: it brings one EXIT even when the other was about to die in between', () =>
    world.run(function* () {
      Process.flag('trapExit', true);
      const pid = idle();
      Process.link(pid);
      yield* turns(1);
      Process.exit(pid, 'boom');
      Process.unlink(pid);
      Process.link(pid);
      const exits = yield* flush();
      expect(exits).to.have.lengthOf(1);
      expect(exits[0]).to.have.property('1', pid);
    }));

  for (let seed = 1; seed <= 10; seed++) {
    it(`rules 47, 58: both sides always come to the same view, whoever links and unlinks when (history ${seed})`, () =>
      world.run(function* () {
        const draw = seeded(seed);
        const pair = [puppet(), puppet()] as const;
        for (let round = 0; round < 100; round++) {
          for (let step = draw(6); step >= 0; step--) {
            const [from, to] = draw(2) === 0 ? pair : [pair[1], pair[0]];
            const verb = draw(2) === 0 ? Process.link : Process.unlink;
            tell(from, () => verb(to));
            if (draw(4) === 0) yield;
          }
          yield* turns(4);
          const [a, b] = pair.map((pid) => linksOf(pid)?.length);
          expect(a, `round ${round}`).to.equal(b);
        }
      }));
  }

  it('rules 47, 49, 58: a link that is made twice and removed once, from outside of all processes, is gone on both sides', async () => {
    const linker = world.runtime.get(Linker);
    const [a, b] = await world.run(() => [idle(), idle()] as const);
    const counts: number[][] = [];
    for (const [first, second] of [
      [a, b],
      [b, a],
    ] as const) {
      linker.link(a, b);
      linker.link(b, a);
      linker.unlink(first, second);
      await world.settled();
      counts.push([linker.links(a).length, linker.links(b).length]);
      linker.link(a, b);
      linker.unlink(first, second);
      await world.settled();
      counts.push([linker.links(a).length, linker.links(b).length]);
    }
    expect(counts).to.deep.equal([[0, 0], [0, 0], [0, 0], [0, 0]]);
  });

  it('rule 49: unlink removes a link that somebody else has just made for the other side', () =>
    world.run(function* () {
      const other = idle();
      world.runtime.get(Linker).link(other, self());
      Process.unlink(other);
      yield* turns();
      expect([linksOf(self()), linksOf(other)]).to.deep.equal([[], []]);
    }));
});
