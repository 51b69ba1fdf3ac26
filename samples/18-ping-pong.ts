/**
 * 18 — exercise: ping and pong.
 *
 * Shows:  two processes that answer each other, and one that waits for both to be done.
 * Run:    npm run sample 18
 * Prints: ping 1
 *         pong 1
 *         ping 2
 *         pong 2
 *         ping 3
 *         pong 3
 *         both done
 */
import { exit, P, Process, Receive, receive, run, self, send, spawn, spawnMonitor, type Pid } from '../lib/index.js';

@Process()
class Pong {
  @Receive(['ping', P.number, P.pid])
  ping([, round, caller]: ['ping', number, Pid<['pong', number]>]): void {
    console.log('ping', round);
    send(caller, ['pong', round]);
  }

  @Receive('stop')
  stop(_: 'stop'): void {
    exit('normal');
  }
}

function* ping(rounds: number) {
  const pong = spawn(Pong);
  for (let round = 1; round <= rounds; round++) {
    send(pong, ['ping', round, self()]);
    yield* receive(['pong', round]);
    console.log('pong', round);
  }
  const ref = Process.monitor(pong);
  send(pong, 'stop');
  yield* receive(['DOWN', ref, 'process', pong, 'normal']);
}

await run(function* () {
  const [pid, ref] = spawnMonitor(ping, 3);
  yield* receive(['DOWN', ref, 'process', pid, P.any]);
  console.log('both done');
});
