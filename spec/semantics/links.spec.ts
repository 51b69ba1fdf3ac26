import { expect } from 'chai';
import { after, exit, on, P, Process, receive, self, send, spawn, spawnLink, spawnMonitor, type Pid } from '../../lib/index.js';
import { ask, deadPid, downOf, everyKind, flush, idle, Obedient, puppet, reasonOf, reasonOfClass, startRuntime, tell, turns } from './support.js';

const linksOf = (pid: Pid): Pid[] | undefined => Process.info(pid, 'links');

describe('links', () => {
  const world = startRuntime();

  describe('join two processes', () => {
    it('rule 47: both ways', () =>
      world.run(function* () {
        const [a, b] = [puppet(), puppet()];
        yield* ask(a, () => Process.link(b));
        expect([linksOf(a), linksOf(b)]).to.deep.equal([[b], [a]]);
      }));

    it('rule 47: once, however often they link, and from whichever side', () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const pid = puppet();
        expect([Process.link(pid), Process.link(pid)]).to.deep.equal([true, true]);
        const me = self();
        yield* ask(pid, () => Process.link(me) && Process.link(me));
        Process.link(pid);
        expect([linksOf(me), linksOf(pid)]).to.deep.equal([[pid], [me]]);
        Process.unlink(pid);
        expect([linksOf(me), linksOf(pid)]).to.deep.equal([[], []]);
        Process.link(pid);
        Process.exit(pid, 'boom');
        expect(yield* flush()).to.deep.equal([['EXIT', pid, 'boom']]);
      }));

    it('rule 48: a link to oneself is true and nothing else', () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        expect([Process.link(self()), linksOf(self()), Process.unlink(self())]).to.deep.equal([true, [], true]);
        const [pid, ref] = spawnMonitor(() => Process.link(self()) && exit('boom'));
        expect(yield* flush()).to.deep.equal([['DOWN', ref, 'process', pid, 'boom']]);
      }));

    it('rule 49: either side may unlink', () =>
      world.run(function* () {
        const me = self();
        for (const side of ['mine', 'theirs']) {
          const pid = puppet();
          Process.link(pid);
          if (side === 'mine') Process.unlink(pid);
          else yield* ask(pid, () => Process.unlink(me));
          expect([linksOf(me), linksOf(pid)]).to.deep.equal([[], []]);
          Process.exit(pid, 'boom');
        }
        expect(yield* flush()).to.deep.equal([]);
      }));
  });

  describe('bring the end of one to the other', () => {
    for (const [kind, body] of Object.entries(everyKind(() => exit(['why', 1])))) {
      it(`rule 50: with the reason of ${kind}, whichever of the two asked for the link`, () =>
        world.run(function* () {
          const me = self();
          Process.flag('trapExit', true);
          const child = spawnLink(body);
          expect(yield* receive(P.any)).to.deep.equal(['EXIT', child, ['why', 1]]);
          const asker = spawn(() => Process.link(me) && exit(['why', 2]));
          expect(yield* receive(P.any)).to.deep.equal(['EXIT', asker, ['why', 2]]);
          const seen = yield* reasonOf(function* () {
            spawnLink(body);
            yield* receive('never');
          });
          expect(seen).to.deep.equal(['why', 1]);
        }));
    }

    it('rule 50: and leave no link behind', () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        spawnLink(() => exit('boom'));
        yield* turns();
        expect(linksOf(self())).to.deep.equal([]);
      }));

    it('rule 51: a normal end is survived, or trapped', () =>
      world.run(function* () {
        const survives = puppet();
        const traps = puppet({ trapExit: true });
        const peers: Pid[] = [];
        for (const pid of [survives, traps]) yield* ask(pid, () => peers.push(spawnLink(() => {})));
        yield* turns();
        expect([survives, traps].map((pid) => Process.info(pid, ['links', 'messages']))).to.deep.equal([
          { links: [], messages: [] },
          { links: [], messages: [['EXIT', peers[1], 'normal']] },
        ]);
      }));

    for (const reason of ['shutdown', ['shutdown', 'x'], 'killed', new Error('broken')]) {
      it(`rule 51: an end for ${String(reason)} is not`, () =>
        world.run(function* () {
          const seen = yield* reasonOf(function* () {
            spawnLink(() => exit(reason));
            yield* receive('never');
          });
          expect(seen).to.deep.equal(reason);
        }));
    }
  });

  describe('to a dead process', () => {
    it('rule 52: give who traps exits a message at the end of its queue', () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const dead = yield* deadPid();
        send(self(), 'before');
        expect(Process.link(dead)).to.equal(true);
        send(self(), 'behind');
        expect(yield* flush()).to.deep.equal(['before', ['EXIT', dead, 'noproc'], 'behind']);
        expect(linksOf(self())).to.deep.equal([]);
      }));

    it('rule 52: are an error for who does not, which may be caught', () =>
      world.run(function* () {
        const dead = yield* deadPid();
        expect(() => Process.link(dead)).to.throw('not alive').with.property('code', 'BEAMWORK_NOPROC');
        expect([linksOf(self()), yield* flush()]).to.deep.equal([[], []]);
        const act = (): unknown => Process.link(dead);
        for (const body of Object.values(everyKind(act))) expect(yield* reasonOf(body)).to.have.property('code', 'BEAMWORK_NOPROC');
        expect(yield* reasonOfClass(act)).to.have.property('code', 'BEAMWORK_NOPROC');
      }));

    it('rule 52: come as an exit signal when the process dies while the link is on its way', () =>
      world.run(function* () {
        const ended = yield* reasonOf(function* () {
          const pid = idle();
          Process.exit(pid, 'boom');
          Process.link(pid);
          yield* receive('never');
        });
        expect(ended).to.equal('noproc');
      }));
  });

  describe('end with unlink', () => {
    const failing = (): unknown => exit('boom');
    const bodies: Record<string, () => unknown> = {
      'a generator body': function* () {
        const child = spawnLink(failing);
        Process.unlink(child);
        return yield* downOf(child);
      },
      'an async body': async () => {
        const child = spawnLink(failing);
        Process.unlink(child);
        return await downOf(child);
      },
      'a body that traps exits': function* () {
        Process.flag('trapExit', true);
        const child = spawnLink(failing);
        Process.unlink(child);
        const reason = yield* downOf(child);
        return [reason, ...(yield* flush())].join();
      },
    };

    for (const [kind, body] of Object.entries(bodies)) {
      it(`rule 53: after it, ${kind} does not feel the end of the other`, async () => {
        expect(await world.run(body)).to.equal('boom');
      });
    }

    it('rule 53: nor does a class', () =>
      world.run(function* () {
        const pid = spawn(Obedient);
        const child = puppet();
        send(pid, ['do', () => Process.link(child)]);
        send(pid, ['do', () => Process.unlink(child)]);
        yield* turns(2);
        Process.exit(child, 'boom');
        yield* turns();
        expect([Process.isAlive(child), Process.isAlive(pid)]).to.deep.equal([false, true]);
      }));

    it('rule 54: an EXIT that is in the mailbox stays there, and the flush idiom takes it out', () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const children = [spawnLink(() => exit('one')), spawnLink(() => exit('two')), idle()];
        yield* turns();
        const flushed: unknown[] = [];
        for (const child of children) {
          expect(Process.unlink(child)).to.equal(true);
          flushed.push(yield* receive(on(['EXIT', child, P.any], () => 'flushed'), after(0, () => 'none')));
        }
        expect([flushed, yield* flush()]).to.deep.equal([['flushed', 'flushed', 'none'], []]);
      }));

    it('rule 54: the idiom works in an async body', () =>
      world.run(async () => {
        Process.flag('trapExit', true);
        const child = spawnLink(() => exit('boom'));
        while (Process.isAlive(child)) await Process.sleep(0);
        Process.unlink(child);
        const [, pid, reason] = await receive(['EXIT', child, P.any], after(0, () => ['none', undefined, undefined] as const));
        expect([pid, reason]).to.deep.equal([child, 'boom']);
      }));

    it('rule 55: unlink of what is not linked, or dead, is true and nothing else', () =>
      world.run(function* () {
        const [dead, stranger] = [yield* deadPid(), idle()];
        const linked = idle();
        Process.link(linked);
        expect([Process.unlink(dead), Process.unlink(stranger), linksOf(self())]).to.deep.equal([true, true, [linked]]);
        expect(yield* flush()).to.deep.equal([]);
      }));

    for (const trapExit of [true, false]) {
      it(`rule 56: an exit signal along a link that is gone when it arrives is dropped (${trapExit ? '' : 'not '}trapping)`, () =>
        world.run(function* () {
          Process.flag('trapExit', trapExit);
          const pid = idle();
          Process.link(pid);
          yield* turns(2);
          Process.exit(pid, 'boom');
          Process.unlink(pid);
          expect([yield* flush(), Process.isAlive(pid), linksOf(self())]).to.deep.equal([[], false, []]);
        }));
    }

    it('rule 56: the link of who unlinked is gone even when the other dies of the same cause', () =>
      world.run(function* () {
        const [a, b] = [puppet(), puppet()];
        yield* ask(a, () => Process.link(b));
        tell(a, () => Process.exit(b, 'boom') && Process.unlink(b));
        yield* turns();
        expect([a, b].map(Process.isAlive)).to.deep.equal([true, false]);
      }));
  });

  describe('made by spawnLink', () => {
    it('rule 57: a child that dies at once signals its parent', () =>
      world.run(function* () {
        @Process()
        class Stillborn {
          init() {
            exit('in init');
          }
        }
        @Process()
        class Unmade {
          constructor() {
            throw new RangeError('in the constructor');
          }
        }
        Process.flag('trapExit', true);
        const children = [spawnLink(() => exit('at once')), spawnLink(Stillborn), spawnLink(Unmade), spawnLink(() => {})];
        const exits = yield* flush();
        expect(exits).to.have.lengthOf(4);
        expect(exits.filter((_, i) => i !== 2)).to.deep.equal([
          ['EXIT', children[0], 'at once'],
          ['EXIT', children[1], 'in init'],
          ['EXIT', children[3], 'normal'],
        ]);
        expect(exits[2]).to.have.nested.property('[2].message', 'in the constructor');
      }));

    it('rule 57: a parent that dies at once takes its child along before it runs', () =>
      world.run(function* () {
        const ran: string[] = [];
        for (const end of [() => exit('boom'), () => Process.exit(self(), 'kill')]) {
          yield* reasonOf(() => {
            spawnLink(() => ran.push('child'));
            end();
          });
        }
        yield* turns();
        expect([ran, Process.list()]).to.deep.equal([[], [self()]]);
      }));
  });
});
