import { expect } from 'chai';
import { exit, P, Process, Receive, receive, self, send, spawn, spawnLink, spawnMonitor, type Pid, type Reference } from '../../lib/index.js';
import { downOf, everyKind, reasonOf, reasonOfClass, startRuntime, turns } from './support.js';

const never = new Promise<never>(() => {});

@Process()
class Waiting {
  @Receive('wait') async wait(_: 'wait') {
    await never;
  }
}

/** Processes in all states in which a signal may find them. */
const states: Record<string, () => [Pid, Reference]> = {
  'has not begun': () => spawnMonitor(() => never),
  'waits in a generator': () =>
    spawnMonitor(function* () {
      yield* receive('never');
    }),
  'waits in an async body': () => spawnMonitor(async () => receive('never')),
  'is in the run queue': () =>
    spawnMonitor(function* () {
      for (;;) yield;
    }),
  'awaits a promise of its own': () => spawnMonitor(() => never),
  'is a class at rest': () => spawnMonitor(Waiting),
  'is a class in the middle of a handler': () => {
    const [pid, ref] = spawnMonitor(Waiting);
    send(pid, 'wait');
    return [pid, ref];
  },
};

describe('exits that race', () => {
  const world = startRuntime();

  for (const [state, start] of Object.entries(states)) {
    /** Starts a process, sends it the signals, and gives the reason of its end. */
    const endOf = (signals: (pid: Pid) => void): Promise<unknown> =>
      world.run(function* () {
        const [pid, ref] = start();
        if (state !== 'has not begun') yield* turns(3);
        signals(pid);
        return yield* receive(['DOWN', ref, 'process', pid, P.select()]);
      });

    it(`rule 33: of two exit signals to a process that ${state} the first decides`, async () => {
      const reason = await endOf((pid) => {
        Process.exit(pid, 'first');
        Process.exit(pid, 'second');
      });
      expect(reason).to.equal('first');
    });

    it(`rule 33: a kill that comes second does not change the reason of a process that ${state}`, async () => {
      const reason = await endOf((pid) => {
        Process.exit(pid, 'first');
        Process.exit(pid, 'kill');
      });
      expect(reason).to.equal('first');
    });

    it(`rule 33: a signal that does not kill a process that ${state} decides nothing`, async () => {
      const reason = await endOf((pid) => {
        Process.exit(pid, 'normal');
        send(pid, 'message');
        Process.exit(pid, 'kill');
        Process.exit(pid, 'third');
      });
      expect(reason).to.equal('killed');
    });

    it(`rule 33: of the signals of two senders to a process that ${state} the one that comes first decides`, async () => {
      const reason = await endOf((pid) => {
        spawn(() => Process.exit(pid, 'first'));
        spawn(() => Process.exit(pid, 'second'));
      });
      expect(reason).to.equal('first');
    });
  }

  it('rule 33: a signal along a link and one without a link are alike', () =>
    world.run(function* () {
      for (const linkFirst of [true, false]) {
        const [pid, ref] = spawnMonitor(function* () {
          yield* receive('never');
        });
        const peer = spawn(function* () {
          Process.link(pid);
          yield* receive('end');
          if (!linkFirst) Process.exit(pid, 'explicit');
          exit('linked');
        });
        yield* turns(3);
        send(peer, 'end');
        if (linkFirst) spawn(() => Process.exit(pid, 'explicit'));
        expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.equal(linkFirst ? 'linked' : 'explicit');
      }
    }));

  /** Leaves the caller with a fatal signal in transit: of a child that has died. */
  function doom(): void {
    const child = spawnLink(function* () {
      yield* receive('never');
    });
    Process.exit(child, 'pending');
    if (Process.isAlive(child)) throw new Error('the signal is not in transit yet');
  }

  const ends: Record<string, [end: () => unknown, reason: unknown]> = {
    'an exit': [() => exit('own'), 'own'],
    'a return': [() => 'a value', 'normal'],
    'an error': [
      () => {
        throw 'own';
      },
      ['nocatch', 'own'],
    ],
  };

  for (const [how, [end, reason]] of Object.entries(ends)) {
    const doomed = (): unknown => {
      doom();
      return end();
    };

    for (const [kind, body] of Object.entries(everyKind(doomed))) {
      it(`rule 34: ${how} of ${kind} beats an exit signal in transit`, () =>
        world.run(function* () {
          expect(yield* reasonOf(body)).to.deep.equal(reason);
        }));
    }

    it(`rule 34: ${how} of an async body that never waited beats an exit signal in transit`, () =>
      world.run(function* () {
        expect(yield* reasonOf(async () => doomed())).to.deep.equal(reason);
      }));

    it(`rule 34: ${how} of an async body beats an exit signal that came during its last foreign wait`, async () => {
      let settle = (): void => {};
      const pid = world.spawn(async () => {
        await new Promise<void>((resolve) => (settle = resolve));
        return end();
      });
      const seen = world.run(function* () {
        return yield* downOf(pid);
      });
      await world.settled();
      settle();
      Process.exit(pid, 'pending');
      expect(await seen).to.deep.equal(reason);
    });

    // A handler that returns is no end: there the signal decides.
    const ofHandler = how === 'a return' ? 'pending' : reason;

    it(`rule 34: ${how} in a plain, a generator and an async handler meets an exit signal in transit`, () =>
      world.run(function* () {
        for (const [kind, act] of Object.entries(everyKind(doomed))) {
          expect([kind, yield* reasonOfClass(act)]).to.deep.equal([kind, ofHandler]);
        }
      }));
  }

  it('rule 34: the value of a body that has returned is not lost to an exit signal', async () => {
    let settle = (): void => {};
    let pid: Pid | undefined;
    const value = world.run(async () => {
      pid = self();
      await new Promise<void>((resolve) => (settle = resolve));
      return 42;
    });
    await world.settled();
    settle();
    if (pid !== undefined) Process.exit(pid, 'too late');
    expect(await value).to.equal(42);
  });
});
