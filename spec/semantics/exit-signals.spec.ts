import { expect } from 'chai';
import { exit, P, Process, Receive, receive, self, send, spawn, spawnLink, spawnMonitor, type Pid, type Reference } from '../../lib/index.js';
import { ask, deadPid, everyKind, flush, idle, puppet, reasonOf, startRuntime, turns } from './support.js';

@Process()
class Resting {
  @Receive('wait') *wait(_: 'wait') {
    yield* receive('never');
  }
}

@Process({ trapExit: true })
class Trapping {
  @Receive('never') never(_: 'never') {}
}

/** Processes at rest, of every kind. */
const kinds: Record<string, (trapExit: boolean) => [Pid, Reference]> = {
  'a generator body': (trapExit) =>
    spawnMonitor(function* () {
      Process.flag('trapExit', trapExit);
      yield* receive('never');
    }),
  'an async body': (trapExit) =>
    spawnMonitor(async () => {
      Process.flag('trapExit', trapExit);
      await receive('never');
    }),
  'an async body in a foreign wait': (trapExit) =>
    spawnMonitor(async () => {
      Process.flag('trapExit', trapExit);
      await new Promise(() => {});
    }),
  'a class': (trapExit) => (trapExit ? spawnMonitor(Trapping) : spawnMonitor(Resting)),
};

describe('exit signals', () => {
  const world = startRuntime();
  const reasons = ['boom', 'shutdown', ['shutdown', 'why'], 'killed', 'noproc', undefined, { any: 'term' }];

  for (const [kind, start] of Object.entries(kinds)) {
    it(`rule 36: ${kind} that does not trap exits ends with the reason of the signal`, () =>
      world.run(function* () {
        for (const reason of reasons) {
          const [pid, ref] = start(false);
          yield* turns(2);
          Process.exit(pid, reason);
          expect(yield* receive(P.any)).to.deep.equal(['DOWN', ref, 'process', pid, reason]);
        }
      }));

    it(`rule 37: ${kind} that does not trap exits does not hear of normal`, () =>
      world.run(function* () {
        const [pid] = start(false);
        yield* turns(2);
        Process.exit(pid, 'normal');
        Process.link(pid);
        const child = spawnLink(() => {});
        expect(yield* flush()).to.deep.equal([]);
        expect([Process.isAlive(pid), Process.isAlive(child), Process.info(pid, 'messages')]).to.deep.equal([true, false, []]);
      }));

    it(`rule 38: ${kind} that traps exits gets a message at the end of its queue, for normal as well`, () =>
      world.run(function* () {
        const [pid] = start(true);
        const sender = puppet();
        yield* turns(2);
        const expected: unknown[] = [];
        yield* ask(sender, () => {
          for (const reason of ['normal', ...reasons]) {
            expected.push(send(pid, ['before', reason]), ['EXIT', sender, reason]);
            Process.exit(pid, reason);
          }
          expected.push(send(pid, 'last'));
        });
        yield* turns(2);
        expect([Process.isAlive(pid), Process.info(pid, 'messages')]).to.deep.equal([true, expected]);
      }));

    it(`rule 39: ${kind} ends by kill even when it traps exits, and others see killed`, () =>
      world.run(function* () {
        for (const trapExit of [false, true]) {
          const [pid, ref] = start(trapExit);
          yield* turns(2);
          Process.exit(pid, 'kill');
          expect(yield* receive(P.any)).to.deep.equal(['DOWN', ref, 'process', pid, 'killed']);
        }
      }));
  }

  it('rule 37: the outside of all processes is somebody else, too', async () => {
    const pid = world.spawn(function* () {
      yield* receive('never');
    });
    await world.settled();
    expect([Process.exit(pid, 'normal'), Process.isAlive(pid)]).to.deep.equal([true, true]);
  });

  it('rule 39: a kill ends a process before its first turn, in the run queue, and while it cleans up', () =>
    world.run(function* () {
      const unborn = spawnMonitor(() => exit('own'));
      const busy = spawnMonitor(function* () {
        Process.flag('trapExit', true);
        for (;;) yield;
      });
      const cleaning = spawnMonitor(function* () {
        try {
          exit('own');
        } finally {
          yield* receive('never');
        }
      });
      Process.exit(unborn[0], 'kill');
      yield* turns(3);
      for (const [pid] of [busy, cleaning]) Process.exit(pid, 'kill');
      for (const [pid, ref] of [unborn, busy, cleaning]) {
        expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.equal('killed');
      }
    }));

  it('rule 39: a kill ends a class without terminate, and during terminate', () =>
    world.run(function* () {
      const ran: string[] = [];
      @Process({ trapExit: true })
      class Tidy {
        @Receive('stop') stop(_: 'stop') {
          exit('own');
        }
        *terminate() {
          ran.push('begun');
          yield* receive('never');
          ran.push('done');
        }
      }
      const [[atRest, first], [ending, second]] = [spawnMonitor(Tidy), spawnMonitor(Tidy)];
      send(ending, 'stop');
      yield* turns(3);
      Process.exit(atRest, 'kill');
      Process.exit(ending, 'kill');
      expect(yield* receive(['DOWN', first, 'process', atRest, P.select()])).to.equal('killed');
      expect(yield* receive(['DOWN', second, 'process', ending, P.select()])).to.equal('killed');
      expect(ran).to.deep.equal(['begun']);
    }));

  it('rule 40: kill that comes along a link is a reason like any other', () =>
    world.run(function* () {
      const reason = yield* reasonOf(function* () {
        spawnLink(() => exit('kill'));
        yield* receive('never');
      });
      expect(reason).to.equal('kill');
      Process.flag('trapExit', true);
      const child = spawnLink(() => exit('kill'));
      expect(yield* flush()).to.deep.equal([['EXIT', child, 'kill']]);
    }));

  it('rule 41: who is linked to a killed process gets killed, and may trap it', () =>
    world.run(function* () {
      const reason = yield* reasonOf(function* () {
        const child = idle();
        Process.link(child);
        Process.exit(child, 'kill');
        yield* receive('never');
      });
      expect(reason).to.equal('killed');
      Process.flag('trapExit', true);
      const child = idle({ trapExit: true });
      Process.link(child);
      Process.exit(child, 'kill');
      expect(yield* flush()).to.deep.equal([['EXIT', child, 'killed']]);
    }));

  /** Starts a chain of `links` links, the last process of which is linked to the caller; gives the first. */
  function* chain(links: number): Generator<unknown, Pid> {
    let last: Pid = self();
    for (let i = 0; i < links; i++) {
      const next = puppet();
      const before = last;
      yield* ask(next, () => Process.link(before));
      last = next;
    }
    return last;
  }

  for (const links of [1, 2, 9, 10, 10_000]) {
    it(`rule 42: an own exit with kill travels ${links} links as kill`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const first = yield* chain(links);
        send(first, ['do', () => exit('kill')]);
        const [, , reason] = yield* receive(['EXIT', P.pid, P.any]);
        expect(reason).to.equal('kill');
        expect(Process.list()).to.deep.equal([self()]);
      }));

    it(`rule 42: a kill sent to the first travels ${links} links as killed`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        Process.exit(yield* chain(links), 'kill');
        const [, , reason] = yield* receive(['EXIT', P.pid, P.any]);
        expect(reason).to.equal('killed');
        expect(Process.list()).to.deep.equal([self()]);
      }));
  }

  it('rule 42: who traps exits in the middle stops the chain', () =>
    world.run(function* () {
      const first = puppet();
      const middle = puppet({ trapExit: true });
      const last = puppet();
      yield* ask(middle, () => Process.link(first) && Process.link(last));
      Process.exit(first, 'kill');
      yield* turns();
      expect([first, middle, last].map(Process.isAlive)).to.deep.equal([false, true, true]);
      expect(Process.info(middle, 'messages')).to.deep.equal([['EXIT', first, 'killed']]);
    }));

  it('rule 43: a signal that is received before the flag is set ends the process', () =>
    world.run(function* () {
      const [pid, ref] = spawnMonitor(function* () {
        Process.flag('trapExit', true);
        yield* receive('never');
      });
      Process.exit(pid, 'too early');
      expect(yield* flush()).to.deep.equal([['DOWN', ref, 'process', pid, 'too early']]);
    }));

  it('rule 43: the flag that counts is that of the receiver, as it stands when the signal is received', () =>
    world.run(function* () {
      const pid = puppet();
      yield* ask(pid, () => Process.flag('trapExit', true));
      Process.exit(pid, 'trapped');
      yield* ask(pid, () => Process.flag('trapExit', false));
      expect(Process.info(pid, 'messages')).to.deep.equal([['EXIT', self(), 'trapped']]);
      Process.exit(pid, 'fatal');
      expect(Process.isAlive(pid)).to.equal(false);
    }));

  it('rule 43: a flag that is set while a signal is on its way does not change what has been sent before', () =>
    world.run(function* () {
      const trapping = (trapExit: boolean) => (): void => {
        Process.flag('trapExit', trapExit);
        const child = idle();
        Process.link(child);
        Process.exit(child, 'on its way');
        Process.isAlive(child);
        Process.flag('trapExit', !trapExit);
        exit(Process.info(self(), 'messages'));
      };
      for (const body of Object.values(everyKind(trapping(false)))) expect(yield* reasonOf(body)).to.equal('on its way');
      for (const body of Object.values(everyKind(trapping(true)))) {
        expect(yield* reasonOf(body)).to.have.nested.property('[0][2]', 'on its way');
      }
    }));

  for (const [kind, body] of Object.entries(everyKind(() => [true, true, false, false].map((trapExit) => Process.flag('trapExit', trapExit))))) {
    it(`rule 44: the trapExit flag gives its old value, both ways, in ${kind}`, async () => {
      expect(await world.run(body)).to.deep.equal([false, true, true, false]);
    });
  }

  it('rule 44: it may be set and taken back in a handler', () =>
    world.run(function* () {
      const pid = puppet();
      expect(yield* ask(pid, () => [Process.flag('trapExit', true), Process.info(self(), 'trapExit')])).to.deep.equal([false, true]);
      Process.exit(pid, 'first');
      expect(yield* ask(pid, () => Process.flag('trapExit', false))).to.equal(true);
      Process.exit(pid, 'second');
      expect(Process.isAlive(pid)).to.equal(false);
    }));

  it('rule 45: it needs no link, nor makes one', () =>
    world.run(function* () {
      Process.flag('trapExit', true);
      const [alive, ending] = [idle({ trapExit: true }), idle()];
      yield* turns(1);
      expect([Process.exit(alive, 'hello'), Process.exit(ending, 'bye')]).to.deep.equal([true, true]);
      expect([Process.isAlive(alive), Process.isAlive(ending), Process.info(alive, 'links')]).to.deep.equal([true, false, []]);
      expect(yield* flush()).to.deep.equal([]);
    }));

  it('rule 46: a dead target changes nothing, and the result is true', () =>
    world.run(function* () {
      Process.flag('trapExit', true);
      const dead = yield* deadPid();
      const results = ['normal', 'boom', 'kill'].map((reason) => Process.exit(dead, reason));
      expect([results, yield* flush()]).to.deep.equal([[true, true, true], []]);
    }));

  it('rule 46: nor does one that another signal is about to end', () =>
    world.run(function* () {
      const pid = spawn(() => {});
      expect([Process.exit(pid, 'kill'), Process.exit(pid, 'kill'), Process.exit(pid, 'boom')]).to.deep.equal([true, true, true]);
      expect(yield* flush()).to.deep.equal([]);
    }));
});
