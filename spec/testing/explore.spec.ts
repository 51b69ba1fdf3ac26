import { inspect } from 'node:util';
import { expect } from 'chai';
import { after, Call, call, exit, on, P, Process, receive, self, send, spawn, spawnLink, Task, type Pid } from '../../lib/index.js';
import { ExplorationFailure, explore, outcomes, type ExploreOptions } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';
import { race, wrong } from './race-of-two.js';

async function explorationFailureOf(scenario: () => unknown, options?: ExploreOptions): Promise<ExplorationFailure> {
  const failure: unknown = await explore(scenario, options).catch((error: unknown) => error);
  if (failure instanceof ExplorationFailure) return failure;
  throw new Error('expected an ExplorationFailure', { cause: failure });
}

describe('explore', () => {
  it('is content when all schedules end well', async () => {
    const { isComplete, outcomes: found } = await explore(race);
    expect(isComplete).to.equal(true);
    expect(found.size).to.equal(2);
  });

  it('fails with what went wrong, and the error behind it', async () => {
    const failure = await explorationFailureOf(wrong);
    expect(failure.outcome).to.equal('failed: RangeError: b came first');
    expect(failure.cause).to.be.an.instanceOf(RangeError);
  });

  it('shows the plainest schedule step by step', async () => {
    const { trace } = await explorationFailureOf(wrong);
    expect(trace.split('\n')).to.deep.equal([
      '1  scenario  starts; left#1 is spawned; right#1 is spawned',
      `2  left#1    starts; sends 'a' to scenario; ends: 'normal'`,
      `3  right#1   starts; sends 'b' to scenario; ends: 'normal'`,
      "4  scenario  receives 'b' from right#1",
      "5  scenario  receives 'a' from left#1",
      "6  scenario  takes 'b'",
      '7  scenario  ends: RangeError: b came first',
    ]);
  });

  it('runs one schedule again from the text that a failure gives', async () => {
    const { replay, outcome } = await explorationFailureOf(wrong);
    const again = await explorationFailureOf(wrong, { replay });
    expect(again.outcome).to.equal(outcome);
    expect(again.exploration.schedules).to.equal(1);
  });

  const settings: readonly ExploreOptions[] = [{ delivery: 'instant' }, { time: 'races' }, { chaos: { kill: 1 } }, { chaos: { kill: 1, atMost: 2 }, time: 'races' }];
  for (const options of settings) {
    it(`prints all that it takes to run one schedule again: ${Object.keys(options).join(', ')}`, async () => {
      const scenario = function* (): Generator<unknown, void> {
        const slow = spawn(function* slow() {
          const [, asker] = yield* receive(['go', P.pid]);
          send(asker, 'there');
        });
        send(slow, ['go', self()]);
        throw new Error(yield* receive(on('there', () => 'in time'), after(10, () => 'late')));
      };
      const failure = await explorationFailureOf(scenario, options);
      const line = failure.message.split('\n').find((each) => each.includes('run it again with'));
      const shown = Object.entries(options).map(([key, value]) => `${key}: ${inspect(value)}`);
      for (const each of [...shown, `replay: '${failure.replay}'`]) expect(line).to.include(each);
      expect((await explorationFailureOf(scenario, { ...options, replay: failure.replay })).outcome).to.equal(failure.outcome);
    });
  }

  describe('of a scenario with two mistakes', () => {
    const scenario = (hasAnother: boolean) =>
      function* () {
        const me = self();
        for (const word of ['a', 'b', 'c']) spawn(() => send(me, word));
        const words = (yield* receive(P.string)) + (yield* receive(P.string));
        if (words === 'cb') throw new Error('the one');
        if (hasAnother && words === 'ba') throw new Error('another');
      };

    it('runs again the one that was asked for', async () => {
      const { replay } = await explorationFailureOf(scenario(false));
      const again = await explorationFailureOf(scenario(true), { replay });
      expect(again.outcome).to.equal('failed: Error: the one');
      expect(again.replay).to.equal(replay);
    });

    it('makes a schedule plain without mixing them up', async () => {
      for (let seed = 1; seed <= 20; seed++) {
        const options = { strategy: 'random', seed } as const;
        const first = await explorationFailureOf(scenario(true), options);
        const again = await explorationFailureOf(scenario(true), { replay: first.replay });
        expect(again.outcome).to.equal(first.outcome);
      }
    });
  });

  for (const strategy of ['random', 'pct'] as const) {
    it(`makes a schedule plain that strategy ${strategy} has found`, async () => {
      const failure = await explorationFailureOf(
        function* () {
          for (let each = 0; each < 5; each++) spawn(function* bystander() {
            yield;
            yield;
          });
          yield* wrong();
        },
        { strategy, schedules: 1_000, seed: 3 },
      );
      expect(failure.replay.split(' ')).to.have.length.at.most(3);
      expect(failure.message).to.include(`all of it with { strategy: '${strategy}', seed: 3, schedules: 1000 }`);
    });
  }

  it('tells a deadlock, with who waits', async () => {
    const failure = await explorationFailureOf(function* () {
      const partner: Pid = spawn(function* partner() {
        yield* receive('after you');
      });
      send(partner, 'hello');
      yield* receive('after you');
    });
    expect(failure.outcome).to.equal('deadlock');
    expect(failure.message).to.include("scenario waits for 'after you'; its mailbox: empty").and.to.include("partner#1 waits for 'after you'; its mailbox: 'hello'");
    expect(failure.message).to.include('look at who should have sent what they wait for');
  });

  it('tells a livelock', async () => {
    const failure = await explorationFailureOf(
      function* () {
        for (;;) yield;
      },
      { maxSteps: 50 },
    );
    expect(failure.outcome).to.equal('livelock');
    expect(failure.message).to.include('scenario can go on; its mailbox: empty').and.to.include('give explore more maxSteps');
  });

  it('shows the first and the last steps of a long schedule, and has all of them', async () => {
    const failure = await explorationFailureOf(
      function* () {
        for (;;) yield;
      },
      { maxSteps: 500 },
    );
    expect(failure.trace.split('\n')).to.have.length.above(490);
    expect(failure.message.split('\n')).to.have.length.below(100);
    expect(failure.message).to.match(/… \d+ more steps …/);
  });

  it('tells a wait for something foreign, and does not wait with it', async () => {
    const failure = await explorationFailureOf(async () => {
      await new Promise(() => {});
    });
    expect(failure.outcome).to.equal('foreign');
  });

  it('tells a wait for a promise that nobody settles, in a generator, too', async () => {
    const failure = await explorationFailureOf(function* () {
      yield* Process.wait(new Promise(() => {}));
    });
    expect(failure.outcome).to.equal('foreign');
  });

  it('waits for promises that need nothing foreign', async () => {
    const { outcomes: found } = await explore(function* () {
      return yield* Process.wait(Promise.resolve('value').then((value) => value));
    });
    expect([...found.keys()]).to.deep.equal(["'value'"]);
  });

  it('may be used inside a scenario', async () => {
    const { outcomes: found } = await explore(function* () {
      return (yield* Process.wait(outcomes(race))).schedules;
    });
    expect([...found.keys()]).to.deep.equal(['2']);
  });

  it('tells a wait for something foreign, also where others go on meanwhile', async () => {
    const failure = await explorationFailureOf(
      async () => {
        spawn(function* ticks() {
          for (;;) yield* Process.sleep(10);
        });
        await new Promise(() => {});
      },
      { maxSteps: 50 },
    );
    expect(failure.outcome).to.equal('foreign');
  });

  describe('with a schedule that does not fit', () => {
    for (const [what, replay] of Object.entries({ 'a choice that there is not': '1:5', 'a step that there is not': '40:1' })) {
      it(`refuses ${what}`, async () => {
        const error = await failureOf(explore(wrong, { replay }));
        expect(error.code).to.equal('BEAMWORK_NOT_REPEATABLE');
        expect(error.problem).to.match(/it chooses (5, and one can go on|at step 40, and the scenario has ended after \d+)$/);
      });
    }

    for (const replay of ['0:1', '3:1 2:1', '1:1 1:0', '2:0', '1:1 1:1']) {
      it(`refuses ${replay}, which no failure prints`, async () => {
        expect((await failureOf(explore(wrong, { replay }))).code).to.equal('BEAMWORK_BAD_OPTION');
      });
    }

    it('takes the empty one for the order of production', async () => {
      expect((await explore(race, { replay: '' })).outcomes).to.deep.equal(new Map([["'ab'", 1]]));
    });
  });

  it('refuses what is no scenario', async () => {
    for (const scenario of [undefined, 5, {}]) {
      const refused: Promise<unknown> = Reflect.apply(explore, undefined, [scenario]);
      expect((await failureOf(refused)).problem).to.match(/^explore was given a scenario: /);
    }
  });

  it('tells of a step after the end of its process that nothing comes of it, and speaks of one step', async () => {
    const { trace, message } = await explorationFailureOf(() => {
      Process.exit(spawn(function victim() {}), 'kill');
      throw new Error('done');
    });
    expect(message).to.include(', 1 step:');
    expect(trace).not.to.include('victim#1  starts');
    const { trace: later } = await explorationFailureOf(function* () {
      Process.exit(spawn(function victim() {}), 'kill');
      yield* Process.sleep(1);
      throw new Error('done');
    });
    expect(later).to.match(/victim#1 +has ended, and does nothing more/);
  });

  it('names a task after what it is', async () => {
    const { trace } = await explorationFailureOf(function* () {
      throw new Error(yield* Task.await(Task.async(() => 'value')));
    });
    expect(trace).to.match(/ task#1 +starts; sends the answer 'value' to scenario/);
  });

  it('gives no cause where it was no error that the scenario ended with', async () => {
    expect((await explorationFailureOf(() => exit('shutdown'))).cause).to.equal(undefined);
  });

  it('tells who awaits something foreign where the mistake may come of that', async () => {
    const { message } = await explorationFailureOf(function* () {
      const task = Task.async(() => Process.wait(new Promise(() => {})));
      yield* Task.await(task);
    });
    expect(message).to.include('task#1 awaits something that is no part of the runtime').and.to.include('give the process a stand-in for it');
  });

  it('numbers the steps that were chosen, and not the time that passes by itself', async () => {
    const { trace, message } = await explorationFailureOf(function* () {
      yield* Process.sleep(5);
      throw new Error('late');
    });
    expect(message).to.include(', 2 steps:');
    expect(trace.split('\n')).to.deep.equal(['1  scenario  starts', '   time      passes to 5 ms', '2  scenario  its time is up; ends: Error: late']);
  });

  it('tells of an answer that comes too late, and of the time that was up before', async () => {
    @Process()
    class Slow {
      @Call('question') *answer(): Generator<unknown, string> {
        yield* Process.sleep(100);
        return 'an answer';
      }
    }
    const { trace } = await explorationFailureOf(function* () {
      const slow = spawn(Slow);
      try {
        yield* call(slow, 'question', 50);
      } catch {
        yield* Process.sleep(100);
      }
      throw new Error('done');
    });
    expect(trace).to.match(/time +passes to 50 ms\n *\d+ +scenario +its time is up/);
    expect(trace).to.match(/scenario +receives the answer 'an answer' from Slow#1; and nobody gets it, as that alias is off/);
  });

  for (const [option, options] of Object.entries<ExploreOptions>({ seed: { seed: 7 }, depth: { strategy: 'random', depth: 2 } })) {
    it(`refuses ${option} where it would change nothing`, async () => {
      expect((await failureOf(explore(race, options))).problem).to.match(new RegExp(`^explore was given ${option}: `));
    });
  }

  it('finds a crash along a link', async () => {
    const failure = await explorationFailureOf(function* () {
      spawnLink(() => {
        throw new TypeError('worker');
      });
      yield* receive('never');
    });
    expect(failure.outcome).to.equal('failed: TypeError: worker');
  });

  it('says when a scenario cannot be run again', async () => {
    let runs = 0;
    const error = await failureOf(
      explore(
        function* () {
          if (runs++ === 0) for (const child of ['one', 'two']) spawn(() => child);
          yield;
        },
        { reduction: false },
      ),
    );
    expect(error.code).to.equal('BEAMWORK_NOT_REPEATABLE');
  });

  it('says when a failure does not come again by its schedule', async () => {
    let runs = 0;
    const error = await failureOf(
      explore(() => {
        if (runs++ === 0) throw new Error('only once');
        return 'fine';
      }),
    );
    expect(error.code).to.equal('BEAMWORK_NOT_REPEATABLE');
    expect(error.problem).to.match(/it came to 'fine', and before that to failed: Error: only once/);
  });

  for (const [option, options] of Object.entries<object>({
    strategy: { strategy: 'all' },
    schedules: { schedules: 0 },
    seed: { seed: 1.5 },
    maxSteps: { maxSteps: -1 },
    'chaos.kill': { chaos: { kill: 2 } },
    'number of kills': { chaos: { kill: 1, atMots: 2 } },
    chaos: { chaos: 0.5 },
    depth: { strategy: 'pct', depth: 0 },
    reduction: { reduction: 'none' },
    modules: { modules: [] },
    option: { sede: 5 },
    delivery: { delivery: 'never' },
    time: { time: 'now' },
    replay: { replay: 'once more' },
  })) {
    it(`refuses a wrong ${option}`, async () => {
      const error = await failureOf(explore(race, options));
      expect(error.code).to.equal('BEAMWORK_BAD_OPTION');
      expect(error.problem).to.match(/^explore(, for chaos,)? was given /);
    });
  }
});
