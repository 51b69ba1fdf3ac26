import { expect } from 'chai';
import { exit, makeRef, P, Process, Receive, receive, self, send, spawn, spawnLink, spawnMonitor, type Pid } from '../../lib/index.js';
import { flush, idle, reasonOf, startRuntime, turns } from './support.js';

/** Sends the caller a fatal signal, and goes on as code may that has not looked. */
function survive(): void {
  try {
    Process.exit(self(), 'boom');
  } catch {
    // What ended the process is no error, and cannot be caught: the process is dead all the same.
  }
}

describe('what a dead process does', () => {
  const world = startRuntime();

  it('rule 8: the statement after a fatal signal to oneself does not run', () =>
    world.run(function* () {
      const ran: string[] = [];
      @Process()
      class Suicidal {
        @Receive('now') now(_: 'now') {
          Process.exit(self(), 'boom');
          ran.push('handler');
        }
        terminate() {
          ran.push('terminate');
        }
      }
      const plain = reasonOf(() => {
        Process.exit(self(), 'boom');
        ran.push('plain');
      });
      expect(yield* plain).to.equal('boom');
      const generator = reasonOf(function* () {
        Process.exit(self(), 'boom');
        ran.push('generator');
      });
      expect(yield* generator).to.equal('boom');
      const async = reasonOf(async () => {
        Process.exit(self(), 'boom');
        ran.push('async');
      });
      expect(yield* async).to.equal('boom');
      const [pid, ref] = spawnMonitor(Suicidal);
      send(pid, 'now');
      expect(yield* receive(['DOWN', ref, 'process', pid, P.select()])).to.equal('boom');
      expect(ran).to.deep.equal([]);
    }));

  it('rule 8: a body that was ended before its first turn never runs, nor does a class', () =>
    world.run(function* () {
      const ran: string[] = [];
      @Process()
      class Unborn {
        constructor() {
          ran.push('constructor');
        }
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
      for (const pid of [spawn(() => ran.push('body')), spawn(Unborn)]) {
        send(pid, 'hello');
        Process.exit(pid, 'boom');
        send(pid, 'hello');
      }
      yield* turns();
      expect(ran).to.deep.equal([]);
    }));

  it('rule 8: a process that is ended while it waits runs no catch and no finally', async () => {
    const ran: string[] = [];
    const waits = await world.run(() => [
      spawn(function* () {
        try {
          yield* receive('never');
        } catch {
          ran.push('catch of a generator');
        } finally {
          ran.push('finally of a generator');
        }
      }),
      spawn(async () => {
        try {
          await receive('never');
        } catch {
          ran.push('catch of an async function');
        } finally {
          ran.push('finally of an async function');
        }
      }),
    ]);
    await world.settled();
    for (const pid of waits) Process.exit(pid, 'boom');
    await world.settled();
    expect([waits.map(Process.isAlive), ran]).to.deep.equal([[false, false], []]);
  });

  it('rule 8: a process that is ended between two turns does not take the second', () =>
    world.run(function* () {
      const ran: number[] = [];
      const pid = spawn(function* () {
        for (let i = 1; ; i++) {
          ran.push(i);
          yield;
        }
      });
      yield;
      Process.exit(pid, 'kill');
      yield* turns();
      expect(ran).to.deep.equal([1]);
    }));

  it('rule 8: a class that is ended while a handler waits handles nothing more and does not terminate', async () => {
    const ran: string[] = [];
    let settle = (): void => {};
    @Process()
    class Waiting {
      @Receive('wait') async wait(_: 'wait') {
        await new Promise<void>((resolve) => (settle = resolve));
      }
      @Receive('next') next(_: 'next') {
        ran.push('next');
      }
      terminate() {
        ran.push('terminate');
      }
    }
    const pid = world.runtime.spawn(Waiting);
    send(pid, 'wait');
    send(pid, 'next');
    await world.settled();
    Process.exit(pid, 'boom');
    await world.settled();
    settle();
    await world.settled();
    expect(ran).to.deep.equal([]);
  });

  describe('in JavaScript, whose catch and finally cannot be kept from running', () => {
    const verbs: Record<string, (listener: Pid, other: Pid) => unknown> = {
      send: (listener) => send(listener, 'from the dead'),
      'send to a name': () => send('listener', 'from the dead'),
      spawn: (listener) => spawn(() => send(listener, 'from the child of the dead')),
      spawnLink: (listener) => spawnLink(() => send(listener, 'from the child of the dead')),
      self: () => self(),
      makeRef: () => makeRef(),
      receive: () => receive(P.any),
      exit: () => exit('again'),
      'Process.exit': (listener) => Process.exit(listener, 'from the dead'),
      'Process.link': (listener) => Process.link(listener),
      'Process.monitor': (listener) => Process.monitor(listener),
      'Process.register': (_, other) => Process.register(other, 'ghost'),
      'Process.unregister': () => Process.unregister('listener'),
      'Process.sendAfter': (listener) => Process.sendAfter(listener, 'from the dead', 0),
      'Process.put': () => Process.put('key', 'value'),
      'Process.flag': () => Process.flag('trapExit', true),
      'Process.sleep': () => Process.sleep(0),
    };

    for (const [name, verb] of Object.entries(verbs)) {
      it(`rule 8: ${name} does nothing there but throw`, () =>
        world.run(function* () {
          const [listener, other] = [self(), idle()];
          Process.register(listener, 'listener');
          Process.flag('trapExit', true);
          let result: unknown = 'never called';
          const reason = yield* reasonOf(() => {
            survive();
            try {
              result = ['returned', verb(listener, other)];
            } catch {
              result = 'thrown';
            }
          });
          expect([reason, result]).to.deep.equal(['boom', 'thrown']);
          expect([yield* flush(), Process.registered()]).to.deep.equal([[], ['listener']]);
          expect(Process.info(listener, ['links', 'monitoredBy'])).to.deep.equal({ links: [], monitoredBy: [] });
        }));
    }

    it('rule 8: a timer of somebody else cannot be cancelled there', () =>
      world.run(function* () {
        const timer = Process.sendAfter(self(), 'on time', 10);
        yield* reasonOf(() => {
          survive();
          Process.cancelTimer(timer);
        });
        expect(Process.readTimer(timer)).to.be.a('number');
      }));

    it('rule 8: a generator or an async body that goes on there stops at its next wait', async () => {
      const ran: string[] = [];
      const reasons = await world.run(function* () {
        const generator = yield* reasonOf(function* () {
          survive();
          yield;
          ran.push('generator');
        });
        const receiving = yield* reasonOf(function* () {
          survive();
          yield* receive(P.any);
          ran.push('generator');
        });
        const async = yield* reasonOf(async () => {
          survive();
          await receive(P.any);
          ran.push('async');
        });
        return [generator, receiving, async];
      });
      await world.settled();
      expect([reasons, ran]).to.deep.equal([['boom', 'boom', 'boom'], []]);
    });
  });

  describe('in an async body that waits for something foreign', () => {
    /** Ends an async body during a foreign wait, lets it go on, and tells what it brought about. */
    async function haunt(afterwards: () => unknown): Promise<readonly unknown[]> {
      let settle = (): void => {};
      const heard: unknown[] = [];
      world.spawn(function* () {
        Process.register(self(), 'listener');
        for (;;) heard.push(yield* receive(P.any));
      });
      const pid = world.spawn(async () => {
        await new Promise<void>((resolve) => (settle = resolve));
        return afterwards();
      });
      await world.settled();
      Process.exit(pid, 'boom');
      await world.settled();
      settle();
      await world.settled();
      return heard;
    }

    it('rule 8: what it returns, throws or exits with after its end is lost', async () => {
      for (const afterwards of [() => 'a result', () => Promise.reject(new Error('nobody hears')), () => self()]) {
        expect(await haunt(afterwards)).to.deep.equal([]);
        await world.run(() => Process.exit(Process.whereis('listener') ?? self(), 'kill'));
      }
      expect(world.logger.crashes).to.deep.equal([]);
    });
  });
});

describe('what a dead async body does, in a runtime with an async context', () => {
  const world = startRuntime({ asyncContext: true });

  it('rule 8: nothing that it does after a foreign wait reaches anybody', async () => {
    let settle = (): void => {};
    const heard: unknown[] = [];
    const listener = world.spawn(function* () {
      Process.flag('trapExit', true);
      for (;;) heard.push(yield* receive(P.any));
    });
    const outcomes: string[] = [];
    const verbs = [
      () => send(listener, 'from the dead'),
      () => spawn(() => send(listener, 'from the child of the dead')),
      () => Process.exit(listener, 'from the dead'),
      () => Process.link(listener),
      () => Process.sendAfter(listener, 'from the dead', 0),
      () => receive(P.any),
      () => self(),
    ];
    const pid = world.spawn(async () => {
      await new Promise<void>((resolve) => (settle = resolve));
      for (const verb of verbs) {
        try {
          verb();
          outcomes.push('done');
        } catch {
          outcomes.push('thrown');
        }
      }
    });
    await world.settled();
    Process.exit(pid, 'boom');
    await world.settled();
    settle();
    await world.settled();
    expect([outcomes, heard]).to.deep.equal([verbs.map(() => 'thrown'), []]);
  });
});
