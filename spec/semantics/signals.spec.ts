import { expect } from 'chai';
import { exit, Lifecycle, Monitor, on, P, Process, Receive, receive, Registry, self, send, spawn, spawnLink, spawnMonitor, type Pid } from '../../lib/index.js';
import { ask, deadPid, downOf, flush, idle, puppet, seeded, startRuntime, tell, turns } from './support.js';

describe('signals and their order', () => {
  const world = startRuntime();

  describe('from one sender to one receiver', () => {
    it('rule 1: a message, an exit signal and a message arrive as they were sent', () =>
      world.run(function* () {
        const pid = puppet({ trapExit: true });
        yield* turns(1);
        send(pid, 'first');
        Process.exit(pid, 'second');
        send(pid, 'third');
        expect(Process.info(pid, 'messages')).to.deep.equal(['first', ['EXIT', self(), 'second'], 'third']);
      }));

    it('rule 1: a monitor made before an exit signal sees its reason, one made after it finds nobody', () =>
      world.run(function* () {
        const pid = idle();
        const before = Process.monitor(pid);
        Process.exit(pid, 'boom');
        const behind = Process.monitor(pid);
        const downs = yield* flush();
        expect(downs).to.have.deep.members([
          ['DOWN', before, 'process', pid, 'boom'],
          ['DOWN', behind, 'process', pid, 'noproc'],
        ]);
      }));

    it('rule 1: a link made before an exit signal brings its reason back, one made after it finds nobody', () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const [early, late] = [idle(), idle()];
        Process.link(early);
        Process.exit(early, 'boom');
        Process.exit(late, 'boom');
        Process.link(late);
        expect(yield* flush()).to.have.deep.members([
          ['EXIT', early, 'boom'],
          ['EXIT', late, 'noproc'],
        ]);
      }));

    it('rule 1: a demonitor after the exit signal comes too late for it, yet no DOWN follows', () =>
      world.run(function* () {
        const pid = idle();
        const called = Process.monitor(pid);
        const kept = Process.monitor(pid);
        Process.exit(pid, 'boom');
        Process.demonitor(called);
        expect(yield* flush()).to.deep.equal([['DOWN', kept, 'process', pid, 'boom']]);
      }));

    for (let seed = 1; seed <= 20; seed++) {
      it(`rule 1: any mixture of messages, exits, links, unlinks, monitors and demonitors keeps its order (mixture ${seed})`, () =>
        world.run(function* () {
          const draw = seeded(seed);
          const me = self();
          Process.flag('trapExit', true);
          const pid = puppet({ trapExit: true });
          yield* turns(1);
          const seen: unknown[] = [];
          const monitors: (typeof ref)[] = [];
          let linked = false;
          let ref = Process.monitor(pid);
          monitors.push(ref);
          for (let step = 0; step < 60; step++) {
            const kind = draw(7);
            if (kind === 0) seen.push(send(pid, ['message', step]));
            else if (kind === 1) Process.exit(pid, step) && seen.push(['EXIT', me, step]);
            else if (kind === 2) linked = Process.link(pid);
            else if (kind === 3) linked = !Process.unlink(pid);
            else if (kind === 4) monitors.push((ref = Process.monitor(pid)));
            else if (kind === 5) Process.demonitor(monitors.splice(draw(monitors.length), 1)[0] ?? ref);
            else yield;
          }
          expect(Process.info(pid, 'messages')).to.deep.equal(seen);
          tell(pid, () => exit('end'));
          expect(yield* flush()).to.have.deep.members([
            ...(linked ? [['EXIT', pid, 'end']] : []),
            ...monitors.map((each) => ['DOWN', each, 'process', pid, 'end']),
          ]);
        }));
    }
  });

  describe('from several senders', () => {
    it('rule 2: what two senders send may mix in any way, but of each it stays in order', () =>
      world.run(function* () {
        const me = self();
        for (const sender of ['a', 'b']) {
          spawn(function* () {
            for (let i = 0; i < 50; i++) {
              send(me, [sender, i]);
              if (i % (sender === 'a' ? 3 : 7) === 0) yield;
            }
          });
        }
        const from: Record<string, number[]> = { a: [], b: [] };
        for (let i = 0; i < 100; i++) {
          const [sender, number] = yield* receive([P.string, P.number]);
          from[sender]?.push(number);
        }
        const inOrder = Array.from({ length: 50 }, (_, i) => i);
        expect(from).to.deep.equal({ a: inOrder, b: inOrder });
      }));

    it('rule 3: a direct message and one by way of another process both arrive, and a receive may take them in either order', () =>
      world.run(function* () {
        const me = self();
        const relay = spawn(function* () {
          for (;;) send(me, ['relayed', yield* receive(P.number)]);
        });
        for (let i = 0; i < 10; i++) {
          send(relay, i);
          if (i % 2 === 0) yield* turns(2);
          send(me, ['direct', i]);
          const first = i % 4 < 2 ? 'direct' : 'relayed';
          yield* receive([first, i]);
          yield* receive([first === 'direct' ? 'relayed' : 'direct', i]);
        }
        expect(yield* flush()).to.deep.equal([]);
      }));
  });

  describe('delivery', () => {
    it('rule 4: no signal runs code of its receiver inline', () =>
      world.run(function* () {
        const ran: string[] = [];
        @Process()
        class Listener {
          init() {
            ran.push('init');
          }
          @Receive(P.any) any() {
            ran.push('handler');
          }
          terminate() {
            ran.push('terminate');
          }
        }
        const waiting = spawn(function* () {
          yield* receive(on(P.any, () => ran.push('clause')));
          ran.push('after the clause');
        });
        const handling = spawn(Listener);
        yield* turns(2);
        ran.length = 0;
        for (const pid of [waiting, handling, spawn(() => ran.push('body')), spawn(Listener)]) {
          send(pid, 'message');
          Process.monitor(pid);
          Process.link(pid);
          Process.unlink(pid);
          Process.exit(pid, 'normal');
          Process.info(pid, 'messages');
        }
        expect(ran).to.deep.equal([]);
        yield* turns(2);
        expect(ran).to.have.members(['clause', 'after the clause', 'handler', 'body', 'init', 'handler']);
      }));

    it('rule 4: a message to oneself is handled after the handler that sent it', async () => {
      const log: string[] = [];
      @Process()
      class Reflective {
        @Receive('start') start(_: 'start') {
          send(self(), 'echo');
          log.push('start is done');
        }
        @Receive('echo') echo(_: 'echo') {
          log.push('echo');
        }
      }
      send(world.runtime.spawn(Reflective), 'start');
      expect(log).to.deep.equal([]);
      await world.settled();
      expect(log).to.deep.equal(['start is done', 'echo']);
    });

    it('rule 5: sending to a dead pid gives the message back and says nothing', async () => {
      const message = { to: 'nobody' };
      const [dead, inside] = await world.run(function* () {
        const pid = yield* deadPid();
        return [pid, send(pid, 'into the void')] as const;
      });
      expect(inside).to.equal('into the void');
      expect(send(dead, message)).to.equal(message);
      expect([world.logger.crashes, world.logger.warnings]).to.deep.equal([[], []]);
    });

    it('rule 5: a process that was killed but has not had its turn yet is sent to in silence as well', () =>
      world.run(function* () {
        const pid = idle();
        Process.exit(pid, 'kill');
        expect(send(pid, 'late')).to.equal('late');
        expect(yield* downOf(pid)).to.equal('noproc');
        expect(send(pid, 'later')).to.equal('later');
      }));

    it('rule 9: a message to oneself goes to the end of the queue', () =>
      world.run(function* () {
        const me = self();
        spawn(() => [1, 2].forEach((i) => send(me, i)));
        yield* turns(1);
        send(self(), 3);
        spawn(() => send(me, 4));
        expect(yield* flush()).to.deep.equal([1, 2, 3, 4]);
      }));

    it('rule 9: so it does in an async body', () =>
      world.run(async () => {
        send(self(), 1);
        const first = await receive(P.number);
        send(self(), 2);
        send(self(), 3);
        const second = await receive(P.number);
        const third = await receive(P.number);
        expect([first, second, third]).to.deep.equal([1, 2, 3]);
      }));
  });

  describe('after the end', () => {
    const ends: Record<string, () => unknown> = {
      'a return': () => {},
      'an exit': () => exit('done'),
      'an error': () => {
        throw new Error('broken');
      },
      'an exit signal': () => Process.exit(self(), 'stop'),
      'a kill': () => Process.exit(self(), 'kill'),
    };

    for (const [end, act] of Object.entries(ends)) {
      it(`rule 11: after ${end}, the linked hear of it when the name is free`, () =>
        world.run(function* () {
          Process.flag('trapExit', true);
          const pid = spawnLink(function* () {
            Process.register(self(), 'lamp');
            yield* turns(3);
            act();
          });
          yield* turns(2);
          expect(Process.whereis('lamp')).to.equal(pid);
          yield* receive(on(['EXIT', pid, P.any], () => expect(Process.whereis('lamp')).to.equal(undefined)));
        }));

      it(`rule 12: after ${end}, the name may be taken as soon as DOWN is there`, () =>
        world.run(async () => {
          const me = self();
          const [pid, ref] = spawnMonitor(() => {
            Process.register(self(), 'lamp');
            act();
          });
          await receive(['DOWN', ref, 'process', pid, P.any]);
          Process.register(me, 'lamp');
          expect(Process.whereis('lamp')).to.equal(me);
        }));
    }

    it('rule 11: whoever finds the process dead finds its name free', () =>
      world.run(function* () {
        const pid = puppet();
        Process.register(pid, 'lamp');
        yield* ask(pid, () => {});
        Process.exit(pid, 'kill');
        expect([Process.isAlive(pid), Process.whereis('lamp')]).to.deep.equal([false, undefined]);
      }));

    it('rule 11: code outside of all processes, too, hears of it when the name is free', async () => {
      const names: [event: string, pid: Pid | undefined][] = [];
      const registry = world.runtime.get(Registry);
      const note = ({ type }: { readonly type: string }): void => {
        if (type === 'down' || type === 'exited') names.push([type, registry.whereis('lamp')]);
      };
      world.runtime.get(Lifecycle).events$.subscribe(note);
      world.runtime.get(Monitor).events$.subscribe(note);
      const pid = world.spawn(function* () {
        Process.register(self(), 'lamp');
        yield* turns(3);
      });
      world.spawn(() => downOf(pid));
      await world.settled();
      expect(names).to.deep.equal([
        ['down', undefined],
        ['exited', undefined],
        ['exited', undefined],
      ]);
    });
  });
});
