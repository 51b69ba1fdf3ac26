/**
 * 16 — gotcha: a process ends when its function does.
 *
 * Shows:  one receive takes one message; what is sent to a dead pid is lost without an error; a loop answers again and again.
 * Run:    npm run sample 16
 * Prints: once: pong
 *         once: no answer
 *         once, alive: false
 *         loop: pong
 *         loop: pong
 *         loop, alive: true
 */
import { after, on, P, Process, receive, run, self, send, spawn, type Pid } from '../lib/index.js';

function* once() {
  const [, caller] = yield* receive(['ping', P.pid]);
  send(caller, 'pong');
} // the end of the function is the end of the process

function* loop(): Generator<unknown, void> {
  while (true) {
    yield* once();
  }
}

function* ping(pid: Pid) {
  send(pid, ['ping', self()]);
  return yield* receive(on('pong', (pong) => pong), after(20, () => 'no answer'));
}

await run(function* () {
  for (const body of [once, loop]) {
    const pid = spawn(body);
    console.log(`${body.name}:`, yield* ping(pid));
    console.log(`${body.name}:`, yield* ping(pid));
    console.log(`${body.name}, alive:`, Process.isAlive(pid));
  }
});
