import { after, isPid, P, type Pid, Process, Receive, receive, self, send, spawn, spawnLink, startLink, Supervisor } from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';

@Process()
class Clerk {
  private served = 0;

  @Receive(['serve', P.when(isPid)])
  async serve([, customer]: ['serve', Pid]): Promise<void> {
    await Process.sleep(3);
    if (++this.served % 4 === 0) throw new Error('tired');
    send(customer, ['served', this.served]);
  }
}

function* customer(clerks: readonly string[], number: number): Generator<unknown, void> {
  const clerk = clerks[number % clerks.length] ?? 'nobody';
  const pid = Process.whereis(clerk);
  if (pid !== undefined) send(pid, ['serve', self()]);
  const served = yield* receive(['served', P.number], after(20, () => undefined));
  if (served === undefined && number > 0) spawn(customer, clerks, number - 1);
}

/** The trace of a program with a bit of everything: classes, generators, async bodies, timers, crashes, links, a supervisor. */
export async function townTrace(seed: number): Promise<string> {
  const runtime = await TestRuntime.start({ seed, trace: true });
  const clerks = ['left', 'right'];
  await runtime.run(async () => {
    await Supervisor.start(clerks.map((name) => ({ id: name, start: () => startLink(Clerk, [], { name }) })), { maxRestarts: 100 });
    for (let number = 0; number < 12; number++) spawn(customer, clerks, number);
    spawnLink(async () => {
      for (let round = 0; round < 5; round++) await receive('never', after(7, () => round));
    });
    await Process.sleep(100);
  });
  const { trace } = runtime;
  await runtime.stop({ timeoutMs: 0 });
  return trace;
}
