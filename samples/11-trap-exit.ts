/**
 * 11 — a process that hears of the end of others instead of sharing it.
 *
 * Shows:  Process.flag('trapExit', true) turns exit signals into messages ['EXIT', pid, reason]; the start of every supervisor.
 * Run:    npm run sample 11
 * Prints: trapped before: false
 *         [ 'EXIT', #PID<0.101.0>, 'oops' ]
 *         restarted
 *         [ 'EXIT', #PID<0.102.0>, 'normal' ]
 *         still alive: true
 */
import { exit, P, Process, receive, run, self, spawnLink } from '../lib/index.js';

await run(function* () {
  console.log('trapped before:', Process.flag('trapExit', true));

  const child = spawnLink(() => exit('oops'));
  console.log(yield* receive(['EXIT', child, P.any]));

  const next = spawnLink(() => console.log('restarted'));
  console.log(yield* receive(['EXIT', next, P.any]));

  console.log('still alive:', Process.isAlive(self()));
});
