/**
 * 28 — virtual time.
 *
 * Shows:  in a TestRuntime the test decides when time passes: a day of timers takes no time, and nothing is left to luck; a probe is a process that the
 *         test holds in its hands.
 * Run:    npm run sample 28
 * Prints: after 23 h 59 min: nobody has reported
 *         after 24 h: ["report","day 1",1440]
 *         the process ended: shutdown
 */
import { P, Process, Receive, exit, self, send, type Pid } from '../lib/index.js';
import { TestRuntime } from '../lib/testing/index.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Counts the minutes, and reports once a day. */
@Process()
class Watchman {
  #minutes = 0;
  #days = 0;
  #owner: Pid | undefined;

  init(owner: Pid): void {
    this.#owner = owner;
    Process.sendAfter(self(), 'minute', minute);
  }

  @Receive('minute')
  tick(_: 'minute'): void {
    this.#minutes++;
    Process.sendAfter(self(), 'minute', minute);
    if (this.#minutes % 1_440 === 0 && this.#owner !== undefined) send(this.#owner, ['report', `day ${++this.#days}`, this.#minutes]);
  }

  @Receive('go home')
  goHome(_: 'go home'): void {
    exit('shutdown');
  }
}

const runtime = await TestRuntime.start();
const probe = runtime.probe();
const watchman = runtime.spawn(Watchman, probe.pid);

await runtime.advance(day - minute);
console.log(`after 23 h 59 min: ${probe.mailbox.length === 0 ? 'nobody has reported' : 'too early'}`);

await runtime.advance(minute);
console.log(`after 24 h: ${JSON.stringify(await probe.expectMessage(['report', P.string, P.number]))}`);

probe.watch(watchman);
send(watchman, 'go home');
console.log(`the process ended: ${String(await probe.expectDown(watchman))}`);
