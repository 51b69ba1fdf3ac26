/**
 * 14 — asking about processes, and time.
 *
 * Shows:  Process.info with one key and with several; isAlive, list; sleep; sendAfter, readTimer, cancelTimer.
 * Run:    npm run sample 14
 * Prints: waiting in its mailbox: 2
 *         { status: 'waiting', trapExit: false, registeredName: 'idler' }
 *         in the list of processes: true
 *         slept 20 ms or more: true
 *         after 30 ms or more: true, tick
 *         cancelled in time: true
 *         cancelled twice: false
 *         dead, alive: false
 *         dead, info: undefined
 */
import { Process, receive, run, self, send, spawn } from '../lib/index.js';

await run(function* () {
  const idler = spawn(function* () {
    yield* receive('never');
  });
  Process.register(idler, 'idler');
  yield; // the idler runs, and begins to wait
  send(idler, 'one');
  send(idler, 'two');
  yield;
  console.log('waiting in its mailbox:', Process.info(idler, 'messageQueueLen'));
  console.log(Process.info(idler, ['status', 'trapExit', 'registeredName']));
  console.log('in the list of processes:', Process.list().includes(idler));

  let startMs = performance.now();
  yield* Process.sleep(20);
  console.log('slept 20 ms or more:', performance.now() - startMs >= 20);

  startMs = performance.now();
  Process.sendAfter(self(), 'tick', 30);
  const tick = yield* receive('tick');
  console.log(`after 30 ms or more: ${performance.now() - startMs >= 30}, ${tick}`);

  const timer = Process.sendAfter(self(), 'never', 60_000);
  const leftMs = Process.readTimer(timer);
  console.log('cancelled in time:', leftMs !== false && leftMs > 0 && Process.cancelTimer(timer) !== false);
  console.log('cancelled twice:', Process.cancelTimer(timer));

  Process.exit(idler, 'kill');
  console.log('dead, alive:', Process.isAlive(idler));
  console.log('dead, info:', Process.info(idler));
});
