import { expect } from 'chai';
import { After, after, on, P, Process, Receive, receive, self, send, spawn, type Pid, type Receiving } from '../../lib/index.js';
import { ManualTime, startRuntime, turns } from './support.js';

/** What a receive fails with. */
function* swallow(receiving: Receiving<unknown>): Generator<unknown, unknown> {
  try {
    return yield* receiving;
  } catch (error) {
    return error;
  }
}

describe('the timeout of a receive', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });
  const wanted = on('wanted', () => 'wanted');

  /** The same receive in a generator body, in an async body and in a handler; it tells `told` what it came to. */
  const waits: Record<string, (ms: number, told: unknown[]) => Pid> = {
    'a generator body': (ms, told) =>
      world.spawn(function* () {
        told.push(yield* receive(wanted, after(ms, () => 'timeout')));
      }),
    'an async body': (ms, told) =>
      world.spawn(async () => {
        told.push(await receive(wanted, after(ms, () => 'timeout')));
      }),
    'a generator handler': (ms, told) => {
      @Process()
      class Waiting {
        @Receive('wait') *wait(_: 'wait') {
          told.push(yield* receive(wanted, after(ms, () => 'timeout')));
        }
      }
      const pid: Pid = world.runtime.spawn(Waiting);
      send(pid, 'wait');
      return pid;
    },
    'an async handler': (ms, told) => {
      @Process()
      class Waiting {
        @Receive('wait') async wait(_: 'wait') {
          told.push(await receive(wanted, after(ms, () => 'timeout')));
        }
      }
      const pid: Pid = world.runtime.spawn(Waiting);
      send(pid, 'wait');
      return pid;
    },
  };

  for (const [kind, wait] of Object.entries(waits)) {
    it(`rule 19: with 0, ${kind} scans the whole queue and finds what is there`, async () => {
      const told: unknown[] = [];
      const pid = wait(0, told);
      for (let i = 0; i < 1_000; i++) send(pid, i);
      send(pid, 'wanted');
      await world.settled();
      expect(told).to.deep.equal(['wanted']);
    });

    it(`rule 19: with 0, ${kind} does not wait for what is not there`, async () => {
      const told: unknown[] = [];
      const pid = wait(0, told);
      for (let i = 0; i < 1_000; i++) send(pid, i);
      await world.settled();
      expect([told, time.pending]).to.deep.equal([['timeout'], 0]);
    });

    it(`rule 20: with Infinity, ${kind} never times out`, async () => {
      const told: unknown[] = [];
      const pid = wait(Infinity, told);
      await world.settled();
      expect(time.pending).to.equal(0);
      time.advance(2 ** 40);
      send(pid, 'unwanted');
      await world.settled();
      expect(told).to.deep.equal([]);
      send(pid, 'wanted');
      await world.settled();
      expect(told).to.deep.equal(['wanted']);
    });

    it(`rule 21: messages that ${kind} does not want do not put the timeout off`, async () => {
      const told: unknown[] = [];
      const pid = wait(100, told);
      await world.settled();
      for (let ms = 0; ms < 99; ms += 9) {
        time.advance(9);
        send(pid, 'noise');
        await world.settled();
      }
      expect(told).to.deep.equal([]);
      time.advance(1);
      await world.settled();
      expect(told).to.deep.equal(['timeout']);
    });

    it(`rule 22: a message that comes together with the timeout of ${kind} wins`, async () => {
      const told: unknown[] = [];
      const pid = wait(100, told);
      await world.settled();
      time.advance(100);
      send(pid, 'wanted');
      await world.settled();
      expect(told).to.deep.equal(['wanted']);
    });

    it(`rule 22: a message that came before the timeout of ${kind} wins`, async () => {
      const told: unknown[] = [];
      const pid = wait(100, told);
      await world.settled();
      time.advance(99);
      send(pid, 'wanted');
      time.advance(1);
      await world.settled();
      expect(told).to.deep.equal(['wanted']);
    });
  }

  /** How a waiting process may be ended. */
  const ends: Record<string, (pid: Pid) => void> = {
    'a fatal exit signal': (pid) => void Process.exit(pid, 'boom'),
    'a kill': (pid) => void Process.exit(pid, 'kill'),
    'a fatal exit signal before a message': (pid) => {
      Process.exit(pid, 'boom');
      send(pid, 'wanted');
    },
    'a fatal exit signal after the timeout': (pid) => {
      time.advance(100);
      Process.exit(pid, 'boom');
    },
  };

  it('rule 19: nobody else runs before the timeout branch of 0', () =>
    world.run(function* () {
      const me = self();
      spawn(() => send(me, 'wanted'));
      expect(yield* receive(wanted, after(0, () => 'timeout'))).to.equal('timeout');
      yield* turns(1);
      expect(yield* receive(wanted, after(0, () => 'timeout'))).to.equal('wanted');
    }));

  it('rule 19: a receive of nothing but a timeout leaves the mailbox alone', () =>
    world.run(async () => {
      send(self(), 'message');
      expect([await receive(after(0, () => 'slept')), Process.info(self(), 'messages')]).to.deep.equal(['slept', ['message']]);
    }));

  it('rule 21: a message that no handler wants does not put @After off', async () => {
    const told: unknown[] = [];
    @Process()
    class Idle {
      @Receive('wanted') wanted(_: 'wanted') {
        told.push('wanted');
      }
      @After(100) idle() {
        told.push('idle');
      }
    }
    const pid: Pid = world.runtime.spawn(Idle);
    await world.settled();
    time.advance(60);
    send(pid, 'wanted');
    await world.settled();
    time.advance(60);
    send(pid, 'noise');
    await world.settled();
    expect(told).to.deep.equal(['wanted']);
    time.advance(40);
    await world.settled();
    expect(told).to.deep.equal(['wanted', 'idle']);
    time.advance(100);
    await world.settled();
    expect(told).to.deep.equal(['wanted', 'idle', 'idle']);
  });

  it('rule 22: the timeout of a receive that got its message does not end a later one', async () => {
    await world.run(function* () {
      const me = self();
      spawn(() => send(me, 'wanted'));
      expect(yield* receive(wanted, after(100, () => 'timeout'))).to.equal('wanted');
      time.advance(200);
      spawn(() => send(me, 'wanted'));
      expect(yield* receive(wanted, after(100, () => 'timeout'))).to.equal('wanted');
    });
    await world.settled();
    expect(time.pending).to.equal(0);
  });

  for (const [title, second, early, due] of [['longer', 100, 119, 120], ['equally long', 50, 69, 70], ['shorter', 10, 29, 30]] as const) {
    it(`rule 22: the next timeout, ${title}, counts from its own start when one was called off`, async () => {
      const told: unknown[] = [];
      const pid = world.spawn(function* () {
        yield* receive(wanted, after(50, () => told.push('first')));
        yield* receive(wanted, after(second, () => told.push('second')));
      });
      await world.settled();
      const start = time.clock.nowMs();
      time.advance(20);
      send(pid, 'wanted');
      await world.settled();
      for (const [ms, expected] of [[early, []], [due, ['second']]] as const) {
        time.advance(start + ms - time.clock.nowMs());
        await world.settled();
        expect(told).to.deep.equal(expected);
      }
    });
  }

  it('rule 22: nor does the timeout of one that ended with its pattern', () =>
    world.run(function* () {
      const me = self();
      const two = P.array(P.number);
      spawn(() => send(me, [1, 2]));
      expect(yield* swallow(receive([...two, ...two, 'x'], after(100, () => 'timeout')))).to.have.property('code', 'BEAMWORK_BAD_PATTERN');
      time.advance(200);
      spawn(() => send(me, 'wanted'));
      expect(yield* receive(wanted, after(100, () => 'timeout'))).to.equal('wanted');
    }));

  for (const [kind, wait] of Object.entries({
    'a generator body': (told: unknown[]) =>
      world.spawn(function* () {
        for (let i = 0; i < 3; i++) told.push(yield* receive(wanted, after(10, () => 'timeout')));
      }),
    'an async body': (told: unknown[]) =>
      world.spawn(async () => {
        for (let i = 0; i < 3; i++) told.push(await receive(wanted, after(10, () => 'timeout')));
      }),
  })) {
    it(`rule 25: after a timeout, ${kind} still gets what comes later`, async () => {
      const told: unknown[] = [];
      const pid = wait(told);
      await world.settled();
      time.advance(10);
      await world.settled();
      expect([told, Process.info(pid, 'status')]).to.deep.equal([['timeout'], 'waiting']);
      send(pid, 'wanted');
      await world.settled();
      time.advance(10);
      send(pid, 'late');
      await world.settled();
      expect(told).to.deep.equal(['timeout', 'wanted', 'timeout']);
    });

    it(`rule 25: a message that ${kind} gets while it does something else after a timeout is kept`, async () => {
      const told: unknown[] = [];
      const pid = world.spawn(
        kind === 'an async body'
          ? async () => {
              told.push(await receive(wanted, after(10, () => 'timeout')));
              for (let i = 0; i < 5; i++) await Process.sleep(0);
              told.push(await receive(P.any));
            }
          : function* () {
              told.push(yield* receive(wanted, after(10, () => 'timeout')));
              for (let i = 0; i < 5; i++) yield;
              told.push(yield* receive(P.any));
            },
      );
      await world.settled();
      time.advance(10);
      world.spawn(() => send(pid, 'meanwhile'));
      await world.settled();
      expect(told).to.deep.equal(['timeout', 'meanwhile']);
    });
  }

  it('rule 25: after its timeout a class handles what comes later', async () => {
    const told: unknown[] = [];
    @Process()
    class Idle {
      @Receive('wanted') wanted(_: 'wanted') {
        told.push('wanted');
      }
      @After(10) async idle() {
        told.push('idle');
        await Promise.resolve();
      }
    }
    const pid: Pid = world.runtime.spawn(Idle);
    await world.settled();
    time.advance(10);
    send(pid, 'unwanted');
    await world.settled();
    send(pid, 'wanted');
    await world.settled();
    expect(told).to.deep.equal(['idle', 'wanted']);
  });

  for (const [kind, wait] of Object.entries(waits)) {
    for (const [what, end] of Object.entries(ends)) {
      it(`rule 26: ${what} ends ${kind} without running a branch`, async () => {
        const told: unknown[] = [];
        const pid = wait(100, told);
        await world.settled();
        end(pid);
        await world.settled();
        expect([Process.isAlive(pid), time.pending]).to.deep.equal([false, 0]);
        time.advance(100);
        await world.settled();
        expect(told).to.deep.equal([]);
      });
    }
  }
});
