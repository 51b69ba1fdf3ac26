/**
 * 03 — every process has a pid.
 *
 * Shows:  self(); how a pid prints, in a text, in console.log and in JSON; pids are compared with ===.
 * Run:    npm run sample 03
 * Prints: I am #PID<0.100.0>
 *         my child is #PID<0.101.0>
 *         as JSON: {"child":"#PID<0.101.0>"}
 *         the child calls itself #PID<0.101.0>
 *         the same pid: true
 */
import { P, receive, run, self, send, spawn } from '../lib/index.js';

await run(function* () {
  const me = self();
  console.log(`I am ${me}`);

  const child = spawn(() => {
    send(me, ['child', self()]);
  });
  console.log('my child is', child);
  console.log('as JSON:', JSON.stringify({ child }));

  const [, pid] = yield* receive(['child', P.pid]);
  console.log('the child calls itself', pid);
  console.log('the same pid:', pid === child);
});
