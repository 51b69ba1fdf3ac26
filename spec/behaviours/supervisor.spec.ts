import { expect } from 'chai';
import { BeamworkError, Call, call, exit, ignore, isPid, type Pid, P, Process, ProcessExit, receive, Receive, type Receiving, self, send, spawn, startLink } from '../../lib/index.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import type { ChildSpec } from '../../lib/behaviours/child-spec.js';
import { flush, ManualTime, startRuntime } from '../semantics/support.js';

/** Tells `log` of its start and its end. */
@Process({ trapExit: true })
class Worker {
  private id = '';
  private log: Pid | undefined;

  init(id: string, log?: Pid): void {
    this.id = id;
    this.log = log;
    if (log !== undefined) send(log, ['start', id]);
  }

  @Receive(['die', P.any]) die([, reason]: ['die', unknown]): never {
    exit(reason);
  }

  terminate(reason: unknown): void {
    if (this.log !== undefined) send(this.log, ['end', this.id, reason]);
  }
}

/** No supervisor. */
@Process()
class Bystander {}

/** Ends by nothing but a kill. */
@Process({ trapExit: true })
class Stubborn {
  *terminate(): Generator<unknown, void> {
    yield* Process.sleep(Infinity);
  }
}

@Process()
class Unwanted {
  init(): unknown {
    return ignore();
  }
}

@Process()
class Failing {
  init(reason: unknown): void {
    exit(reason);
  }
}

const worker = (id: string, log?: Pid): ChildSpec => ({ id, start: [Worker, id, log] });

/** What a wait fails with. */
function* failureOf(waiting: () => Receiving<unknown>): Generator<unknown, unknown> {
  try {
    return yield* waiting();
  } catch (thrown) {
    return thrown instanceof ProcessExit ? thrown.reason : thrown;
  }
}

describe('Supervisor', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('rule 128: starts its children in order, and stops them in reverse', async () => {
    const events = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink(['a', 'b', 'c'].map((id) => worker(id, self())));
      yield* Supervisor.stop(supervisor);
      return yield* flush();
    });
    expect(events).to.deep.equal([['start', 'a'], ['start', 'b'], ['start', 'c'], ['end', 'c', 'shutdown'], ['end', 'b', 'shutdown'], ['end', 'a', 'shutdown']]);
  });

  it('rule 129: stops those that it has started when one fails to start, and fails with its reason', async () => {
    const result = await world.run(function* () {
      Process.flag('trapExit', true);
      const reason = yield* failureOf(() => Supervisor.startLink([worker('a', self()), [Failing, 'oops'], worker('c', self())]));
      return [reason, (yield* flush()).filter((message) => !(Array.isArray(message) && message[0] === 'EXIT'))];
    });
    expect(result).to.deep.equal([['shutdown', ['failed_to_start_child', 'Failing', 'oops']], [['start', 'a'], ['end', 'a', 'shutdown']]]);
  });

  it('is started from outside, too, and found by its name', async () => {
    const supervisor = await world.run(() => Supervisor.start([worker('a')], { name: 'shop' }));
    expect(await Supervisor.countChildren(supervisor)).to.deep.equal({ active: 1, specs: 1, supervisors: 0, workers: 1 });
    expect(await world.run(() => Supervisor.countChildren('shop'))).to.have.property('active', 1);
    await Supervisor.stop(supervisor);
  });

  it('keeps the place of a child that says ignore, without a pid', async () => {
    const children = await world.run(function* () {
      return yield* Supervisor.whichChildren(yield* Supervisor.startLink([Unwanted]));
    });
    expect(children).to.deep.equal([{ id: 'Unwanted', pid: undefined, type: 'worker', modules: ['Unwanted'] }]);
  });

  it('lists the child that was added last first', async () => {
    const ids = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([worker('a'), worker('b')]);
      yield* Supervisor.startChild(supervisor, worker('c'));
      return (yield* Supervisor.whichChildren(supervisor)).map(({ id }) => id);
    });
    expect(ids).to.deep.equal(['c', 'b', 'a']);
  });

  it('refuses an id that is taken: already_started with its pid, already_present when it does not run', async () => {
    const [first, second, pid] = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([worker('a')]);
      const [child] = yield* Supervisor.whichChildren(supervisor);
      const running = yield* failureOf(() => Supervisor.startChild(supervisor, worker('a')));
      yield* Supervisor.terminateChild(supervisor, 'a');
      return [running, yield* failureOf(() => Supervisor.startChild(supervisor, worker('a'))), child?.pid];
    });
    expect([first, second]).to.deep.equal([['already_started', pid], 'already_present']);
  });

  it('stops, starts and forgets a child on demand', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([worker('a')]);
      const steps: unknown[] = [];
      for (const verb of [Supervisor.restartChild, Supervisor.deleteChild, Supervisor.terminateChild]) steps.push(yield* failureOf(() => verb(supervisor, 'a')));
      const pid = yield* Supervisor.restartChild(supervisor, 'a');
      steps.push(Process.isAlive(pid ?? self()));
      yield* Supervisor.terminateChild(supervisor, 'a');
      for (const verb of [Supervisor.deleteChild, Supervisor.deleteChild, Supervisor.restartChild, Supervisor.terminateChild]) steps.push(yield* failureOf(() => verb(supervisor, 'a')));
      return steps;
    });
    expect(result).to.deep.equal(['running', 'running', 'ok', true, 'ok', 'not_found', 'not_found', 'not_found']);
  });

  it('forgets a child that fails to start, and says why', async () => {
    const result = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([]);
      return [yield* failureOf(() => Supervisor.startChild(supervisor, [Failing, 'oops'])), yield* Supervisor.whichChildren(supervisor)];
    });
    expect(result).to.deep.equal(['oops', []]);
  });

  it('rule 133: gives a child its shutdown time, then kills it', async () => {
    const outcome = world.run(function* () {
      const supervisor = yield* Supervisor.startLink([{ id: 'stubborn', start: [Stubborn], shutdown: 100 }]);
      const [child] = yield* Supervisor.whichChildren(supervisor);
      const ref = Process.monitor(isPid(child?.pid) ? child.pid : self());
      yield* Supervisor.terminateChild(supervisor, 'stubborn');
      return (yield* receive(['DOWN', ref, 'process', P.pid, P.any]))[4];
    });
    await world.settled();
    time.advance(99);
    await world.settled();
    expect(time.pending).to.equal(1);
    time.advance(1);
    expect(await outcome).to.equal('killed');
  });

  it('rule 133: kills a child with brutal_kill at once, without its terminate', async () => {
    const events = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([{ id: 'a', start: [Worker, 'a', self()], shutdown: 'brutal_kill' }]);
      yield* Supervisor.stop(supervisor);
      return yield* flush();
    });
    expect(events).to.deep.equal([['start', 'a']]);
  });

  it('ends with its parent, and stops its children', async () => {
    const events = await world.run(function* () {
      const me = self();
      const parent = spawn(function* () {
        send(me, yield* Supervisor.startLink([worker('a', me)]));
        yield* receive('end');
        exit('boom');
      });
      yield* receive(['start', 'a']);
      const ref = Process.monitor(yield* receive(P.pid));
      send(parent, 'end');
      const reason = (yield* receive(['DOWN', ref, 'process', P.pid, P.any]))[4];
      return [reason, yield* flush()];
    });
    expect(events).to.deep.equal(['boom', [['end', 'a', 'shutdown']]]);
  });

  it('takes functions that start a child: plain, generator and async ones', async () => {
    const active = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([
        { id: 'plain', start: () => startLink(Worker, ['plain']) },
        {
          id: 'generator',
          *start() {
            yield* Process.sleep(0);
            return yield* startLink(Worker, ['generator']);
          },
        },
        { id: 'async', start: async () => startLink(Worker, ['async']) },
        { id: 'function', start: () => spawn(() => receive('stop')) },
      ]);
      return (yield* Supervisor.countChildren(supervisor)).active;
    });
    expect(active).to.equal(4);
  });

  it('is nothing that any process can be asked to be: one that is none lives on', async () => {
    const [code, alive] = await world.run(function* () {
      const pid = spawn(Bystander);
      try {
        yield* Supervisor.whichChildren(pid);
        return ['answered', Process.isAlive(pid)];
      } catch (error) {
        yield* Process.sleep(0);
        return [error instanceof BeamworkError && error.code, Process.isAlive(pid)];
      }
    });
    expect([code, alive]).to.deep.equal(['BEAMWORK_BAD_DESTINATION', true]);
  });

  it('gives the spec of a child, all written out', async () => {
    const spec = await world.run(function* () {
      return yield* Supervisor.getChildspec(yield* Supervisor.startLink([[Worker, 'a']]), 'Worker');
    });
    expect(spec).to.deep.equal({ id: 'Worker', start: [Worker, 'a'], restart: 'permanent', shutdown: 5_000, type: 'worker', significant: false });
  });

  it('is a deadlock for a child that asks its supervisor while it starts, and says so', async () => {
    @Process()
    class Asking {
      *init(supervisor: string): Generator<unknown, void> {
        yield* Supervisor.whichChildren(supervisor);
      }
    }
    const reason = await world.run(function* () {
      Process.flag('trapExit', true);
      return yield* failureOf(() => Supervisor.startLink([[Asking, 'shop']], { name: 'shop' }));
    });
    expect(reason).to.have.nested.property('[1][2][0]', 'deadlock');
  });
});

describe('@Supervisor', () => {
  const world = startRuntime();

  @Supervisor({ strategy: 'one_for_all', name: 'shop' })
  class Shop {
    readonly children = [[Worker, 'till']] as const;
  }

  @Supervisor()
  class Chain {
    init(names: readonly string[]): ChildSpec[] {
      return names.map((id) => worker(id));
    }
  }

  it('makes a class a supervisor, whose children are a field', async () => {
    const result = await world.run(function* () {
      yield* Supervisor.startLink(Shop);
      return (yield* Supervisor.whichChildren('shop')).map(({ id, type }) => [id, type]);
    });
    expect(result).to.deep.equal([['Worker', 'worker']]);
  });

  it('takes the children that init returns, which gets the arguments of the start', async () => {
    const ids = await world.run(function* () {
      const supervisor = yield* startLink(Chain, [['a', 'b']]);
      return (yield* Supervisor.whichChildren(supervisor)).map(({ id }) => id);
    });
    expect(ids).to.deep.equal(['b', 'a']);
  });

  it('makes a class that may be a child: a supervisor, with all the time to stop', async () => {
    const [children, spec] = await world.run(function* () {
      const top = yield* Supervisor.startLink([Shop, [Chain, ['a']], [Supervisor, [], { name: 'empty' }]]);
      return [(yield* Supervisor.whichChildren(top)).map(({ id, type }) => [id, type]), yield* Supervisor.getChildspec(top, 'Shop')] as const;
    });
    expect(children).to.deep.equal([['empty', 'supervisor'], ['Chain', 'supervisor'], ['Shop', 'supervisor']]);
    expect(spec.shutdown).to.equal('infinity');
  });

  it('leaves a class its own handlers and its terminate', async () => {
    const ended: unknown[] = [];
    @Supervisor()
    class Answering {
      readonly children = [];
      @Call(['ping']) ping(_: ['ping']): string {
        return 'pong';
      }
      terminate(reason: unknown): void {
        ended.push(reason);
      }
    }
    const answer = await world.run(function* () {
      const supervisor = yield* startLink(Answering);
      const pong = yield* call(supervisor, ['ping']);
      yield* Supervisor.stop(supervisor);
      return pong;
    });
    expect([answer, ended]).to.deep.equal(['pong', ['normal']]);
  });

  it('is inherited: a subclass with a decorator of its own has the children of its base', async () => {
    @Supervisor()
    class Same extends Chain {}
    const ids = await world.run(function* () {
      const same = yield* Supervisor.startLink(Same, [['b']]);
      return (yield* Supervisor.whichChildren(same)).map(({ id }) => id);
    });
    expect(ids).to.deep.equal(['b']);
  });

  it('waits for an async terminate, after the children have ended', async () => {
    const steps: string[] = [];
    @Process({ trapExit: true })
    class Child {
      terminate(): void {
        steps.push('child');
      }
    }
    @Supervisor()
    class Slow {
      readonly children = [Child];
      async terminate(): Promise<void> {
        await Promise.resolve();
        steps.push('supervisor');
      }
    }
    await world.run(function* () {
      yield* Supervisor.stop(yield* Supervisor.startLink(Slow));
      steps.push('stopped');
    });
    expect(steps).to.deep.equal(['child', 'supervisor', 'stopped']);
  });

  it('refuses options that do not exist', () => {
    const wrong: object = { strategi: 'one_for_all' };
    expect(() => Supervisor(wrong)(class Wrong {})).to.throw(BeamworkError, /@Supervisor on Wrong: there is no option "strategi"/);
  });

  it('fails to start with children that are none', async () => {
    @Supervisor()
    class Empty {}
    const reason = await world.run(function* () {
      Process.flag('trapExit', true);
      return yield* failureOf(() => Supervisor.startLink(Empty));
    });
    expect(reason).to.have.property('code', 'BEAMWORK_BAD_CHILD_SPEC');
  });
});
