import { expect } from 'chai';
import fc from 'fast-check';
import { Call, call, Cast, cast, P, type Pid, Process } from '../../lib/index.js';
import { runOnModel, type ModelCommand, type TestRuntime } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';

@Process()
class Stack {
  protected readonly items: number[] = [];

  @Cast(['push', P.number])
  push([, item]: ['push', number]): void {
    this.items.push(item);
  }

  @Call(['pop'])
  pop(_: ['pop']): number | undefined {
    return this.items.pop();
  }
}

/** Holds no more than three. */
@Process()
class ShallowStack extends Stack {
  override push([, item]: ['push', number]): void {
    if (this.items.length < 3) this.items.push(item);
  }
}

interface Real {
  readonly runtime: TestRuntime;
  readonly pid: Pid;
}

class Push implements fc.AsyncCommand<number[], Real> {
  constructor(readonly item: number) {}

  check(): boolean {
    return true;
  }

  async run(model: number[], { pid }: Real): Promise<void> {
    model.push(this.item);
    cast(pid, ['push', this.item]);
  }

  toString(): string {
    return `push ${this.item}`;
  }
}

class Pop implements fc.AsyncCommand<number[], Real> {
  check(model: readonly number[]): boolean {
    return model.length > 0;
  }

  async run(model: number[], { runtime, pid }: Real): Promise<void> {
    expect(await runtime.run(() => call(pid, ['pop']))).to.equal(model.pop());
  }

  toString(): string {
    return 'pop';
  }
}

const programs = fc.commands<number[], Real, false>([fc.nat(9).map((item) => new Push(item)), fc.constant(new Pop())], { maxCommands: 30, size: 'max', disableReplayLog: true });

function propertyOf(Class: typeof Stack) {
  return fc.asyncProperty(fc.nat(99), programs, (seed, commands) => runOnModel(commands, { seed, model: () => [], real: (runtime) => ({ runtime, pid: runtime.spawn(Class) }) }));
}

describe('runOnModel', () => {
  it('passes a class that does what its model does', async () => {
    const { failed, numRuns } = await fc.check(propertyOf(Stack), { seed: 1, numRuns: 30 });
    expect({ failed, numRuns }).to.deep.equal({ failed: false, numRuns: 30 });
  });

  it('finds the smallest program that a class does not do as its model', async () => {
    const { counterexample } = await fc.check(propertyOf(ShallowStack), { seed: 1, numRuns: 100 });
    expect(String(counterexample?.[1])).to.match(/^push 0,push 0,push 0,push \d,pop$/);
  });

  it('tells the seed of a program that fails, once', async () => {
    const failing = (run: (real: Real) => unknown): Promise<unknown> =>
      runOnModel([{ check: () => true, run: (_, real: Real) => run(real) }], { seed: 7, model: () => [], real: (runtime) => ({ runtime, pid: runtime.spawn(Stack) }) }).then(
        () => undefined,
        (error: unknown) => error,
      );
    const own = await failing(() => {
      throw new Error('popped nothing');
    });
    expect(String(own)).to.equal('Error: popped nothing\n  → to see it again, start it with { seed: 7 }');
    const ofTheKit = await failing(({ runtime }) => runtime.probe().expectMessage('never'));
    expect(String(ofTheKit).split('seed: 7')).to.have.lengthOf(2);
  });

  it('refuses what is no setup, and what are no commands', async () => {
    const refused = async (...given: unknown[]): Promise<string> => {
      const started: Promise<unknown> = Reflect.apply(runOnModel, undefined, given);
      return (await failureOf(started)).message;
    };
    const setup = { model: () => [], real: () => 1 };
    expect(await refused([], undefined)).to.include('BEAMWORK_BAD_OPTION');
    expect(await refused([], { ...setup, seeed: 1 })).to.include("runOnModel was given the option \"seeed\"");
    expect(await refused([], { ...setup, model: [] })).to.include('runOnModel was given model: ');
    expect(await refused([], { model: () => [] })).to.include('runOnModel was given real: ');
    expect(await refused(5, setup)).to.include('runOnModel was given commands: 5');
  });

  it('leaves out what makes no sense, lets all run after each, and stops the runtime', async () => {
    const seen: unknown[] = [];
    const note = (text: string, makesSense: boolean): ModelCommand<unknown[], Pid> => ({
      check: () => makesSense,
      run: (model, pid) => {
        model.push(text, Process.info(pid, 'messageQueueLen'));
        cast(pid, ['push', 1]);
      },
    });
    let pid: Pid | undefined;
    await runOnModel([note('first', true), note('never', false), note('second', true)], { model: () => seen, real: (runtime) => (pid = runtime.spawn(Stack)) });
    expect(seen).to.deep.equal(['first', 0, 'second', 0]);
    expect(pid !== undefined && Process.isAlive(pid)).to.equal(false);
  });
});
