/**
 * 08 — the same counter as a class.
 *
 * Shows:  @Process, @Receive; state in fields; init with the arguments of spawn; exit ends it; each process has its own instance.
 * Run:    npm run sample 08
 * Prints: count: 8
 *         the other's count: 100
 *         after the reset: 0
 *         stopped, alive: false
 */
import { exit, P, Process, Receive, receive, run, self, send, spawn, type OpsOf, type Pid } from '../lib/index.js';

@Process()
class Counter {
  #count = 0;

  init(start = 0): void {
    this.#count = start;
  }

  @Receive(['increment', P.number])
  increment([, by]: ['increment', number]): void {
    this.#count += by;
  }

  @Receive(['get', P.pid])
  get([, caller]: ['get', Pid]): void {
    send(caller, ['count', this.#count]);
  }

  @Receive('reset')
  reset(_: 'reset'): void {
    this.#count = 0;
  }

  @Receive('stop')
  stop(_: 'stop'): void {
    exit('normal');
  }
}

function* ask(pid: Pid<OpsOf<Counter>>) {
  send(pid, ['get', self()]);
  const [, count] = yield* receive(['count', P.number]);
  return count;
}

await run(function* () {
  const counter = spawn(Counter);
  const other = spawn(Counter, 100);
  send(counter, ['increment', 5]);
  send(counter, ['increment', 3]);
  console.log('count:', yield* ask(counter));
  console.log("the other's count:", yield* ask(other));

  send(counter, 'reset');
  console.log('after the reset:', yield* ask(counter));

  send(counter, 'stop');
  yield* Process.sleep(10);
  console.log('stopped, alive:', Process.isAlive(counter));
});
