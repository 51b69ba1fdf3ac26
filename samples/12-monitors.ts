/**
 * 12 — watching a process from afar.
 *
 * Shows:  Process.monitor and the DOWN message; spawnMonitor; noproc for a process that is dead already; demonitor.
 * Run:    npm run sample 12
 * Prints: down: killed
 *         down: [ 'shutdown', 'no more work' ]
 *         down: noproc
 *         called off: true
 *         nothing in the mailbox
 */
import { after, exit, on, P, Process, receive, run, spawn, spawnMonitor } from '../lib/index.js';

function* worker() {
  yield* receive('never');
}

await run(function* () {
  const pid = spawn(worker);
  const ref = Process.monitor(pid);
  Process.exit(pid, 'kill');
  const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
  console.log('down:', reason);

  const [, other] = spawnMonitor(() => exit(['shutdown', 'no more work']));
  console.log('down:', yield* receive(['DOWN', other, 'process', P.pid, P.select()]));

  const late = Process.monitor(pid);
  console.log('down:', yield* receive(['DOWN', late, 'process', pid, P.select()]));

  const [watched, unwanted] = spawnMonitor(worker);
  console.log('called off:', Process.demonitor(unwanted, { flush: true }));
  Process.exit(watched, 'kill');
  console.log(yield* receive(on(P.any, () => 'a message'), after(10, () => 'nothing in the mailbox')));
});
