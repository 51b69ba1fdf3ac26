/**
 * 20 — processes share nothing: messages are copied.
 *
 * Shows:  the receiver changes its own copy; the sender's later changes do not reach it; what cannot be copied is an error that names the place.
 * Run:    npm run sample 20
 * Prints: receiver adds: [ 'milk', 'bread', 'beer' ]
 *         sender still has: [ 'milk', 'bread', 'eggs' ]
 *         a Map, a Date and a class arrive as such: true true 1 + 2i
 *         cannot send: BEAMWORK_UNCOPYABLE
 */
import { BeamworkError, P, receive, run, self, send, spawn } from '../lib/index.js';

class Complex {
  constructor(
    readonly re: number,
    readonly im: number,
  ) {}

  toString(): string {
    return `${this.re} + ${this.im}i`;
  }
}

await run(function* () {
  const parent = self();
  const receiver = spawn(function* () {
    const list = yield* receive(P.array(P.string));
    list.push('beer');
    console.log('receiver adds:', list);
    send(parent, 'done');
  });

  const list = ['milk', 'bread'];
  send(receiver, list);
  list.push('eggs');
  yield* receive('done');
  console.log('sender still has:', list);

  send(self(), [new Map([['a', 1]]), new Date(0), new Complex(1, 2)]);
  const [map, date, complex] = yield* receive([P.instanceOf(Map), P.instanceOf(Date), P.instanceOf(Complex)]);
  console.log(`a Map, a Date and a class arrive as such: ${map.get('a') === 1} ${date.getTime() === 0} ${complex}`);

  try {
    send(self(), { work: { promise: Promise.resolve() } });
  } catch (error) {
    console.log('cannot send:', error instanceof BeamworkError ? error.code : error);
  }
});
