/**
 * 01 — a process is a function that runs by itself.
 *
 * Shows:  spawn/1; the new process runs after its maker; it is dead once its function has returned.
 * Run:    npm run sample 01
 * Prints: spawned, alive: true
 *         hello from a process
 *         returned, alive: false
 */
import { Process, run, spawn } from '../lib/index.js';

await run(function* () {
  const pid = spawn(() => console.log('hello from a process'));
  console.log('spawned, alive:', Process.isAlive(pid));

  yield* Process.sleep(10); // meanwhile, the other process runs
  console.log('returned, alive:', Process.isAlive(pid));
});
