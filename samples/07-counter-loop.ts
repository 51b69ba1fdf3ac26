/**
 * 07 — a counter that is a loop.
 *
 * Shows:  a process keeps its state in a variable of its loop. Elixir writes the loop as a function that calls itself last; a generator says while (true),
 *         as each yield* to itself would be one frame deeper.
 * Run:    npm run sample 07
 * Prints: count: 8
 *         after the reset: 0
 *         stopped, alive: false
 */
import { on, P, Process, receive, run, self, send, spawn, type Pid } from '../lib/index.js';

function* counter(count: number): Generator<unknown, void> {
  let counting = true;
  while (counting) {
    yield* receive(
      on(['increment', P.number], ([, by]) => void (count += by)),
      on(['get', P.pid], ([, caller]) => void send(caller, ['count', count])),
      on('reset', () => void (count = 0)),
      on('stop', () => void (counting = false)),
    );
  }
}

function* ask(pid: Pid) {
  send(pid, ['get', self()]);
  const [, count] = yield* receive(['count', P.number]);
  return count;
}

await run(function* () {
  const pid = spawn(counter, 0);
  send(pid, ['increment', 5]);
  send(pid, ['increment', 3]);
  console.log('count:', yield* ask(pid));

  send(pid, 'reset');
  console.log('after the reset:', yield* ask(pid));

  send(pid, 'stop');
  yield* Process.sleep(10);
  console.log('stopped, alive:', Process.isAlive(pid));
});
