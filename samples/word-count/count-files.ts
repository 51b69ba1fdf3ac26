import { P, receive, self, spawnLink } from '../../lib/index.js';
import { Collector } from './collector.js';
import { totalsPattern, type Totals } from './messages.js';
import { Pool } from './pool.js';
import { Progress } from './progress.js';

/**
 * The body of the process that counts some files. All others are linked to it, or watched by one that is: a mistake in one of them ends the whole count.
 *
 * ```text
 *   Pool ──more──► Reader          Pool ──merge──► Collector ──status──► Progress ──totals──► this process
 *    │ ▲             │
 *    │ └────chunk────┘
 *    └──count──► Counter × 4 ──counted──► Pool
 * ```
 *
 * @param crashEvery every n-th chunk kills its worker; `Infinity` for none.
 * @returns the totals.
 */
export function* countFiles(files: readonly string[], crashEvery: number): Generator<unknown, Totals> {
  const progress = spawnLink(Progress, files.length, self());
  const collector = spawnLink(Collector, files, progress);
  spawnLink(Pool, { files, collector, crashEvery });
  return yield* receive(['totals', P.select(totalsPattern)]);
}
