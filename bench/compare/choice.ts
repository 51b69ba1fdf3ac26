import type { Workload } from '../measure.js';
import { workloads } from '../workloads.js';

/** The workloads that are compared, in the order of the report. */
const compared: readonly string[] = [
  'pingpong',
  'pingpong_generator',
  'pingpong_async',
  'ring',
  'spawn',
  'spawn_generator',
  'call',
  'fanin',
  'idle',
  'idle_generator',
  'selective_ref',
  'selective_noref',
  'monitors',
  'links',
  'timers',
  'bigmsg_5k',
  'restarts',
  'dynamic_children',
];

/**
 * The compared workloads that are wanted.
 *
 * @param only names, or beginnings of names, with commas between; nothing for all of them. A whole name is that one alone.
 */
export function chooseWorkloads(only: string | undefined): Workload[] {
  const known = compared.flatMap((name) => workloads.filter((workload) => workload.name === name));
  if (only === undefined) return known;
  const wanted = only.split(',');
  const chosen = known.filter(({ name }) => wanted.some((start) => (compared.includes(start) ? name === start : name.startsWith(start))));
  if (chosen.length === 0) throw new Error(`no workload is called ${only}; there are ${compared.join(', ')}`);
  return chosen;
}

/** A whole number of an option. */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} was given ${text}; give a whole number above 0`);
  return number;
}

/** The size of a workload; a quick one is large enough to see that it works. */
export function sizeOf({ name, size }: Workload, quick: boolean): number {
  if (!quick) return size;
  return Math.max(name === 'fanin' ? 10 : 1_000, Math.ceil(size / 100));
}
