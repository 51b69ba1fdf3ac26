import { expect } from 'chai';
import { ContainerModule, injectable } from 'inversify';
import { after, Call, call, exit, type From, makeRef, noReply, on, P, type Pid, Process, receive, reply, self, send, spawn, spawnMonitor, Task } from '../../lib/index.js';
import { outcomes, type ExploreOptions } from '../../lib/testing/index.js';
import { failureOf } from '../application/support.js';
import { race, wrong } from './race-of-two.js';

const resultsOf = async (scenario: () => unknown, options?: ExploreOptions): Promise<string[]> => [...(await outcomes(scenario, options)).outcomes.keys()].sort();

describe('outcomes', () => {
  it('gives all results of a scenario, with how often each came', async () => {
    const { outcomes: found, isComplete } = await outcomes(race);
    expect(Object.fromEntries(found)).to.deep.equal({ "'ab'": 1, "'ba'": 1 });
    expect(isComplete).to.equal(true);
  });

  it('runs one of the schedules that differ only in what does not concern each other', async () => {
    const reduced = await outcomes(race);
    const all = await outcomes(race, { reduction: false });
    expect([...all.outcomes.keys()].sort()).to.deep.equal([...reduced.outcomes.keys()].sort());
    expect(all.schedules).to.be.above(reduced.schedules * 4);
  });

  it('finds that processes which have nothing to do with each other need one schedule', async () => {
    const { schedules } = await outcomes(function* () {
      for (let each = 0; each < 6; each++) spawn(function* () {
        yield;
        yield;
      });
      yield;
    });
    expect(schedules).to.equal(1);
  });

  for (const strategy of ['random', 'pct'] as const) {
    it(`finds both results with strategy ${strategy}, the same number of times for the same seed`, async () => {
      const counts = async (seed: number): Promise<Record<string, number>> => Object.fromEntries((await outcomes(race, { strategy, seed, schedules: 200 })).outcomes);
      expect(Object.keys(await counts(5)).sort()).to.deep.equal(["'ab'", "'ba'"]);
      expect(await counts(5)).to.deep.equal(await counts(5));
    });
  }

  it('tells processes apart by their place among their siblings, and references not at all', async () => {
    function* gives(): Generator<unknown, unknown> {
      const me = self();
      for (const each of ['one', 'two']) spawn(() => send(me, [each, spawn(() => undefined), makeRef()]));
      const [first] = [yield* receive(P.any), yield* receive(P.any)];
      return [me, first];
    }
    expect(await resultsOf(gives)).to.deep.equal(["[#PID<0>, ['one', #PID<0.0.0>, #Reference<…>]]", "[#PID<0>, ['two', #PID<0.1.0>, #Reference<…>]]"]);
  });

  const alike: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'objects with the same keys': [{ a: 1 }, { a: 2 }],
    'long lists': [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7]],
    'texts of quotes': [["a', 'b"], ['a', 'b']],
    'long texts': [`${'x'.repeat(300)}a`, `${'x'.repeat(300)}b`],
    dates: [new Date(0), new Date(1)],
    bytes: [new Uint8Array([1]), new Uint8Array([2])],
    'regular expressions': [/a/, /b/],
  };
  for (const [what, [one, other]] of Object.entries(alike)) {
    it(`tells ${what} apart, as results and as exit reasons`, async () => {
      const eitherOf = (end: (value: unknown) => unknown) =>
        function* (): Generator<unknown, unknown> {
          const me = self();
          spawn(() => send(me, 'one'));
          spawn(() => send(me, 'other'));
          return end((yield* receive(P.string)) === 'one' ? one : other);
        };
      expect(await resultsOf(eitherOf((value) => value))).to.have.lengthOf(2);
      expect(await resultsOf(eitherOf((value) => exit(value)))).to.have.lengthOf(2);
    });
  }

  it('names a process by its place in a long exit reason, too', async () => {
    function* ends(): Generator<unknown, void> {
      for (let each = 0; each < 12; each++) spawn(() => undefined);
      yield;
      exit(['x'.repeat(230), spawn(() => undefined)]);
    }
    expect((await resultsOf(ends, { strategy: 'random', schedules: 20 })).map((each) => each.slice(-13))).to.deep.equal([', #PID<0.12>]']);
  });

  it('says when one schedule has two outcomes', async () => {
    let runs = 0;
    const error = await failureOf(outcomes(() => runs++));
    expect([error.code, error.problem]).to.deep.equal(['BEAMWORK_NOT_REPEATABLE', 'the scenario did something else when the same schedule was run again: it came to 1, and before that to 0']);
  });

  it('tells what goes wrong as a result', async () => {
    expect(await resultsOf(wrong)).to.deep.equal(['failed: RangeError: b came first', 'undefined']);
  });

  it('stops at the limit, and says that it was not all', async () => {
    const { schedules, isComplete } = await outcomes(race, { reduction: false, schedules: 3 });
    expect({ schedules, isComplete }).to.deep.equal({ schedules: 3, isComplete: false });
  });

  it('keeps the order between two processes', async () => {
    const inOrder = await resultsOf(function* () {
      const me = self();
      spawn(() => {
        send(me, 1);
        send(me, 2);
      });
      return [yield* receive(P.number), yield* receive(P.number)];
    });
    expect(inOrder).to.deep.equal(['[1, 2]']);
  });

  const senders: Readonly<Record<string, (body: () => void) => unknown>> = { 'a process': (body) => spawn(body), 'a task, whose answer follows on the same way': (body) => Task.async(body) };
  for (const [who, begin] of Object.entries(senders)) {
    it(`lets a message of ${who} come late that another has overtaken on its way over a third process`, async () => {
      function* triangle(): Generator<unknown, string> {
        const me = self();
        const friend = spawn(function* () {
          yield* receive('go');
          send(me, 'by the friend');
        });
        begin(() => {
          send(me, 'at once');
          send(friend, 'go');
        });
        return yield* receive(P.string);
      }
      expect(await resultsOf(triangle)).to.deep.equal(["'at once'", "'by the friend'"]);
      expect(await resultsOf(triangle, { delivery: 'instant' })).to.deep.equal(["'at once'"]);
    });
  }

  it('takes no answer in transit for a circle of calls', async () => {
    @Process()
    class Asker {
      @Call(['ask', P.pid])
      *ask([, other]: ['ask', Pid]): Generator<unknown, unknown> {
        return yield* call(other, ['answer and ask', self()]);
      }
      @Call(['answer and ask', P.pid])
      *answerAndAsk([, other]: ['answer and ask', Pid], from: From): Generator<unknown, unknown> {
        reply(from, 'answered');
        this.heard = yield* call(other, 'question');
        return noReply;
      }
      @Call('question') question(): string {
        return 'asked back';
      }
      @Call('what was heard') tell(_: 'what was heard'): unknown {
        return this.heard;
      }
      private heard: unknown;
    }
    function* backAndForth(): Generator<unknown, unknown> {
      const [first, second] = [spawn(Asker), spawn(Asker)];
      return [yield* call(first, ['ask', second]), yield* call(second, 'what was heard')];
    }
    expect(await resultsOf(backAndForth)).to.deep.equal(["['answered', 'asked back']"]);
  });

  it('lets a process end before or after a signal arrives', async () => {
    const reasons = await resultsOf(function* () {
      const [pid, ref] = spawnMonitor(() => exit('done'));
      Process.exit(pid, 'stop');
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
      return reason;
    });
    expect(reasons).to.deep.equal(["'done'", "'stop'"]);
  });

  it('tries both a message and the timeout that looks for it', async () => {
    const seen = await resultsOf(function* () {
      const me = self();
      spawn(() => send(me, 'here'));
      yield;
      return yield* receive(on('here', () => 'message'), after(0, () => 'timeout'));
    });
    expect(seen).to.deep.equal(["'message'", "'timeout'"]);
  });

  describe('with time', () => {
    function* slow(): Generator<unknown, string> {
      const me = self();
      spawn(function* () {
        yield;
        send(me, 'reply');
      });
      return yield* receive(on('reply', () => 'reply'), after(100, () => 'timeout'));
    }

    it('lets it pass only when nobody can go on', async () => {
      expect(await resultsOf(slow)).to.deep.equal(["'reply'"]);
    });

    it('lets it pass at any step when it races', async () => {
      expect(await resultsOf(slow, { time: 'races' })).to.deep.equal(["'reply'", "'timeout'"]);
    });

    it('has the timers of two instants come in their order', async () => {
      function* twice(): Generator<unknown, string[]> {
        Process.sendAfter(self(), 'later', 20);
        Process.sendAfter(self(), 'sooner', 10);
        return [yield* receive(P.string), yield* receive(P.string)];
      }
      expect(await resultsOf(twice)).to.deep.equal(["['sooner', 'later']"]);
    });

    it('has the timers of one instant come in every order', async () => {
      const orders = await resultsOf(function* () {
        for (const name of ['x', 'y']) Process.sendAfter(self(), name, 10);
        return (yield* receive(P.string)) + (yield* receive(P.string));
      });
      expect(orders).to.deep.equal(["'xy'", "'yx'"]);
    });
  });

  describe('with chaos', () => {
    function* careful(): Generator<unknown, unknown> {
      const [, ref] = spawnMonitor(function* worker() {
        yield;
        exit('done');
      });
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', P.any, P.any]);
      return reason;
    }

    it('ends a process from nowhere at each step', async () => {
      expect(await resultsOf(careful, { chaos: { kill: 1 } })).to.deep.equal(["'done'", "'killed'"]);
    });

    it('ends nobody unless asked', async () => {
      expect(await resultsOf(careful)).to.deep.equal(["'done'"]);
    });

    it('leaves it to chance with a strategy of chance', async () => {
      expect(await resultsOf(careful, { strategy: 'random', schedules: 300, chaos: { kill: 0.3 } })).to.include("'killed'");
    });
  });

  it('is not complete where a schedule was cut off by the number of its steps', async () => {
    const { isComplete, outcomes: found } = await outcomes(
      function* () {
        const stops = spawn(function* () {
          while ((yield* receive(on('stop', () => true), after(0, () => false))) === false);
          send(me, 'done');
        });
        const me = self();
        spawn(() => send(stops, 'stop'));
        return yield* receive(P.string);
      },
      { maxSteps: 60 },
    );
    expect([...found.keys()]).to.have.members(["'done'", 'livelock']);
    expect(isComplete).to.equal(false);
  });

  it('gives classes their services, new ones for each schedule', async () => {
    @injectable()
    class Counter {
      count = 0;
    }
    @Process()
    class Till {
      constructor(private readonly counter: Counter) {}
      @Call(['next']) next(_: ['next']): number {
        return ++this.counter.count;
      }
    }
    const results = await resultsOf(
      function* () {
        const [one, two] = [spawn(Till), spawn(Till)];
        return (yield* call(one, ['next'])) + (yield* call(two, ['next']));
      },
      { modules: () => [new ContainerModule(({ bind }) => void bind(Counter).toSelf().inSingletonScope())] },
    );
    expect(results).to.deep.equal(['3']);
  });

  it('runs async bodies on virtual time', async () => {
    const results = await resultsOf(async () => {
      const me = self();
      spawn(async () => {
        await Process.sleep(60_000);
        send(me, 'late');
      });
      spawn(async () => {
        await Process.sleep(1_000);
        send(me, 'soon');
      });
      return (await receive(P.string)) + (await receive(P.string));
    });
    expect(results).to.deep.equal(["'soonlate'"]);
  });
});
