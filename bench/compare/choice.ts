import type { Workload } from '../measure.js';
import { workloads } from '../workloads.js';

/** A workload as it is compared: at several sizes, so that growth shows. */
export interface Compared {
  readonly workload: Workload;
  /** What its size is a number of. */
  readonly counts: string;
  /** From the smallest up; the workload's own size, for which goals are set, is one of them. */
  readonly sizes: readonly number[];
}

/** What is compared, in the order of the report. */
const sizesOf: Readonly<Record<string, readonly [counts: string, ...sizes: number[]]>> = {
  pingpong: ['messages', 1e4, 1e6, 1e7],
  pingpong_generator: ['messages', 1e4, 1e6],
  pingpong_async: ['messages', 1e4, 1e6],
  ring: ['hops', 1e4, 1e6],
  spawn: ['processes', 1e3, 1e5, 1e6],
  spawn_generator: ['processes', 1e3, 1e5],
  spawn_exit: ['processes', 1e3, 1e5],
  call: ['calls', 1e4, 2e5],
  fanin: ['messages', 1e4, 1e6],
  handlers: ['handlers per class', 1, 8, 64],
  idle: ['processes', 1e4, 1e5, 1e6],
  idle_generator: ['processes', 1e4, 1e6],
  selective_ref: ['messages in the mailbox', 0, 1e4, 1e6],
  selective_noref: ['messages in the mailbox', 0, 1e4, 1e6],
  monitors: ['processes', 1e3, 1e5],
  links: ['processes', 1e3, 1e4, 1e5],
  timers: ['timers', 1e4, 1e5],
  bigmsg_5k: ['messages', 1e4, 1e5],
  restarts: ['restarts', 1e3, 1e4],
  dynamic_children: ['children', 1e4, 1e5],
  idle_supervised: ['processes', 1e4, 1e5],
  fairness: ['messages under way', 100, 1e4],
};

const all: readonly Compared[] = Object.entries(sizesOf).flatMap(([name, [counts, ...sizes]]) => workloads.filter((workload) => workload.name === name).map((workload) => ({ workload, counts, sizes })));

/**
 * The compared workloads that are wanted.
 *
 * @param only names, or beginnings of names, with commas between; nothing for all of them. A whole name is that one alone.
 * @param quick the smallest size alone.
 */
export function chooseWorkloads(only: string | undefined, quick: boolean): Compared[] {
  const names = all.map(({ workload }) => workload.name);
  const wanted = only?.split(',') ?? names;
  const isMeant = (start: string, name: string): boolean => (names.includes(start) ? name === start : start !== '' && name.startsWith(start));
  const unknown = wanted.filter((start) => !names.some((name) => isMeant(start, name)));
  if (unknown.length > 0) throw new Error(`no workload is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
  const chosen = all.filter(({ workload: { name } }) => wanted.some((start) => isMeant(start, name)));
  return chosen.map((each) => (quick ? { ...each, sizes: each.sizes.slice(0, 1) } : each));
}
