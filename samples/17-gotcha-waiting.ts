/**
 * 17 — gotcha that is none: receive waits for ever, and costs nothing.
 *
 * Shows:  a process that waits is out of the run queue; it uses no reductions and no CPU, and others run meanwhile.
 * Run:    npm run sample 17
 * Prints: status: waiting
 *         reductions while waiting: 0
 *         1000 processes wait for 200 ms; less than half of that is CPU time: true
 *         and all of them are there when a message comes: 1000
 */
import { Process, receive, run, self, send, spawn, type Pid } from '../lib/index.js';

function* waiter(parent: Pid) {
  yield* receive('wake up');
  send(parent, 'awake');
}

await run(function* () {
  const pids = Array.from({ length: 1_000 }, () => spawn(waiter, self()));
  const [first = self()] = pids;
  yield* Process.sleep(50);
  console.log('status:', Process.info(first, 'status'));

  const before = { reductions: Process.info(first, 'reductions') ?? 0, cpu: process.cpuUsage() };
  yield* Process.sleep(200);
  const { user, system } = process.cpuUsage(before.cpu);
  console.log('reductions while waiting:', (Process.info(first, 'reductions') ?? 0) - before.reductions);
  console.log('1000 processes wait for 200 ms; less than half of that is CPU time:', (user + system) / 1_000 < 100);

  let awake = 0;
  for (const pid of pids) send(pid, 'wake up');
  while (awake < pids.length) {
    yield* receive('awake');
    awake++;
  }
  console.log('and all of them are there when a message comes:', awake);
});
