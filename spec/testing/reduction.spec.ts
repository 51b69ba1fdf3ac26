import { expect } from 'chai';
import { isPid, type Pid, P, Process, receive, self, send, spawn, spawnMonitor } from '../../lib/index.js';
import { outcomes, type ExploreOptions } from '../../lib/testing/index.js';
import { randomProgram, scenarioOf } from './random-program.js';

const programs = 30;
const most = 2_000;

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
        const some = await outcomes(scenario, { ...options, schedules: 20_000 });
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
  type Part = (pids: readonly Pid[], see: (what: string, seen: unknown) => void) => Generator<unknown, void>;
  const together = (...parts: readonly Part[]) =>
    function* () {
      const all = parts.map((): Record<string, unknown> => ({}));
      const pids: Pid[] = [];
      parts.forEach((part, index) => pids.push(spawn(() => part(pids, (what, seen) => Object.assign(all[index] ?? {}, { [what]: seen })))));
      yield* Process.sleep(1_000);
      return all;
    };
  function* killsTheFirst([first]: readonly Pid[]): Generator<unknown, void> {
    if (first !== undefined) Process.exit(first, 'kill');
  }
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
    for (const delivery of ['delayed', 'instant'] as const) {
      it(`loses no result of ${what}, where messages are ${delivery}`, async () => {
        const some = await outcomes(together(...parts), { delivery });
        const every = await outcomes(together(...parts), { delivery, reduction: false });
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
