import { Process, receive, send, spawn } from '../../lib/index.js';
import { explore, TestRuntime, type Probe } from '../../lib/testing/index.js';
import type { Mistake, Ways } from './mistake.js';

/** Waits, in a process, for something of the kit to fail. */
function waitFor(work: () => Promise<unknown>, problem: RegExp, remedy: RegExp): Mistake {
  function* mistake(): Generator<unknown, void> {
    yield* Process.wait(work());
  }
  return { prepare: () => mistake, problem, remedy };
}

async function withProbe(act: (probe: Probe) => unknown): Promise<void> {
  const runtime = await TestRuntime.start();
  const probe = runtime.probe();
  await act(probe);
}

let runs = 0;

/** What a test can do wrong, and what it can find. */
export const testingMistakes = {
  BEAMWORK_LIVELOCK: {
    'two processes that never rest': waitFor(
      async () => {
        const runtime = await TestRuntime.start({ maxSlices: 1_000 });
        runtime.spawn(function* restless() {
          for (;;) yield;
        });
        await runtime.settle();
      },
      /^processes ran for 1,000 slices, and virtual time stood still; 1 can go on: #PID<[\d.]+> restless$/,
      /^let one of them wait/,
    ),
  },
  BEAMWORK_NEVER_SO: {
    'a test that waits for what nobody does': waitFor(
      async () => {
        const runtime = await TestRuntime.start();
        runtime.spawn(function* idle() {
          yield* receive('never');
        });
        await runtime.runUntil(() => false, 5_000);
      },
      /^nobody can run any more, or 5,000 ms have passed, and what the test waits for has not come; alive: #PID<[\d.]+> idle waits for 'never'; its mailbox: empty$/,
      /^look at what each of them waits for/,
    ),
  },
  BEAMWORK_NOT_EXPECTED: {
    'a message where none should be': waitFor(
      () => withProbe((probe) => {
        probe.act(() => send(probe.pid, 'hello'));
        return probe.expectNoMessage();
      }),
      /^the message 'hello' came to the probe; its mailbox: 'hello'$/,
      /^expect it with expectMessage/,
    ),
  },
  BEAMWORK_NOT_RECEIVED: {
    'a message that is a little different': waitFor(
      () => withProbe((probe) => {
        probe.act(() => send(probe.pid, ['price', { cents: 5 }]));
        return probe.expectMessage(['price', { cents: 6 }]);
      }),
      /^no message like \['price', \{ cents: 6 \}\] came to the probe within 100 ms; its mailbox: \['price', \{ cents: 5 \}\]; almost: .*, where \[1\]\.cents should be 6 and is 5$/,
      /^look at who should have sent it/,
    ),
  },
  BEAMWORK_NOT_REPEATABLE: {
    'a scenario that is different each time': waitFor(
      () => explore(function* () {
        if (runs++ === 0) for (const child of ['one', 'two']) spawn(() => child);
        yield;
      }, { reduction: false }),
      /^the scenario did something else when the same schedule was run again: at step \d+ nobody could run who could before$/,
      /^leave out what differs from run to run: .*; give a replay with all the options/,
    ),
  },
} satisfies Record<string, Ways>;
