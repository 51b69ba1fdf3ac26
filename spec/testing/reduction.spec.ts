import { expect } from 'chai';
import { after, Call, call, isPid, on, type Pid, P, Process, receive, self, send, spawn, spawnMonitor, start, Task } from '../../lib/index.js';
import { outcomes, type ExploreOptions } from '../../lib/testing/index.js';
import { randomProgram, scenarioOf } from './random-program.js';

const programs = 30;
const most = 2_000;

@Process()
class Echo {
  @Call(P.string) echo(text: string): string {
    return text;
  }
}

describe('Leaving orders out', () => {
  for (const [title, options] of Object.entries<ExploreOptions>({
    'with delays': {},
    'without delays': { delivery: 'instant' },
    'with a kill': { chaos: { kill: 1 } },
  })) {
    it(`loses no result of a random program, ${title}`, async () => {
      let [complete, all, reduced] = [0, 0, 0];
      for (let seed = 1; seed <= programs; seed++) {
        const scenario = scenarioOf(randomProgram(seed));
        const some = await outcomes(scenario, { ...options, schedules: 50_000 });
        const every = await outcomes(scenario, { ...options, schedules: most, reduction: false });
        expect(some.isComplete, `seed ${seed}`).to.equal(true);
        expect([...some.outcomes.keys()], `seed ${seed}`).to.include.members([...every.outcomes.keys()]);
        if (!every.isComplete) continue;
        expect(every.outcomes.size, `seed ${seed}`).to.equal(some.outcomes.size);
        complete++;
        all += every.schedules;
        reduced += some.schedules;
      }
      expect(complete).to.be.above(0);
      expect(all).to.be.above(reduced * 2);
    }).timeout(60_000);
  }

  /** Bodies that each get the pids of all, and a place of their own for what they see. */
  type Part = (pids: readonly Pid[], see: (what: string, seen: unknown) => void) => Generator<unknown, void> | Promise<void>;
  const together = (...parts: readonly Part[]) =>
    function* () {
      const all = parts.map((): Record<string, unknown> => ({}));
      const pids: Pid[] = [];
      parts.forEach((part, index) => pids.push(spawn(() => part(pids, (what, seen) => Object.assign(all[index] ?? {}, { [what]: seen })))));
      yield* Process.sleep(1_000);
      // Where time races, others may not have done all they do: this asks for both orders.
      Process.list();
      return all.map((each) => ({ ...each }));
    };
  function* killsTheFirst([first]: readonly Pid[]): Generator<unknown, void> {
    if (first !== undefined) Process.exit(first, 'kill');
  }
  const answersWith = (text: string) =>
    function* (): Generator<unknown, void> {
      send(yield* receive(P.reference), text);
    };
  function* namesItself(): Generator<unknown, void> {
    Process.register(self(), 'third');
    yield;
  }
  const programsWithARace: Readonly<Record<string, readonly Part[]>> = {
    'a message to oneself beside that of another': [
      function* (_, see) {
        send(self(), 'own');
        see('first', yield* receive(P.string));
      },
      function* ([first]) {
        if (first !== undefined) send(first, "another's");
      },
    ],
    'a message of a child beside one that was there before its parent began': [
      function* ([, second]) {
        if (second !== undefined) send(second, "another's");
      },
      function* (_, see) {
        const own = self();
        spawn(() => send(own, 'of a child'));
        see('first', yield* receive(P.string));
      },
    ],
    'an end by a child beside a message that was there before': [
      function* ([, second]) {
        if (second !== undefined) send(second, "another's");
      },
      function* (_, see) {
        const own = self();
        spawn(() => Process.exit(own, 'kill'));
        see('first', yield* receive(P.string));
      },
    ],
    'a message that was there before the last look, beside one of a child': [
      function* ([, second]) {
        if (second !== undefined) send(second, "another's");
      },
      function* (_, see) {
        const own = self();
        yield;
        spawn(() => send(own, 'of a child'));
        see('first', yield* receive(P.string));
      },
    ],
    'what a task sends beside what comes of it, and its answer': [
      function* ([, second], see) {
        const own = self();
        if (second === undefined) return;
        Task.async(function* () {
          send(second, 'on');
          yield;
          send(own, 'straight');
        });
        see('first', yield* receive(P.string));
      },
      function* ([first]) {
        yield* receive('on');
        if (first !== undefined) send(first, 'by way of the second');
      },
    ],
    'two answers through an alias that takes one': [
      function* ([, second, third], see) {
        const alias = Process.alias({ reply: true });
        for (const other of [second, third]) if (other !== undefined) send(other, alias);
        see('first', yield* receive(P.string));
      },
      answersWith('two'),
      answersWith('three'),
    ],
    'the end of a caller beside its answer': [
      function* (_, see) {
        const answer = yield* call(spawn(Echo), 'hello');
        see('answer', answer);
      },
      function* ([first]) {
        if (first !== undefined) Process.exit(first, 'enough');
      },
    ],
    'the end of a starter beside the start': [
      function* (_, see) {
        yield* start(Echo);
        see('it', 'goes on');
      },
      function* ([first]) {
        if (first !== undefined) Process.exit(first, 'enough');
      },
    ],
    'an exit signal by an alias beside the end of the alias': [
      function* ([, second], see) {
        const alias = Process.alias();
        if (second !== undefined) send(second, alias);
        yield* receive('go');
        Process.unalias(alias);
        see('it', 'goes on');
      },
      function* () {
        Process.exit(yield* receive(P.reference), 'enough');
      },
      function* ([first]) {
        if (first !== undefined) send(first, 'go');
      },
    ],
    'an answer of async code, after an await of something else, beside the end of the alias': [
      function* ([, second], see) {
        const alias = Process.alias();
        if (second !== undefined) send(second, alias);
        yield;
        Process.unalias(alias);
        see('it', yield* receive(on(P.string, (text) => text), after(0, () => 'nothing')));
      },
      async () => {
        const alias = await receive(P.reference);
        await Promise.resolve();
        send(alias, 'an answer');
      },
    ],
    'an answer beside the end of who is watched by the same alias': [
      function* ([, second, third], see) {
        if (second === undefined || third === undefined) return;
        const ref = Process.monitor(second, { alias: 'reply_demonitor' });
        send(third, ref);
        send(second, ref);
        see('first', yield* receive(on(P.string, (text) => text), on(['DOWN', ref, 'process', P.any, P.any], () => 'down')));
      },
      function* () {
        yield* receive(P.reference);
      },
      answersWith('three'),
    ],
    'a priority message of a monitor beside an ordinary one': [
      function* ([, second], see) {
        if (second !== undefined) Process.monitor(second, { priority: true });
        const first = yield* receive(P.any);
        see('first', Array.isArray(first) ? first[4] : first);
      },
      function* ([first]) {
        if (first !== undefined) send(first, 'ordinary');
      },
    ],
    'a priority message of a link beside an ordinary one': [
      function* ([, second], see) {
        Process.flag('trapExit', true);
        if (second !== undefined) Process.link(second, { priority: true });
        const first = yield* receive(P.any);
        see('first', Array.isArray(first) ? first[2] : first);
      },
      function* ([first]) {
        if (first !== undefined) send(first, 'ordinary');
      },
    ],
    'a monitor of an async body that ends at once': [
      async () => {},
      function* ([first], see) {
        if (first === undefined) return;
        const ref = Process.monitor(first);
        see('down', (yield* receive(['DOWN', ref, 'process', P.any, P.any]))[4]);
      },
    ],
    'a link to an async body that ends at once': [
      async () => {},
      function* ([first], see) {
        Process.flag('trapExit', true);
        if (first === undefined) return;
        Process.link(first);
        see('exit', (yield* receive(['EXIT', first, P.any]))[2]);
      },
    ],
    'a look at a name by who has begun what gives it, after a message that was there before': [
      function* ([, second]) {
        if (second !== undefined) send(second, 'go');
      },
      function* (_, see) {
        spawn(namesItself);
        yield* receive('go');
        see('third', isPid(Process.whereis('third')));
      },
    ],
    'a look at a name by who is killed': [
      function* (_, see) {
        see('third', isPid(Process.whereis('third')));
        yield;
        see('end', 'reached');
      },
      killsTheFirst,
      namesItself,
    ],
    'a monitor of a newborn by who is ended': [
      function* (_, see) {
        spawnMonitor(() => {});
        see('down', (yield* receive(['DOWN', P.reference, 'process', P.any, P.any]))[4]);
      },
      killsTheFirst,
    ],
    'a name that is given to who is killed': [
      function* () {},
      function* ([first], see) {
        if (first === undefined) return;
        Process.exit(first, 'kill');
        if (Process.isAlive(self())) see('named', registers(first));
      },
      function* (_, see) {
        see('first', isPid(Process.whereis('first')));
      },
    ],
  };
  for (const [what, parts] of Object.entries(programsWithARace)) {
    for (const [where, options] of Object.entries<ExploreOptions>({
      'messages are delayed': {},
      'messages are instant': { delivery: 'instant' },
      'time races': { time: 'races' },
    })) {
      it(`loses no result of ${what}, where ${where}`, async () => {
        const some = await outcomes(together(...parts), options);
        const every = await outcomes(together(...parts), { ...options, schedules: 200_000, reduction: false });
        expect([some.isComplete, every.isComplete]).to.deep.equal([true, true]);
        expect([...some.outcomes.keys()]).to.have.members([...every.outcomes.keys()]);
        expect(some.outcomes.size).to.be.above(1);
      });
    }
  }
});

function registers(pid: Pid): boolean {
  try {
    return Process.register(pid, 'first');
  } catch {
    return false;
  }
}
