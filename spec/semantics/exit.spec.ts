import { expect } from 'chai';
import { exit, P, Process, ProcessExit, Receive, receive, self, send, spawnLink, spawnMonitor, type Pid } from '../../lib/index.js';
import { everyKind, flush, reasonOf, reasonOfClass, startRuntime } from './support.js';

describe('the end of a process by its own doing', () => {
  const world = startRuntime();

  for (const [kind, body] of Object.entries(everyKind(() => ['any', 'value']))) {
    it(`rule 27: ${kind} that returns ends with reason normal`, () =>
      world.run(function* () {
        expect(yield* reasonOf(body)).to.equal('normal');
      }));
  }

  it('rule 27: a body that gives a promise ends when it is kept', () =>
    world.run(function* () {
      expect(yield* reasonOf(() => Promise.resolve('late'))).to.equal('normal');
      expect(yield* reasonOf(() => Promise.reject(new Error('late')))).to.be.an('error');
    }));

  for (const [kind, body] of Object.entries(everyKind(() => exit(['any', { term: 1 }])))) {
    it(`rule 28: exit ends ${kind} with the reason that was given`, () =>
      world.run(function* () {
        expect(yield* reasonOf(body)).to.deep.equal(['any', { term: 1 }]);
        expect(world.logger.crashes).to.deep.equal([]);
      }));
  }

  it('rule 28: exit ends a class from a plain, a generator and an async handler, and from init', () =>
    world.run(function* () {
      @Process()
      class Stillborn {
        init() {
          exit('in init');
        }
      }
      const acts = Object.values(everyKind(() => exit(['any', { term: 1 }])));
      for (const act of acts) expect(yield* reasonOfClass(act)).to.deep.equal(['any', { term: 1 }]);
      const [pid, ref] = spawnMonitor(Stillborn);
      expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.equal('in init');
    }));

  for (const [name, catching] of Object.entries({
    'a plain body': (caught: unknown[]) => () => {
      try {
        exit({ why: 'mine' });
      } catch (error) {
        caught.push(error);
      }
      return send(self(), 'still alive');
    },
    'a generator body': (caught: unknown[]) =>
      function* () {
        try {
          yield;
          exit({ why: 'mine' });
        } catch (error) {
          caught.push(error);
        }
        send(self(), 'still alive');
        return yield* receive('still alive');
      },
    'an async body': (caught: unknown[]) => async () => {
      try {
        await Process.sleep(0);
        exit({ why: 'mine' });
      } catch (error) {
        caught.push(error);
      }
      send(self(), 'still alive');
      return await receive('still alive');
    },
  })) {
    it(`rule 28: ${name} may catch its own exit and go on`, async () => {
      const caught: unknown[] = [];
      expect(await world.run<[], unknown>(catching(caught))).to.equal('still alive');
      expect(caught[0]).to.be.instanceOf(ProcessExit).with.deep.property('reason', { why: 'mine' });
    });
  }

  it('rule 28: cleaning up runs on the way out, may wait, and may change the reason', () =>
    world.run(function* () {
      const me = self();
      const reason = yield* reasonOf(function* () {
        try {
          exit('first');
        } finally {
          send(self(), 'tidy');
          send(me, yield* receive('tidy'));
        }
      });
      const changed = yield* reasonOf(async () => {
        try {
          exit('first');
        } finally {
          await Process.sleep(0);
          exit('second');
        }
      });
      expect([reason, yield* flush(), changed]).to.deep.equal(['first', ['tidy'], 'second']);
    }));

  class Broken extends TypeError {
    readonly details = { at: [1, 2] };
  }

  for (const [kind, body] of Object.entries(
    everyKind(() => {
      throw new Broken('it broke', { cause: 'bad luck' });
    }),
  )) {
    it(`rule 29: an error that ${kind} does not catch is the reason, and others see it as it was`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const reason = yield* reasonOf(body);
        expect(reason).to.be.instanceOf(Broken).with.deep.include({ message: 'it broke', cause: 'bad luck', details: { at: [1, 2] } });
        expect(reason).to.have.property('stack').that.includes('exit.spec');
        const child = spawnLink(body);
        const [, , linked] = yield* receive(['EXIT', child, P.any]);
        expect(linked).to.be.instanceOf(Broken).with.deep.include({ message: 'it broke', details: { at: [1, 2] } });
        expect(world.logger.crashes.map((report) => report.reason)).to.have.lengthOf(2);
      }));
  }

  it('rule 29: so is one that a handler or init does not catch, or a promise that is broken', () =>
    world.run(function* () {
      const broken = (): never => {
        throw new Broken('it broke');
      };
      @Process()
      class Stillborn {
        async init() {
          broken();
        }
      }
      for (const act of Object.values(everyKind(broken))) expect(yield* reasonOfClass(act)).to.be.instanceOf(Broken);
      const [pid, ref] = spawnMonitor(Stillborn);
      expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.be.instanceOf(Broken);
    }));

  for (const value of ['text', 7, undefined, null, { plain: 'object' }, ['a', 'tuple']]) {
    it(`rule 29: ${JSON.stringify(value) ?? 'undefined'}, thrown and not caught, ends a process as a nocatch`, () =>
      world.run(function* () {
        const acts = everyKind(() => {
          throw value;
        });
        for (const act of Object.values(acts)) expect(yield* reasonOf(act)).to.deep.equal(['nocatch', value]);
      }));
  }

  for (const [kind, body] of Object.entries(
    everyKind(() => {
      for (let i = 0; i < 3; i++) {
        try {
          Process.exit(self(), 'boom');
        } catch {
          // Nothing that is caught here keeps the process alive.
        }
      }
      return exit('too late');
    }),
  )) {
    it(`rule 30: an exit signal to oneself cannot be caught in ${kind}`, () =>
      world.run(function* () {
        expect(yield* reasonOf(body)).to.equal('boom');
      }));
  }

  it('rule 30: nor in a handler', () =>
    world.run(function* () {
      const act = (): void => {
        try {
          Process.exit(self(), 'boom');
        } catch {
          // As above.
        }
      };
      expect(yield* reasonOfClass(act)).to.equal('boom');
    }));

  for (const reason of ['normal', 'shutdown', 'kill', { any: 'term' }]) {
    const seen = reason === 'kill' ? 'killed' : reason;

    it(`rule 31: the exit signal ${JSON.stringify(reason)} to oneself ends a process that does not trap exits`, () =>
      world.run(function* () {
        const acts = everyKind(() => Process.exit(self(), reason));
        for (const act of Object.values(acts)) expect(yield* reasonOf(act)).to.deep.equal(seen);
        expect(yield* reasonOfClass(() => Process.exit(self(), reason))).to.deep.equal(seen);
      }));

    it(`rule 32: the exit signal ${JSON.stringify(reason)} to oneself, trapped, is a message unless it kills`, () =>
      world.run(function* () {
        const act = (): void => {
          Process.flag('trapExit', true);
          send(self(), 'before');
          Process.exit(self(), reason);
          send(self(), 'behind');
          exit(['messages', self(), Process.info(self(), 'messages')]);
        };
        for (const each of Object.values(everyKind(act))) {
          const [pid, ref] = spawnMonitor(each);
          const end = yield* receive(['DOWN', ref, 'process', pid, P.select()]);
          expect(end).to.deep.equal(reason === 'kill' ? 'killed' : ['messages', pid, ['before', ['EXIT', pid, reason], 'behind']]);
        }
      }));
  }

  it('rule 32: a class that traps exits handles its own as a message', async () => {
    const heard: unknown[] = [];
    @Process({ trapExit: true })
    class Trapping {
      @Receive('go') go(_: 'go') {
        Process.exit(self(), 'why');
        heard.push('alive');
      }
      @Receive(['EXIT', P.pid, P.any]) exited([, from, reason]: ['EXIT', Pid, unknown]) {
        heard.push([from === self(), reason]);
      }
    }
    send(world.runtime.spawn(Trapping), 'go');
    await world.settled();
    expect(heard).to.deep.equal(['alive', [true, 'why']]);
  });
});
