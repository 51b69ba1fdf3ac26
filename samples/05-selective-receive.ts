/**
 * 05 — receive takes what it wants, the rest stays.
 *
 * Shows:  messages that do not match keep their place; a value in a pattern must be met again; the oldest message wins, not the first clause.
 * Run:    npm run sample 05
 * Prints: urgent: fire
 *         answer to my question: 42
 *         oldest first: letter 1
 *         oldest first: letter 2
 */
import { makeRef, on, P, receive, run, self, send } from '../lib/index.js';

await run(function* () {
  const [mine, yours] = [makeRef(), makeRef()];
  send(self(), ['letter', 1]);
  send(self(), ['answer', yours, 7]);
  send(self(), ['answer', mine, 42]);
  send(self(), ['letter', 2]);
  send(self(), ['urgent', 'fire']);

  const [, what] = yield* receive(['urgent', P.string]);
  console.log('urgent:', what);

  const [, , answer] = yield* receive(['answer', mine, P.number]);
  console.log('answer to my question:', answer);

  for (const _ of ['first', 'second']) {
    const oldest = yield* receive(
      on(['letter', 2], () => 'letter 2'),
      on(['letter', P.number], ([, number]) => `letter ${number}`),
    );
    console.log('oldest first:', oldest);
  }
});
