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

  /** Ways to end oneself, and the reasons that others see. */
  const ends: (readonly [end: () => unknown, reason: unknown])[] = [
    [() => exit('own'), 'own'],
    [() => 'a value', 'normal'],
    [
      () => {
        throw 'own';
      },
      ['nocatch', 'own'],
    ],
  ];

  for (const kind of Object.keys(everyKind(() => {}))) {
    it(`rule 34: an exit, a return and an error of ${kind} beat an exit signal in transit`, () =>
      world.run(function* () {
        for (const [end, reason] of ends) {
          const body = everyKind(() => (doom(), end()))[kind] ?? end;
          expect(yield* reasonOf(body)).to.deep.equal(reason);
        }
      }));

    it(`rule 34: an exit and an error of a handler like ${kind} beat an exit signal in transit; a return is no end`, () =>
      world.run(function* () {
        for (const [end, reason] of ends) {
          const act = everyKind(() => (doom(), end()))[kind] ?? end;
          expect(yield* reasonOfClass(act)).to.deep.equal(reason === 'normal' ? 'pending' : reason);
        }
      }));
  }

  it('rule 34: an exit, a return and an error of an async body that never waits beat an exit signal in transit', () =>
    world.run(function* () {
      for (const [end, reason] of ends) expect(yield* reasonOf(async () => (doom(), end()))).to.deep.equal(reason);
    }));

  it('rule 34: what an async body does after a foreign wait beats an exit signal that came during the wait', async () => {
    for (const [end, reason] of ends) {
      let settle = (): void => {};
      const pid = world.spawn(async () => {
        await new Promise<void>((resolve) => (settle = resolve));
        return end();
      });
      const seen = world.run(() => downOf(pid));
      await world.settled();
      settle();
      Process.exit(pid, 'pending');
      expect(await seen).to.deep.equal(reason);
    }
  });

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
