import type { Thread } from './threads.js';

/** How many of the threads are no ends of processes. */
export function livelyCount(threads: readonly Thread[]): number {
  let count = threads.length;
  while (count > 0 && threads[count - 1]?.kind === 'kill') count--;
  return count;
}
