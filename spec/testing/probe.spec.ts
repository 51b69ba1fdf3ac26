import { expect, use } from 'chai';
import { type BeamworkError, Call, call, exit, makeRef, on, P, Process, receive, self, send, share, spawn, spawnLink, start, type Pid } from '../../lib/index.js';
import { processAssertions } from '../../lib/testing/chai/index.js';
import { outcomes, TestRuntime, type Probe } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';

use(processAssertions);

/** The message of the assertion that fails. */
async function complaintOf(assertion: () => unknown): Promise<string> {
  try {
    await assertion();
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
  throw new Error('expected the assertion to fail');
}

@Process()
class Greeter {
  @Call('hello') greet(_: 'hello'): string {
    return 'hello';
  }
}

describe('With a runtime under test', () => {
  let runtime: TestRuntime;
  let probe: Probe;
  beforeEach(async () => {
    runtime = await TestRuntime.start();
    probe = runtime.probe();
  });
  afterEach(() => runtime.stop({ timeoutMs: 0 }));

  const waiter = (): Pid => runtime.spawn(function* () {
    yield* receive('stop');
    exit('shutdown');
  });

  describe('a probe', () => {
    it('gives a message that has come', async () => {
      send(probe.pid, ['price', 5]);
      expect(await probe.expectMessage(['price', P.number])).to.deep.equal(['price', 5]);
      expect(probe.mailbox).to.deep.equal([]);
    });

    it('gives a message that comes in time', async () => {
      probe.act(() => Process.sendAfter(probe.pid, 'late', 60));
      expect(await probe.expectMessage('late')).to.equal('late');
      expect(runtime.nowMs).to.equal(60);
    });

    it('leaves others where they are', async () => {
      for (const message of ['a', 'b', 'c']) send(probe.pid, message);
      await probe.expectMessage('b');
      expect(probe.mailbox).to.deep.equal(['a', 'c']);
    });

    it('does not wait for what comes too late', async () => {
      probe.act(() => Process.sendAfter(probe.pid, 'late', 101));
      expect((await failureOf(probe.expectMessage('late'))).code).to.equal('BEAMWORK_NOT_RECEIVED');
      expect(await probe.expectMessage('late', 1)).to.equal('late');
    });

    it('says that nothing almost matched when that is so', async () => {
      send(probe.pid, { type: 'paid' });
      const { problem } = await failureOf(probe.expectMessage(['price', 5]));
      expect(problem).to.match(/its mailbox: \{ type: 'paid' \}$/);
    });

    it('shows of several messages the one that matches best', async () => {
      for (const message of [['price', 'tea', 4], ['price', 'milk', 5], ['rain']]) send(probe.pid, message);
      const { problem } = await failureOf(probe.expectMessage(['price', 'tea', 5]));
      expect(problem).to.match(/almost: \['price', 'tea', 4\], where \[2\] should be 5 and is 4$/);
    });

    it('names processes and references by their ids', async () => {
      const ref = makeRef();
      send(probe.pid, [probe.pid, ref, 4]);
      const { problem } = await failureOf(probe.expectMessage([probe.pid, ref, 5]));
      expect(problem).to.include(`almost: [${probe.pid}, ${ref}, 4], where [2] should be 5`);
    });

    it('expects that nothing comes, for as long as it is told', async () => {
      probe.act(() => Process.sendAfter(probe.pid, 'late', 500));
      await probe.expectNoMessage();
      expect((await failureOf(probe.expectNoMessage('late', 400))).code).to.equal('BEAMWORK_NOT_EXPECTED');
    });

    it('waits for the end of a process, with its reason', async () => {
      const pid = waiter();
      const end = probe.expectDown(pid, 'shutdown');
      send(pid, 'stop');
      expect(await end).to.equal('shutdown');
    });

    it('watches a process before it is told to expect its end', async () => {
      const pid = waiter();
      probe.watch(pid);
      send(pid, 'stop');
      await runtime.settle();
      expect(await probe.expectDown(pid)).to.equal('shutdown');
    });

    it('gets noproc for a process that ended before it was watched', async () => {
      const pid = runtime.spawn(() => {});
      await runtime.settle();
      expect(await probe.expectDown(pid)).to.equal('noproc');
    });

    it('takes exit signals as messages', async () => {
      const pid = probe.act(() => spawnLink(() => exit('broken')));
      expect(await probe.expectExit(pid, 'broken')).to.equal('broken');
      expect(probe.pid).to.be.alive;
    });

    it('acts inside the act of another', () => {
      const other = runtime.probe();
      expect(probe.act(() => [other.act(() => self()), self()])).to.deep.equal([other.pid, probe.pid]);
    });

    it('acts inside a process, which goes on as itself', async () => {
      const [before, acting, after] = await runtime.run(() => [self(), probe.act(() => self()), self()]);
      expect([acting, after]).to.deep.equal([probe.pid, before]);
    });

    it('refuses a time that is none, or never over', async () => {
      for (const withinMs of [NaN, -1, Infinity]) {
        expect((await failureOf(probe.expectMessage('tea', withinMs))).code).to.equal('BEAMWORK_BAD_TIMEOUT');
        expect((await failureOf(probe.expectNoMessage('tea', withinMs))).code).to.equal('BEAMWORK_BAD_TIMEOUT');
        expect(await complaintOf(() => expect(probe.pid).to.exitWith('normal', withinMs))).to.include('exitWith was given');
      }
    });

    it('has messages in its mailbox, and no signals that are under way', async () => {
      send(probe.pid, 'hello');
      Process.exit(probe.pid, 'boom');
      expect(probe.mailbox).to.deep.equal(['hello']);
      await runtime.settle();
      expect(probe.mailbox).to.have.lengthOf(2);
    });

    it('cuts the text of a long mailbox', async () => {
      const long = 'x'.repeat(2 ** 20);
      probe.act(() => {
        for (let each = 0; each < 600; each++) send(probe.pid, ['word', each, long]);
      });
      const failure = await failureOf(probe.expectMessage(['price', P.number]));
      expect(failure.code).to.equal('BEAMWORK_NOT_RECEIVED');
      expect(failure.message).to.have.length.below(300_000);
    });

    it('cuts the text of a small message whose parts share their parts', async () => {
      let message: unknown = [0];
      for (let each = 0; each < 8; each++) message = Array.from({ length: 12 }, () => message);
      const shared = share(message);
      probe.act(() => send(probe.pid, ['word', shared]));
      const failure = await failureOf(probe.expectMessage(['price', P.any]));
      expect(failure.code).to.equal('BEAMWORK_NOT_RECEIVED');
      expect(failure.message).to.have.length.below(300_000);
    });

    it('does not begin to wait by what it does, and stays of use', async () => {
      const server = runtime.spawn(Greeter);
      for (const begin of [(): unknown => receive('never'), () => Process.sleep(5), () => call(server, 'hello'), () => start(Greeter)]) {
        await runtime.settle();
        const refused = await failureOf(Promise.resolve().then(() => probe.act(begin)));
        expect(refused.code).to.equal('BEAMWORK_BAD_RECEIVE');
        expect(refused.remedy).to.include('await probe.expectMessage(pattern)');
        send(probe.pid, 'still here');
        await probe.expectMessage('still here');
      }
      expect(probe.act(() => self())).to.equal(probe.pid);
    });

    it('says so of a generator function, and leaves other mistakes as they are', async () => {
      const mistakeIn = (call: () => unknown): Promise<BeamworkError> => failureOf(Promise.resolve().then(() => probe.act(call)));
      expect((await mistakeIn(function* () {})).problem).to.equal('probe.act was given a generator function');
      expect((await mistakeIn(() => Reflect.apply(on, undefined, [1, 2]))).problem).not.to.include('probe.act');
    });

    it('refuses to wait before its first turn, too, and within what it does', async () => {
      const refused = await failureOf(Promise.resolve().then(() => probe.act(() => {
        probe.act(() => self());
        return receive('never');
      })));
      expect(refused.code).to.equal('BEAMWORK_BAD_RECEIVE');
      send(probe.pid, 'still here');
      await probe.expectMessage('still here');
    });

    it('says that it has ended, and why', async () => {
      Process.exit(probe.pid, 'kill');
      await runtime.settle();
      const reasons = [probe.expectMessage('hello'), probe.expectNoMessage(), probe.expectDown(probe.pid), probe.expectExit(probe.pid), Promise.resolve().then(() => probe.act(() => self()))];
      for (const failure of await Promise.all(reasons.map(failureOf))) {
        expect(failure.code).to.equal('BEAMWORK_NOPROC');
        expect(failure.problem).to.match(/the probe has ended, with the reason 'killed'$/);
      }
    });

    it('says that it has ended of its own hand', async () => {
      const failure = await failureOf(Promise.resolve().then(() => probe.act(() => Process.exit(self(), 'kill'))));
      expect([failure.code, failure.problem]).to.deep.equal(['BEAMWORK_NOPROC', "probe.act: the probe has ended, with the reason 'killed'"]);
    });

    it('cuts the text of crashes', async () => {
      for (let each = 0; each < 3; each++) {
        runtime.spawn(() => {
          throw new Error('x'.repeat(1_000_000));
        });
      }
      expect((await failureOf(probe.expectMessage('never'))).message).to.have.length.below(3_000);
    });

    it('refuses a number alone where no message is expected: it may be meant as a time', async () => {
      const failure = await failureOf(probe.expectNoMessage(500));
      expect([failure.code, failure.remedy]).to.deep.equal(['BEAMWORK_BAD_PATTERN', 'write expectNoMessage(P.any, 500) for no message in that time, expectNoMessage(500, 100) for that message']);
      await probe.expectNoMessage(500, 100);
      await probe.expectNoMessage(P.any, 500);
    });

    it('refuses what is no pid', async () => {
      for (const verb of ['expectDown', 'expectExit'] as const) {
        const refused: Promise<unknown> = Reflect.apply(probe[verb], probe, ['me']);
        expect((await failureOf(refused)).problem).to.equal(`probe.${verb} was given "me", which is not a pid`);
      }
    });

    it('tells who has crashed, when the next timer is due, and the seed', async () => {
      const seeded = await TestRuntime.start({ seed: 7 });
      seeded.spawn(function broken() {
        Process.sendAfter(self(), 'later', 60_000);
        throw new Error('oops');
      });
      seeded.spawn(function* patient() {
        yield* Process.sleep(60_000);
      });
      const { problem, remedy } = await failureOf(seeded.probe().expectMessage('never'));
      expect(problem).to.match(/; of late: #PID<[\d.]+> crashed in broken: Error: oops \(at .*\); the next timer is due in 59,900 ms$/);
      expect(remedy).to.match(/; to see it again, start it with \{ seed: 7 \}$/);
    });

    it('refuses a pattern that is none', async () => {
      expect((await failureOf(probe.expectMessage({ [Symbol.for('@ts-pattern/matcher')]: 1 }))).code).to.equal('BEAMWORK_BAD_PATTERN');
    });
  });

  describe('expect(pid)', () => {
    it('.to.be.alive', async () => {
      const pid = waiter();
      expect(pid).to.be.alive;
      send(pid, 'stop');
      await runtime.settle();
      expect(pid).not.to.be.alive;
      expect(await complaintOf(() => expect(pid).to.be.alive)).to.match(/^expected #PID<[\d.]+> to be alive, and it has ended: 'shutdown'$/);
    });

    it('.to.be.registeredAs(name)', async () => {
      const pid = waiter();
      expect(pid).not.to.be.registeredAs('till');
      probe.act(() => Process.register(pid, 'till'));
      expect(pid).to.be.registeredAs('till');
      expect(await complaintOf(() => expect(pid).to.be.registeredAs('shop'))).to.match(/registered as 'shop', and it is registered as 'till'$/);
    });

    it('.to.have.mailbox(patterns)', async () => {
      const pid = waiter();
      await runtime.settle();
      for (const message of [['price', 4], 'rain']) send(pid, message);
      expect(pid).to.have.mailbox([['price', P.number], 'rain']);
      expect(pid).not.to.have.mailbox([['price', P.number]]);
      expect(await complaintOf(() => expect(pid).to.have.mailbox([['price', 5], 'rain']))).to.match(/almost: \['price', 4\], where \[1\] should be 5 and is 4$/);
    });

    it('.to.exitWith(reason), before and after the end', async () => {
      const pid = waiter();
      const end = expect(pid).to.exitWith('shutdown');
      send(pid, 'stop');
      await end;
      await expect(pid).to.exitWith('shutdown');
      await expect(pid).not.to.exitWith('normal');
      expect(await complaintOf(() => expect(pid).to.exitWith('normal'))).to.match(/to exit with 'normal', and it has exited with 'shutdown'$/);
    });

    it('.to.exitWith(reason) gives up after its time', async () => {
      const pid = waiter();
      expect(await complaintOf(() => expect(pid).to.exitWith('shutdown', 50))).to.match(/and it is alive after 50 ms$/);
      expect(runtime.nowMs).to.equal(50);
    });

    const looks: Readonly<Record<string, { assertion: (pid: Pid) => unknown; act: (pid: Pid) => unknown }>> = {
      '.to.be.alive': { assertion: (pid) => expect(pid).to.be.alive, act: (pid) => Process.exit(pid, 'kill') },
      '.to.be.registeredAs(name)': { assertion: (pid) => expect(pid).to.be.registeredAs('till'), act: (pid) => Process.register(pid, 'till') },
      '.to.have.mailbox(patterns)': { assertion: (pid) => expect(pid).to.have.mailbox(['rain']), act: (pid) => send(pid, 'rain') },
    };
    for (const [name, { assertion, act }] of Object.entries(looks)) {
      it(`${name} looks before and after what another does, in an exploration`, async () => {
        const { outcomes: found, isComplete } = await outcomes(function* () {
          const me = self();
          const pid = spawn(() => receive('never'));
          spawn(() => act(pid));
          spawn(async () => send(me, (await complaintOf(() => assertion(pid)).catch(() => '')) === ''));
          return yield* receive(P.boolean);
        });
        expect([...found.keys()].sort()).to.deep.equal(['false', 'true']);
        expect(isComplete).to.equal(true);
      });
    }

    it('refuses a name or a mailbox that is none', async () => {
      const given: unknown = undefined;
      expect(await complaintOf(() => Reflect.apply(expect(waiter()).to.be.registeredAs, expect(waiter()), [given]))).to.equal('registeredAs was given undefined; give a name');
      expect(await complaintOf(() => Reflect.apply(expect(waiter()).to.have.mailbox, expect(waiter()), [given]))).to.equal('mailbox was given undefined; give a list of patterns');
    });

    it('refuses what is no pid', async () => {
      expect(await complaintOf(() => expect('till').to.be.alive)).to.equal("expected 'till' to be a pid");
    });
  });
});
