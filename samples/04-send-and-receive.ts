/**
 * 04 — messages, patterns and a timeout.
 *
 * Shows:  send; receive with several patterns; after, for when nothing comes; a process may write to itself.
 * Run:    npm run sample 04
 * Prints: Got greeting: hello
 *         Error: disk full
 *         No message received within 50 ms
 */
import { after, on, P, receive, run, self, send, type Receiving } from '../lib/index.js';

/** Waits for one message, whichever of the two comes first. */
function next(): Receiving<string> {
  return receive(
    on(['greet', P.string], ([, text]) => `Got greeting: ${text}`),
    on(['error', P.select()], (reason) => `Error: ${String(reason)}`),
    after(50, () => 'No message received within 50 ms'),
  );
}

await run(function* () {
  send(self(), ['greet', 'hello']);
  send(self(), ['error', 'disk full']);

  console.log(yield* next());
  console.log(yield* next());
  console.log(yield* next());
});
