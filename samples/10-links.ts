/**
 * 10 — linked processes end together.
 *
 * Shows:  spawnLink; an error in a child ends its parent too, with the same reason; the program itself lives on.
 * Run:    npm run sample 10
 * Prints: parent: I start a child
 *         parent ended with: the child fell
 *         an end as planned does not spread, alive: true
 * Logs:   one crash line
 */
import { P, Process, receive, run, spawnLink, spawnMonitor } from '../lib/index.js';

function* parent() {
  console.log('parent: I start a child');
  spawnLink(() => {
    throw new Error('the child fell');
  });
  yield* receive('never');
  console.log('never printed');
}

function* luckyParent() {
  spawnLink(() => 'done');
  yield* receive('never');
}

await run(function* () {
  const [pid, ref] = spawnMonitor(parent);
  const [, , , , error] = yield* receive(['DOWN', ref, 'process', pid, P.instanceOf(Error)]);
  console.log('parent ended with:', error.message);

  const [lucky] = spawnMonitor(luckyParent);
  yield* Process.sleep(10);
  console.log('an end as planned does not spread, alive:', Process.isAlive(lucky));
});
