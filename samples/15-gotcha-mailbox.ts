/**
 * 15 — gotcha: messages that nobody receives pile up.
 *
 * Shows:  a mailbox that grows, seen with Process.info; a last clause for everything else, and the option unmatched of a class, that keep it empty.
 * Run:    npm run sample 15
 * Prints: thorough did not expect [ 'hello', 1 ]
 *         thorough did not expect [ 'hello', 2 ]
 *         thorough did not expect [ 'hello', 3 ]
 *         picky: 3 unread, the oldest is [ 'hello', 1 ]
 *         thorough: 0 unread
 *         tidy: 0 unread
 */
import { on, P, Process, Receive, receive, run, send, spawn, type Pid } from '../lib/index.js';

function* picky() {
  yield* receive('only this');
}

function* thorough(): Generator<unknown, void> {
  while (true) {
    yield* receive(
      on('only this', () => 'done'),
      on(P.any, (message) => console.log('thorough did not expect', message)),
    );
  }
}

@Process({ unmatched: 'drop' })
class Tidy {
  @Receive('only this')
  only(_: 'only this'): void {}
}

function greet(pid: Pid): void {
  for (const number of [1, 2, 3]) send(pid, ['hello', number]);
}

await run(function* () {
  const pids = { picky: spawn(picky), thorough: spawn(thorough), tidy: spawn(Tidy) };
  for (const pid of Object.values(pids)) greet(pid);
  yield* Process.sleep(10);

  const info = Process.info(pids.picky, ['messageQueueLen', 'messages']);
  console.log(`picky: ${info?.messageQueueLen} unread, the oldest is`, info?.messages[0]);
  console.log('thorough:', Process.info(pids.thorough, 'messageQueueLen'), 'unread');
  console.log('tidy:', Process.info(pids.tidy, 'messageQueueLen'), 'unread');
});
