/**
 * 19 — exercise, bonus: ping and pong with a timeout.
 *
 * Shows:  after in a receive and @After on a class, so that neither waits for ever when the other has crashed.
 * Run:    npm run sample 19
 * Prints: pong crashes in round 2
 *           ping: round 1 played
 *           ping: no pong within 50 ms, I stop
 *           alive: ping false, pong false
 *         ping crashes in round 2
 *           ping: round 1 played
 *           pong: no ping within 50 ms, I stop
 *           alive: ping false, pong false
 */
import { After, after, exit, on, P, Process, Receive, receive, run, self, send, spawn, type OpsOf, type Pid } from '../lib/index.js';

type Player = 'ping' | 'pong';

@Process()
class Pong {
  #crashes = false;

  init(crashes: boolean): void {
    this.#crashes = crashes;
  }

  @Receive(['ping', P.number, P.pid])
  ping([, round, caller]: ['ping', number, Pid<['pong', number]>]): void {
    if (this.#crashes && round === 2) exit('crash');
    send(caller, ['pong', round]);
  }

  @After(50)
  lonely(): void {
    console.log('  pong: no ping within 50 ms, I stop');
    exit('normal');
  }
}

function* ping(pong: Pid<OpsOf<Pong>>, crashes: boolean) {
  for (let round = 1; ; round++) {
    if (crashes && round === 2) exit('crash');
    send(pong, ['ping', round, self()]);
    const line = yield* receive(
      on(['pong', round], () => `round ${round} played`),
      after(50, () => 'no pong within 50 ms, I stop'),
    );
    console.log(`  ping: ${line}`);
    if (line.startsWith('no pong')) return;
  }
}

await run(function* () {
  for (const crashing of ['pong', 'ping'] satisfies Player[]) {
    console.log(`${crashing} crashes in round 2`);
    const pong = spawn(Pong, crashing === 'pong');
    const pids = [spawn(ping, pong, crashing === 'ping'), pong];
    for (const ref of pids.map((pid) => Process.monitor(pid))) yield* receive(['DOWN', ref, 'process', P.pid, P.any]);
    const [pingAlive, pongAlive] = pids.map((pid) => Process.isAlive(pid));
    console.log(`  alive: ping ${pingAlive}, pong ${pongAlive}`);
  }
});
