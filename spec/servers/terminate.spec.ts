import { expect } from 'chai';
import { call, Call, cast, Cast, exit, P, type Pid, Process, Receive, receive, self, send, spawn, spawnLink, start, startLink, stop } from '../../lib/index.js';
import { downOf, puppet, ask, startRuntime, turns } from '../semantics/support.js';
import { failureOf, isTask } from './support.js';

let told: unknown[] = [];

@Process()
class Parting {
  private atEnd: (() => unknown) | undefined = undefined;

  init(atEnd?: () => unknown): void {
    this.atEnd = atEnd;
  }

  @Cast(['do', P.when(isTask)])
  act([, act]: ['do', () => unknown]): unknown {
    return act();
  }

  @Call(['who'])
  who(_: ['who']): string {
    return 'me';
  }

  terminate(reason: unknown): unknown {
    told.push(reason);
    return this.atEnd?.();
  }
}

@Process({ trapExit: true })
class Trapping extends Parting {}

/** Takes every message, also the EXIT of its parent. */
@Process({ trapExit: true })
class Greedy extends Parting {
  @Receive(P.any)
  take(message: unknown): void {
    told.push(['took', message]);
  }
}

/** What ends a server, and whether `terminate` runs: the table of the manual. */
const ends: readonly [what: string, Class: typeof Parting, end: (pid: Pid) => unknown, reason: unknown, terminates: boolean][] = [
  ['stop', Parting, (pid) => void spawn(() => stop(pid, 'stopped')), 'stopped', true],
  ['an exit in a handler', Parting, (pid) => cast(pid, ['do', () => exit('out')]), 'out', true],
  ['a throw in a handler', Parting, (pid) => cast(pid, ['do', throwing]), ['nocatch', 'thrown'], true],
  ['an exit signal', Parting, (pid) => Process.exit(pid, 'asked'), 'asked', false],
  ['kill', Parting, (pid) => Process.exit(pid, 'kill'), 'killed', false],
  ['kill, when it traps', Trapping, (pid) => Process.exit(pid, 'kill'), 'killed', false],
  ['the exit signal of its parent, when it traps', Trapping, (pid) => Process.exit(pid, 'asked'), 'asked', true],
];

function throwing(): never {
  throw 'thrown';
}

describe('terminate of a server', () => {
  const world = startRuntime();
  beforeEach(() => {
    told = [];
  });

  for (const [what, Class, end, reason, terminates] of ends) {
    it(`rule 125: ${terminates ? 'runs' : 'does not run'} for ${what}`, async () => {
      const seen = await world.run(function* () {
        Process.flag('trapExit', true);
        const pid = yield* startLink(Class);
        const down = downOf(pid);
        end(pid);
        return yield* down;
      });
      expect(seen).to.deep.equal(reason);
      expect(told).to.deep.equal(terminates ? [reason] : []);
    });
  }

  it('rule 125: does not run when a parent of one that does not trap crashes', async () => {
    const reason = await world.run(function* () {
      const [parent, pid] = yield* parentOf(Parting);
      send(parent, ['end', 'boom']);
      return yield* downOf(pid);
    });
    expect([reason, told]).to.deep.equal(['boom', []]);
  });

  for (const reason of ['boom', 'normal', 'shutdown']) {
    it(`rule 126: one that traps ends with its parent, for ${reason}, by way of terminate`, async () => {
      const seen = await world.run(function* () {
        const [parent, pid] = yield* parentOf(Trapping);
        send(parent, ['end', reason]);
        return yield* downOf(pid);
      });
      expect([seen, told]).to.deep.equal([reason, [reason]]);
    });
  }

  it('rule 126: one that takes every message ends with its parent all the same', async () => {
    const reason = await world.run(function* () {
      const [parent, pid] = yield* parentOf(Greedy);
      send(pid, 'before');
      yield* turns();
      send(parent, ['end', 'boom']);
      return yield* downOf(pid);
    });
    expect([reason, told]).to.deep.equal(['boom', [['took', 'before'], 'boom']]);
  });

  it('rule 126: the exit signal of anybody else is a message', async () => {
    const seen = await world.run(function* () {
      const pid = yield* start(Greedy);
      const other = spawn(() => void Process.exit(pid, 'mind your own'));
      yield* turns();
      return [Process.isAlive(pid), other];
    });
    expect(seen[0]).to.equal(true);
    expect(told).to.deep.equal([['took', ['EXIT', seen[1], 'mind your own']]]);
  });

  it('rule 126: one that was spawned may take the EXIT of its parent as a message', async () => {
    await world.run(function* () {
      const parent = puppet();
      yield* ask(parent, () => spawnLink(Greedy));
      send(parent, ['do', () => exit('boom')]);
      yield* turns();
    });
    expect(told).to.have.nested.property('[0][1][2]', 'boom');
  });

  it('may call others', async () => {
    const seen = await world.run(function* () {
      const other = spawn(Parting);
      const kinds: Record<string, () => unknown> = {
        *generator() {
          told.push(yield* call(other, ['who']));
        },
        async async() {
          told.push(await call(other, ['who']));
        },
        plain: () => call(other, ['who']),
      };
      const reasons: unknown[] = [];
      for (const kind of Object.values(kinds)) {
        const pid = spawn(Parting, kind);
        reasons.push(yield* failureOf(() => stop(pid)));
      }
      return [reasons, Process.isAlive(other)];
    });
    expect(seen).to.deep.equal([Array(3).fill(['returned', undefined]), true]);
    expect(told).to.deep.equal(['normal', 'me', 'normal', 'me', 'normal']);
  });

  it('that calls whoever stops it is a circle, and fails', async () => {
    const failure = await world.run(function* () {
      const me = self();
      const pid = spawn(Parting, () => call(me, 'are you there'));
      return yield* failureOf(() => stop(pid));
    });
    expect(failure).to.be.an('array').with.nested.property('[0][0]', 'deadlock');
  });

  it('gets no message: calls that wait fail with the reason of the end', async () => {
    const seen = await world.run(function* () {
      const me = self();
      const pid = spawn(Parting, function* () {
        send(me, 'ending');
        yield* turns();
      });
      spawn(() => stop(pid, 'shutdown'));
      yield* receive('ending');
      return yield* failureOf(() => call(pid, ['who']));
    });
    expect(seen).to.be.an('array').with.property('0', 'shutdown');
  });
});

/** A process that starts a server of a class, linked to it, tells who it is, and ends when told to. */
function* parentOf(Class: typeof Parting): Generator<unknown, readonly [parent: Pid, child: Pid]> {
  const me = self();
  const parent = spawn(function* () {
    send(me, ['child', yield* startLink(Class)]);
    const [, reason] = yield* receive(['end', P.any]);
    exit(reason);
  });
  const [, child] = yield* receive(['child', P.pid]);
  return [parent, child];
}
