/**
 * 21 — a large value for many readers, without copies.
 *
 * Shows:  share freezes a value for good, all that is inside too; then it travels by reference, as large binaries do on the BEAM.
 * Run:    npm run sample 21
 * Prints: the same table for 3 readers: true
 *         nobody can change it: TypeError
 *         a plain table is copied: true
 */
import { isShared, P, receive, run, self, send, share, spawn } from '../lib/index.js';

const rates = share({ eur: { usd: 1.08, jpy: 162.5 } });
const plain = { eur: { usd: 1.08 } };

await run(function* () {
  const parent = self();
  const readers = Array.from({ length: 3 }, () =>
    spawn(function* () {
      const table = yield* receive({ eur: { usd: P.number } });
      send(parent, ['same', table.eur === rates.eur && isShared(table)]);
    }),
  );
  for (const reader of readers) send(reader, rates);
  let same = true;
  for (const _ of readers) same &&= yield* receive(['same', P.select(P.boolean)]);
  console.log('the same table for 3 readers:', same);

  try {
    rates.eur.usd = 2;
  } catch (error) {
    console.log('nobody can change it:', error instanceof Error ? error.name : error);
  }

  send(self(), plain);
  const copy = yield* receive({ eur: { usd: P.number } });
  console.log('a plain table is copied:', copy !== plain && copy.eur !== plain.eur);
});
