import { expect } from 'chai';
import { exit, on, P, Process, Receive, receive, self, send, spawn, type Pid } from '../../lib/index.js';
import { downOf, flush, idle, startRuntime, turns } from './support.js';

/** Processes of every kind that note what they hear. */
function listeners(heard: unknown[]): Record<string, () => Pid> {
  @Process()
  class Plain {
    @Receive(P.any) any(message: unknown) {
      heard.push(message);
    }
  }
  @Process()
  class Generating {
    @Receive(P.any) *any(message: unknown) {
      yield;
      heard.push(message);
    }
  }
  @Process()
  class Awaiting {
    @Receive(P.any) async any(message: unknown) {
      heard.push(message);
      await Promise.resolve();
    }
  }
  return {
    'a generator body': () =>
      spawn(function* () {
        for (;;) heard.push(yield* receive(P.any));
      }),
    'an async body': () =>
      spawn(async () => {
        for (;;) heard.push(await receive(P.any));
      }),
    'an async clause': () =>
      spawn(async () => {
        for (;;) await receive(on(P.any, async (message) => heard.push(message)));
      }),
    'a plain handler': () => spawn(Plain),
    'a generator handler': () => spawn(Generating),
    'an async handler': () => spawn(Awaiting),
  };
}

describe('the reception of signals', () => {
  const world = startRuntime();

  for (const kind of Object.keys(listeners([]))) {
    const listen = (heard: unknown[]): Pid => listeners(heard)[kind]?.() ?? idle();

    it(`rule 6: ${kind} gets what came well before a fatal exit signal, and nothing that came after it`, async () => {
      const heard: unknown[] = [];
      const reason = await world.run(function* () {
        const pid = listen(heard);
        for (const early of [1, 2, 3]) send(pid, early);
        yield* receive(on('go on', () => {}));
        for (const late of [4, 5, 6]) send(pid, late);
        return yield* downOf(pid);
      });
      expect(reason).to.equal('noproc');
      expect(heard).to.deep.equal([1, 2, 3]);
    });
  }
});
