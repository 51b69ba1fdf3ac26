/**
 * 13 — links and monitors side by side.
 *
 * Shows:  a link goes both ways and spreads the end; a monitor goes one way and only tells of it.
 * Run:    npm run sample 13
 * Prints: the worker crashes
 *           its linked partner is alive: false
 *           its watcher is alive: true, and heard: oops
 *         the other crashes
 *           the worker linked to it is alive: false
 *           the worker it watched is alive: true
 */
import { exit, P, Process, receive, run, self, send, spawn, type Pid } from '../lib/index.js';

/** Ends with the reason it is told. */
function* worker() {
  exit(yield* receive(['end', P.select()]));
}

function* partner(of: Pid) {
  Process.link(of);
  yield* worker();
}

function* watcher(of: Pid, listener: Pid) {
  const ref = Process.monitor(of);
  send(listener, ['ready']);
  send(listener, ['heard', yield* receive(['DOWN', ref, 'process', of, P.select()])]);
  yield* worker();
}

/** A worker with a partner and one with a watcher. */
function* startPairs() {
  const [linked, watched] = [spawn(worker), spawn(worker)];
  const pairs = { linked, watched, partner: spawn(partner, linked), watcher: spawn(watcher, watched, self()) };
  yield* receive(['ready']);
  return pairs;
}

await run(function* () {
  console.log('the worker crashes');
  const first = yield* startPairs();
  send(first.linked, ['end', 'oops']);
  send(first.watched, ['end', 'oops']);
  const [, heard] = yield* receive(['heard', P.any]);
  console.log('  its linked partner is alive:', Process.isAlive(first.partner));
  console.log(`  its watcher is alive: ${Process.isAlive(first.watcher)}, and heard: ${String(heard)}`);

  console.log('the other crashes');
  const second = yield* startPairs();
  Process.exit(second.partner, 'oops');
  Process.exit(second.watcher, 'oops');
  yield* Process.sleep(10);
  console.log('  the worker linked to it is alive:', Process.isAlive(second.linked));
  console.log('  the worker it watched is alive:', Process.isAlive(second.watched));
});
