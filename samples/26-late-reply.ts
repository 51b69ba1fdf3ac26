/**
 * 26 — an answer that comes later.
 *
 * Shows:  a @Call handler that returns noReply keeps its from and answers by reply when it can, while the server takes other messages; a call that has given
 *         up hears nothing of an answer that comes too late.
 * Run:    npm run sample 26
 * Prints: guests wait: 2
 *         Ada eats soup
 *         Bob gave up: timeout
 *         nothing in the mailbox: 0
 */
import { Call, call, Cast, cast, type From, noReply, type NoReply, P, type Pid, Process, ProcessExit, receive, reply, run, self, send, spawn, start } from '../lib/index.js';

@Process()
class Kitchen {
  private readonly guests: From<string>[] = [];

  @Call(['order'])
  order(_: ['order'], from: From<string>): NoReply {
    this.guests.push(from);
    return noReply;
  }

  @Call(['guests'])
  count(_: ['guests']): number {
    return this.guests.length;
  }

  @Cast(['cooked', P.string])
  cooked([, dish]: ['cooked', string]): void {
    const guest = this.guests.shift();
    if (guest !== undefined) reply(guest, dish);
  }
}

await run(function* () {
  const kitchen = yield* start(Kitchen);
  const me: Pid = self();

  spawn(function* () {
    send(me, `Ada eats ${yield* call(kitchen, ['order'])}`);
  });
  spawn(function* () {
    try {
      yield* call(kitchen, ['order'], 20);
    } catch (failure) {
      if (failure instanceof ProcessExit && Array.isArray(failure.reason)) send(me, `Bob gave up: ${failure.reason[0]}`);
    }
    cast(kitchen, ['cooked', 'cake']);
    yield* call(kitchen, ['guests']);
    send(me, `nothing in the mailbox: ${Process.info(self(), 'messageQueueLen')}`);
  });
  yield;

  console.log('guests wait:', yield* call(kitchen, ['guests']));
  cast(kitchen, ['cooked', 'soup']);
  for (let told = 0; told < 3; told++) console.log(yield* receive(P.string));
});
