import { expect } from 'chai';
import { call, exit, isPid, P, type Pid, Process, Receive, self, send, startLink } from '../../lib/index.js';
import type { ChildSpec } from '../../lib/behaviours/child-spec.js';
import { DynamicSupervisor } from '../../lib/behaviours/dynamic-supervisor.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { failureOf, flush, ManualTime, startRuntime, turns } from '../semantics/support.js';

/** Ends as it is told, or by nothing but a kill. */
@Process({ trapExit: true })
class Worker {
  private stubborn = false;

  init(stubborn = false): void {
    this.stubborn = stubborn;
  }

  @Receive(['die', P.any]) die([, reason]: ['die', unknown]): never {
    exit(reason);
  }

  *terminate(): Generator<unknown, void> {
    if (this.stubborn) yield* Process.sleep(Infinity);
  }
}

/** Arrays that hold themselves. */
function cyclic(): unknown[] {
  const loop: unknown[] = [];
  loop.push(loop);
  return loop;
}

/** Throws at every question. */
function hostile(): object {
  const refuse = (): never => {
    throw new Error('hands off');
  };
  return new Proxy({}, { get: refuse, getPrototypeOf: refuse, ownKeys: refuse, has: refuse, getOwnPropertyDescriptor: refuse });
}

/** What no supervisor waits for; `child` is one of its children. */
const junk = (child: Pid | undefined): readonly unknown[] => [
  'junk',
  undefined,
  Symbol.for('junk'),
  Array.from({ length: 10_000 }, (_, i) => [i]),
  cyclic(),
  ['EXIT'],
  ['EXIT', 'nobody', 'boom'],
  ['EXIT', child, 'boom'],
  ['DOWN', 1, 'process', child, 'boom'],
  ['DOWN', 1, 'process', 'nobody', 'boom'],
  ['$supervisor'],
  ['$supervisor', 7],
  ['$supervisor', []],
  ['$supervisor', ['w', Symbol.for('plan')]],
  ['$supervisor', ['w', { valueOf: cyclic }]],
  ['$supervisor', ['w', 0, 'boom']],
  ['$supervisor', [cyclic(), 1]],
  ['$supervisor', child, 'boom'],
  ['$supervisor', 'a', 'b', 'c'],
  ['$gen_cast'],
  ['$gen_call', 1],
];

describe('a supervisor and strangers', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('lives on, and keeps its children, whatever it is sent', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([{ id: 'w', start: [Worker] }]);
      const child = (yield* Supervisor.whichChildren(supervisor))[0]?.pid;
      for (const message of junk(typeof child === 'object' ? child : undefined)) send(supervisor, message);
      yield* turns();
      return [Process.isAlive(supervisor), (yield* Supervisor.whichChildren(supervisor))[0]?.pid === child];
    });
    expect(result).to.deep.equal([true, true]);
    expect(world.logger.crashLines).to.deep.equal([]);
  });

  it('lives on, and keeps its children, when it is a dynamic one', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* DynamicSupervisor.startLink();
      const child = yield* DynamicSupervisor.startChild(supervisor, Worker);
      for (const message of junk(child)) send(supervisor, message);
      yield* turns();
      return [Process.isAlive(supervisor), (yield* DynamicSupervisor.whichChildren(supervisor)).map(({ pid }) => pid === child)];
    });
    expect(result).to.deep.equal([true, [true]]);
  });

  it('believes no EXIT of a child that lives: neither a forged one nor one that the child sent', async () => {
    const result = await world.run(function* () {
      const me = self();
      const start = (): Pid => {
        send(me, 'started');
        return Process.spawn(() => Process.sleep(Infinity), { link: true });
      };
      const supervisor = yield* Supervisor.startLink([{ id: 'w', start }]);
      yield* flush();
      const [child] = yield* Supervisor.whichChildren(supervisor);
      send(supervisor, ['EXIT', child?.pid, 'boom']);
      return yield* flush();
    });
    expect(result).to.deep.equal([]);
    expect(world.logger.warnings).to.deep.equal([]);
  });

  it('says not_found for ids that no child can have', async () => {
    const reasons = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([{ id: 'w', start: [Worker] }]);
      const found: unknown[] = [];
      for (const id of [undefined, NaN, {}, cyclic(), Symbol.for('w'), self()]) {
        for (const verb of [Supervisor.terminateChild, Supervisor.restartChild, Supervisor.deleteChild, Supervisor.getChildspec]) found.push(yield* failureOf(() => verb(supervisor, id)));
      }
      return [...new Set(found), (yield* Supervisor.countChildren(supervisor)).active];
    });
    expect(reasons).to.deep.equal(['not_found', 1]);
  });

  it('lives on when it is asked for what it does not do', async () => {
    const result = await world.run(function* () {
      const plain = yield* Supervisor.startLink([]);
      const dynamic = yield* DynamicSupervisor.startLink();
      for (const each of [plain, dynamic]) {
        for (const request of [['$supervisor', 'bogus', 1], ['$supervisor', 'startChild', 7], ['$supervisor', 'startChild', { id: cyclic(), start: [Worker] }]]) yield* failureOf(() => call(each, request));
      }
      return [Process.isAlive(plain), Process.isAlive(dynamic)];
    });
    expect(result).to.deep.equal([true, true]);
  });

  const thrown: Readonly<Record<string, () => unknown>> = {
    'an error that holds what cannot be copied': () => Object.assign(new Error('boom'), { socket: new WeakMap() }),
    'a value that throws at every question': hostile,
    'a value that cannot be copied': () => new WeakMap(),
  };
  for (const [title, make] of Object.entries(thrown)) {
    it(`lives on when a start function throws ${title}`, async () => {
      const start = (): never => {
        throw make();
      };
      const result = await world.run(function* () {
        const plain = yield* Supervisor.startLink([]);
        const dynamic = yield* DynamicSupervisor.startLink();
        const reasons = [yield* failureOf(() => Supervisor.startChild(plain, { id: 'w', start })), yield* failureOf(() => DynamicSupervisor.startChild(dynamic, { id: 'w', start }))];
        return [...reasons.map((reason) => reason instanceof Error && reason.message.replace('boom', 'an exit reason that cannot be copied')), Process.isAlive(plain), Process.isAlive(dynamic)];
      });
      const [first, second, ...alive] = result;
      expect([first, second]).to.deep.equal(['an exit reason that cannot be copied', 'an exit reason that cannot be copied']);
      expect(alive).to.deep.equal([true, true]);
    });
  }

  it('is not hurried by a forged DOWN: a dynamic one waits for all its children', async () => {
    const outcome = world.run(function* () {
      const supervisor = yield* DynamicSupervisor.startLink();
      const child = yield* DynamicSupervisor.startChild(supervisor, { id: 'w', start: [Worker, true], shutdown: 1_000 });
      const stopper = Process.spawn(function* () {
        yield* DynamicSupervisor.stop(supervisor);
      });
      yield* turns();
      send(supervisor, ['DOWN', 1, 'process', child, 'boom']);
      send(supervisor, ['DOWN', 1, 'process', 'nobody', 'boom']);
      yield* turns();
      const early = [supervisor, child ?? supervisor, stopper].map((pid) => Process.isAlive(pid));
      yield* Process.sleep(2_000);
      return [early, [supervisor, child ?? supervisor, stopper].map((pid) => Process.isAlive(pid))];
    });
    await world.settled();
    for (const ms of [1_000, 1_000]) {
      time.advance(ms);
      await world.settled();
    }
    expect(await outcome).to.deep.equal([[true, true, true], [false, false, false]]);
  });

  it('writes each restart in one line of bounded length, whatever the id', async () => {
    await world.run(function* () {
      for (const id of ['two\nlines', 'x'.repeat(10_000), Worker, Symbol.for('w')]) {
        const supervisor = yield* Supervisor.start([{ id, start: [Worker] }]);
        const [child] = yield* Supervisor.whichChildren(supervisor);
        if (isPid(child?.pid)) Process.exit(child.pid, 'kill');
        yield* turns();
      }
    });
    expect(world.logger.warnings).to.have.length(4);
    for (const line of world.logger.warnings) expect(line).to.match(/^[^\n]{1,200}$/);
  });

  it('refuses a start function that gives the supervisor itself, or starts a process and gives none', async () => {
    const lost = (): undefined => {
      startLink(Worker);
    };
    const specs: readonly ChildSpec[] = [{ id: 'self', start: () => self() }, { id: 'lost', start: lost }];
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([]);
      const found: unknown[] = [];
      for (const spec of specs) {
        const reason = yield* failureOf(() => Supervisor.startChild(supervisor, spec));
        found.push(typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : reason);
      }
      yield* Supervisor.startChild(supervisor, Worker);
      return [...found, (yield* Supervisor.countChildren(supervisor)).active, Process.info(supervisor, ['links'])?.links.length];
    });
    expect(result).to.deep.equal(['BEAMWORK_BAD_CHILD_SPEC', 'BEAMWORK_BAD_CHILD_SPEC', 1, 2]);
  });
});
