import { expect } from 'chai';
import { BeamworkError, Continue, continueWith, idleAfter, ignore, isPid, Process, ProcessExit, Receive, self, send, stopWith, type Pid } from '../../lib/index.js';
import { readChildSpec, readChildSpecs } from '../../lib/behaviours/child-spec-check.js';
import type { ChildSpec } from '../../lib/behaviours/child-spec.js';
import { showTerm } from '../../lib/kernel/show-term.js';
import { DynamicSupervisor } from '../../lib/behaviours/dynamic-supervisor.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';
import { failureOf, flush, startRuntime, turns } from '../semantics/support.js';

@Process()
class Till {}

@Process()
class Endless {
  static childSpec(): ChildSpec {
    return Endless;
  }
}

/** What a call throws: the code of a BeamworkError. */
function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'nothing';
  } catch (error) {
    return error instanceof BeamworkError ? error.code : error;
  }
}

function cyclic(): unknown[] {
  const loop: unknown[] = [];
  loop.push(loop);
  return loop;
}

const trap = new Error('hands off');
const throws = (): never => {
  throw trap;
};

describe('an odd child spec', () => {
  const bad: Readonly<Record<string, unknown>> = {
    'nothing': undefined,
    'null': null,
    'a symbol': Symbol('till'),
    'an empty array': [],
    'an instance of a class': new Till(),
    'an array of an instance': [new Till()],
    'a promise': Promise.resolve(Till),
    'a cyclic array': cyclic(),
    'a childSpec that leads back to itself': Endless,
    'an empty start': { id: 'a', start: [] },
    'a start of undefined': { id: 'a', start: [undefined] },
    'a class as a start': { id: 'a', start: class Plain {} },
    'null as an id': { id: null, start: [Till] },
    'a cyclic id': { id: cyclic(), start: [Till] },
    'an id that cannot be copied': { id: new WeakMap(), start: [Till] },
    'an id that holds what cannot be copied': { id: ['a', Promise.resolve()], start: [Till] },
    'a shutdown of NaN': { id: 'a', start: [Till], shutdown: NaN },
    'a shutdown of Infinity': { id: 'a', start: [Till], shutdown: Infinity },
    'a shutdown in words': { id: 'a', start: [Till], shutdown: '5000' },
    'a restart in upper case': { id: 'a', start: [Till], restart: 'PERMANENT' },
    'significant and permanent': { id: 'a', start: [Till], significant: true },
  };
  for (const [title, given] of Object.entries(bad)) {
    it(`is refused with ${title}`, () => {
      expect(codeOf(() => readChildSpec(given))).to.equal('BEAMWORK_BAD_CHILD_SPEC');
    });
  }

  for (const key of ['id', 'start', 'restart', 'shutdown', 'type', 'significant']) {
    it(`lets the error through that its ${key} throws when it is read`, () => {
      const given = Object.defineProperty({ id: 'a', start: [Till] }, key, { get: throws, enumerable: true });
      expect(codeOf(() => readChildSpec(given))).to.equal(trap);
    });
  }

  it('reads each field once: a getter cannot give one thing to the check and another to the start', () => {
    let reads = 0;
    const given = {
      id: 'a',
      get start() {
        reads++;
        return [Till];
      },
    };
    expect(readChildSpec(given).start).to.deep.equal([Till]);
    expect(reads).to.equal(1);
  });

  for (const id of [0, NaN, false, 10n, Symbol.for('till'), Till, ['a', { b: 1 }], new Map([[1, 2]])]) {
    it(`may have the id ${showTerm(id)}, once`, () => {
      expect(readChildSpec({ id, start: [Till] }).id).to.deep.equal(id);
      const twice = [0, 1].map(() => ({ id: typeof id === 'object' ? structuredClone(id) : id, start: [Till] }));
      expect(codeOf(() => readChildSpecs(twice))).to.equal('BEAMWORK_BAD_CHILD_SPEC');
    });
  }

  it('has an id of its own: who changes the object that was given changes no child', () => {
    const id = ['a'];
    const spec = readChildSpec({ id, start: [Till] });
    id.push('b');
    expect(spec.id).to.deep.equal(['a']);
  });
});

describe('odd options of a supervisor', () => {
  const world = startRuntime();

  const bad: Readonly<Record<string, object>> = {
    'maxSeconds: NaN': { maxSeconds: NaN },
    'maxSeconds: -1': { maxSeconds: -1 },
    'maxSeconds: "5"': { maxSeconds: '5' },
    'maxRestarts: NaN': { maxRestarts: NaN },
    'maxRestarts: -1': { maxRestarts: -1 },
    'strategy: simple_one_for_one': { strategy: 'simple_one_for_one' },
    'an option that does not exist': { maxRestart: 3 },
  };
  for (const [title, options] of Object.entries(bad)) {
    it(`are refused with ${title}`, () => {
      expect(codeOf(() => Supervisor.start([], options))).to.equal('BEAMWORK_BAD_OPTION');
      expect(codeOf(() => DynamicSupervisor.start(options))).to.equal('BEAMWORK_BAD_OPTION');
    });
  }

  it('may be Infinity: as many restarts as there are, or a time that never ends', async () => {
    const alive = await world.run(function* () {
      const found: boolean[] = [];
      for (const options of [{ maxRestarts: Infinity }, { maxRestarts: 2, maxSeconds: Infinity }]) {
        const supervisor = yield* Supervisor.start([Till], options);
        for (let n = 0; n < 3; n++) {
          const [child] = yield* Supervisor.whichChildren(supervisor);
          if (isPid(child?.pid)) Process.exit(child.pid, 'kill');
          yield* turns();
          if (!Process.isAlive(supervisor)) break;
        }
        found.push(Process.isAlive(supervisor));
      }
      return found;
    });
    expect(alive).to.deep.equal([true, false]);
  });

  it('refuse a significant child where nothing would come of it: under startChild, in a class, in a dynamic supervisor', async () => {
    const spec: ChildSpec = { id: 'a', start: [Till], restart: 'transient', significant: true };
    @Supervisor()
    class Never {
      readonly children = [spec];
    }
    const found = await world.run(function* () {
      Process.flag('trapExit', true);
      const plain = yield* Supervisor.startLink([]);
      const dynamic = yield* DynamicSupervisor.startLink();
      const reasons: unknown[] = [];
      for (const act of [() => Supervisor.startChild(plain, spec), () => Supervisor.startLink(Never), () => DynamicSupervisor.startChild(dynamic, spec)]) {
        const reason = yield* failureOf(act);
        reasons.push(reason instanceof BeamworkError ? reason.code : reason);
      }
      return [...reasons, Process.isAlive(plain), Process.isAlive(dynamic)];
    });
    expect(found).to.deep.equal(['BEAMWORK_BAD_CHILD_SPEC', 'BEAMWORK_BAD_CHILD_SPEC', 'BEAMWORK_BAD_CHILD_SPEC', true, true]);
  });
});

describe('a child whose id is a pid', () => {
  const world = startRuntime();

  it('is found by its id, and by its own pid', async () => {
    const found = await world.run(function* () {
      const supervisor = yield* Supervisor.startLink([{ id: self(), start: [Till] }]);
      const [child] = yield* Supervisor.whichChildren(supervisor);
      return [(yield* Supervisor.getChildspec(supervisor, self())).id === self(), (yield* Supervisor.getChildspec(supervisor, child?.pid)).id === self()];
    });
    expect(found).to.deep.equal([true, true]);
  });
});

describe('init of a class with @Supervisor', () => {
  const world = startRuntime();

  @Supervisor()
  class Shop {
    private log: Pid | undefined;
    readonly children = [Till];
    init(log: Pid, outcome: string): unknown {
      this.log = log;
      return { ignore: ignore(), stop: stopWith('closed'), continue: continueWith('open'), idle: idleAfter(0) }[outcome];
    }
    @Continue('open') *open(): Generator<unknown, void> {
      if (this.log !== undefined) send(this.log, 'open');
    }
    @Receive('timeout') timeout(_: 'timeout'): void {
      if (this.log !== undefined) send(this.log, 'idle');
    }
  }

  const started = (outcome: string) =>
    world.run(function* () {
      Process.flag('trapExit', true);
      try {
        const pid: Pid | undefined = yield* Supervisor.startLink(Shop, [self(), outcome]);
        const active = pid === undefined ? 'none' : (yield* Supervisor.countChildren(pid)).active;
        return [active, ...(yield* flush()).filter((message) => !Array.isArray(message))];
      } catch (error) {
        return [error instanceof ProcessExit ? error.reason : error];
      }
    });

  it('may go on with continueWith or idleAfter once the children run, which the field names then', async () => {
    expect(await started('continue')).to.deep.equal([1, 'open']);
    expect(await started('idle')).to.deep.equal([1, 'idle']);
  });

  it('may say ignore, or fail the start', async () => {
    expect(await started('ignore')).to.deep.equal(['none']);
    expect(await started('stop')).to.deep.equal(['closed']);
  });
});
