import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { after, P, Process, receive, Runtime, self, send } from '../lib/index.js';
import { copyTerm } from '../lib/kernel/copy-term.js';
import { CollectingLogger } from './semantics/support.js';

/** A generator as a compiler for older targets makes it: an object that says it is one, with a `next` of its own. */
function foreignGenerator(steps: readonly unknown[], result: unknown): object {
  let at = 0;
  return {
    [Symbol.toStringTag]: 'Generator',
    [Symbol.iterator]() {
      return this;
    },
    next: () => (at < steps.length ? { done: false, value: steps[at++] } : { done: true, value: result }),
    throw(error: unknown) {
      throw error;
    },
    return: (value: unknown) => ({ done: true, value }),
  };
}

describe('Frames of unusual make', () => {
  let runtime: Runtime;

  beforeEach(async () => {
    runtime = await Runtime.start({ logger: new CollectingLogger() });
  });

  afterEach(() => runtime.stop());

  it('a generator of another compiler runs to its result', async () => {
    expect(await runtime.run(() => foreignGenerator([1, 2], 'end'))).to.equal('end');
  });

  it('a generator of another realm runs to its result', async () => {
    expect(await runtime.run(() => runInNewContext('(function* () { yield 1; return 7; })()'))).to.equal(7);
  });

  it('a generator with a next of its own may receive', async () => {
    const body = (): unknown => {
      const inner = (function* () {
        return yield* receive(['hi', P.number]);
      })();
      const { next } = inner;
      inner.next = () => next.call(inner);
      send(self(), ['hi', 5]);
      return inner;
    };
    expect(await runtime.run(body)).to.deep.equal(['hi', 5]);
  });

  it('an object that only says it is a generator is the result itself', async () => {
    const result = await runtime.run(() => ({ [Symbol.toStringTag]: 'Generator', answer: 42 }));
    expect(result).to.have.property('answer', 42);
  });

  it('a timeout of a process that its own guard has killed does not run', async () => {
    const ran: string[] = [];
    const pid = runtime.spawn(function* () {
      send(self(), 'message');
      const guard = (): boolean => {
        Process.exit(self(), 'kill');
        return false;
      };
      yield* receive(P.when(guard), after(0, () => ran.push('after')));
    });
    await runtime.run(function* () {
      Process.monitor(pid);
      yield* receive(['DOWN', P.reference, 'process', pid, P.any]);
    });
    expect(ran).to.deep.equal([]);
  });
});

describe('Copying at the end of the stack', () => {
  it('leaves later messages as they are: one that cannot be copied is still refused with its path', () => {
    const refusal = (): unknown => {
      try {
        copyTerm({
          get mine(): never {
            throw new Error('mine');
          },
        });
        return undefined;
      } catch (error) {
        return error;
      }
    };
    // Whether the end of the stack shows as itself or as the copy that could not be made depends on where it comes.
    for (let size = 0; size < 24; size++) expect(() => copyAtEachLevel(size)).to.throw();
    expect(refusal()).to.have.property('code', 'BEAMWORK_UNCOPYABLE');
  }).timeout(20_000);
});

/** Copies on every level of a recursion without end; `size` makes the frames larger, so that the stack ends in another place of the copy. */
function copyAtEachLevel(size: number): number {
  const names = Array.from({ length: size }, (_, index) => `local${index}`);
  const locals = names.map((name) => `let ${name} = level;`).join(' ');
  const deep: unknown = new Function('copy', `return function deep(level) { ${locals} copy(); return ${['deep(level + 1)', ...names].join(' + ')}; }`)(() =>
    copyTerm(['x', { y: [1, 2, { z: new Map([['a', { b: 1 }]]) }] }]),
  );
  return typeof deep === 'function' ? deep(0) : 0;
}
