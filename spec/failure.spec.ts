import { expect } from 'chai';
import { after as orAfter, exit, P, Process, receive, Receive, self, send, spawn, spawnMonitor, type ExitReason, type Pid } from '../lib/index.js';
import './identity.js';
import { codeIn } from './semantics/messages.js';
import { downOf, startRuntime } from './semantics/support.js';

/** Throws wherever it is told to. */
@Process({ label: 'the faulty one' })
class Faulty {
  constructor() {
    if (place === 'constructor') throw new RangeError('in the constructor');
  }

  init(): unknown {
    if (place === 'init') throw new RangeError('in init');
    if (place === 'async init') return Promise.reject(new RangeError('in async init'));
    return undefined;
  }

  @Receive(['plain', P.any])
  plain(_: ['plain', unknown]): void {
    throw new RangeError('in a handler');
  }

  @Receive(['generator', P.any])
  *generator(_: ['generator', unknown]): Generator {
    yield;
    throw new RangeError('in a generator handler');
  }

  @Receive(['async', P.any])
  async async(_: ['async', unknown]): Promise<void> {
    await null;
    throw new RangeError('in an async handler');
  }

  @Receive(['after a receive', P.any])
  async afterReceive(_: ['after a receive', unknown]): Promise<void> {
    await receive('go on');
    throw new RangeError('after a receive');
  }

  @Receive('leave')
  leave(_: 'leave'): void {
    exit('left');
  }

  terminate(_: ExitReason): unknown {
    if (place === 'terminate') throw new RangeError('in terminate');
    if (place === 'async terminate') return Promise.reject(new RangeError('in async terminate'));
    return undefined;
  }
}

let place = 'nowhere';

describe('a failure inside a process', () => {
  const world = startRuntime();
  beforeEach(() => {
    place = 'nowhere';
  });

  /** Starts a faulty process, sends it messages, and gives the reason for which it ended. */
  async function fate(...messages: unknown[]): Promise<{ pid: Pid; reason: unknown }> {
    return world.run(function* () {
      const [pid, ref] = spawnMonitor(Faulty);
      for (const message of messages) send<any>(pid, message);
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
      return { pid, reason };
    });
  }

  for (const [title, method, message, text] of [
    ['a plain handler', 'plain', ['plain', 1], 'in a handler'],
    ['a generator handler', 'generator', ['generator', 1], 'in a generator handler'],
    ['an async handler', 'async', ['async', 1], 'in an async handler'],
    ['a handler that has waited', 'afterReceive', ['after a receive', 1], 'after a receive'],
  ] as const) {
    it(`in ${title} ends that process with the error`, async () => {
      const { reason } = await fate(message, 'go on');
      expect(reason).to.be.instanceOf(RangeError).with.property('message', text);
      expect(await world.run(() => 'the others run')).to.equal('the others run');
    });

    it(`in ${title} is logged once, with all that is known`, async () => {
      const { pid } = await fate(message, 'go on');
      const [report, ...others] = world.logger.crashes;
      expect(others).to.deep.equal([]);
      expect(report).to.deep.include({ pid, label: 'the faulty one', registeredName: undefined, where: `Faulty.${method}`, message });
      expect(report?.reason).to.be.instanceOf(RangeError).with.property('message', text);
      const [line = ''] = world.logger.crashLines;
      for (const part of [String(pid), 'the faulty one', `Faulty.${method}`, 'RangeError', text, message[0], 'failure.spec']) expect(line).to.include(part);
      expect(line).to.not.include('\n');
    });
  }

  for (const [at, where] of [
    ['constructor', 'Faulty.constructor'],
    ['init', 'Faulty.init'],
    ['async init', 'Faulty.init'],
  ] as const) {
    it(`in ${at} ends the new process, logged once with its place`, async () => {
      place = at;
      const { pid, reason } = await fate();
      expect(reason).to.be.instanceOf(RangeError);
      expect(world.logger.crashes).to.have.lengthOf(1);
      expect(world.logger.crashes[0]).to.deep.include({ pid, label: 'the faulty one', where, message: undefined });
    });
  }

  for (const at of ['terminate', 'async terminate'] as const) {
    it(`in ${at} takes the place of the reason, logged once`, async () => {
      place = at;
      const { pid, reason } = await fate('leave');
      expect(reason).to.be.instanceOf(RangeError).with.property('message', `in ${at}`);
      expect(world.logger.crashes).to.have.lengthOf(1);
      expect(world.logger.crashes[0]).to.deep.include({ pid, where: 'Faulty.terminate' });
    });

    it(`in ${at} after another failure is one crash, not two`, async () => {
      place = at;
      const { reason } = await fate(['plain', 1]);
      expect(reason).to.have.property('message', `in ${at}`);
      expect(world.logger.crashLines).to.have.lengthOf(1);
    });
  }

  it('of a body names the function', async () => {
    await world.run(function* () {
      const pid = spawn(function worker() {
        Process.register(self(), 'till');
        throw new TypeError('oops');
      });
      yield* downOf(pid);
    });
    expect(world.logger.crashes[0]).to.include({ where: 'worker', registeredName: 'till', label: undefined });
    expect(world.logger.crashLines[0]).to.match(/#PID<0\.\d+\.0>.*till.*worker.*TypeError: oops/);
  });

  it('by exit is no crash, and leaves no line', async () => {
    const { reason } = await fate('leave');
    expect(reason).to.equal('left');
    expect(world.logger.crashLines).to.deep.equal([]);
  });

  it('by a signal is no crash, and leaves no line', async () => {
    await world.run(function* () {
      const pid = spawn(() => receive('never'));
      Process.exit(pid, new Error('go away'));
      yield* downOf(pid);
    });
    expect(world.logger.crashLines).to.deep.equal([]);
  });

  it('inside finally replaces the reason', async () => {
    const reasons = await world.run(function* () {
      const bodies = [
        () => {
          try {
            throw new Error('first');
          } finally {
            exit('in finally');
          }
        },
        function* (): Generator {
          try {
            yield;
            exit('first');
          } finally {
            exit('in finally');
          }
        },
        async () => {
          try {
            await receive('never', orAfter(0));
            throw new Error('first');
          } finally {
            exit('in finally');
          }
        },
      ];
      const reasons: unknown[] = [];
      for (const body of bodies) reasons.push(yield* downOf(spawn(body)));
      return reasons;
    });
    expect(reasons).to.deep.equal(['in finally', 'in finally', 'in finally']);
    expect(world.logger.crashLines).to.deep.equal([]);
  });

  it('inside finally does not replace a kill by oneself', async () => {
    const reason = await world.run(function* () {
      const [, ref] = spawnMonitor(() => {
        try {
          Process.exit(self(), 'kill');
        } finally {
          exit('in finally');
        }
      });
      return (yield* receive(['DOWN', ref, P.any, P.any, P.any]))[4];
    });
    expect(reason).to.equal('killed');
  });

  it('of a getter in a message is the sender’s, and nothing is delivered', async () => {
    const { code, cause, length } = await world.run(() => {
      const target = spawn(() => receive('never'));
      const message = { fine: 1, get broken(): never { throw new Error('in a getter'); } };
      try {
        send(target, message);
      } catch (error) {
        return { code: codeIn(error), cause: error instanceof Error ? error.cause : undefined, length: Process.info(target, 'messageQueueLen') };
      }
      return { code: 'none', cause: undefined, length: undefined };
    });
    expect(code).to.equal('BEAMWORK_UNCOPYABLE');
    expect(cause).to.be.instanceOf(Error).with.property('message', 'in a getter');
    expect(length).to.equal(0);
  });

  it('of wrong use has the code of its error as a reason', async () => {
    const reason = await world.run(function* () {
      return yield* downOf(spawn(() => Process.unregister('nobody')));
    });
    expect(codeIn(reason)).to.equal('BEAMWORK_NAME_NOT_REGISTERED');
  });

  it('leaves the next process of the same class unharmed', async () => {
    await fate(['plain', 1]);
    const { reason } = await fate('leave');
    expect(reason).to.equal('left');
  });

  it('comes many times, and the runtime goes on', async () => {
    await world.run(function* () {
      const refs = Array.from({ length: 500 }, (_, n) =>
        spawnMonitor(() => {
          throw new Error(`number ${n}`);
        }),
      );
      for (const [pid, ref] of refs) yield* receive(['DOWN', ref, 'process', pid, P.any]);
    });
    expect(world.logger.crashLines).to.have.lengthOf(500);
  });
});
