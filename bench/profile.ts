import { Session } from 'node:inspector/promises';
import { basename, dirname } from 'node:path';
import type { Workload } from './measure.js';

/** What a function costs itself, without those that it calls. */
interface Cost {
  readonly name: string;
  readonly cost: number;
}

/** What is less than this part of all is left out. */
const leastPart = 0.005;

/**
 * Runs a workload under V8's sampling profiler and prints where the time of one message, process or call goes.
 *
 * A function that V8 has put into another counts with that one. The profiler itself makes everything some tenths slower.
 */
export async function profileTime(workload: Workload, size: number): Promise<void> {
  const session = new Session();
  session.connect();
  for (const end = performance.now() + 1_000; performance.now() < end; ) await workload.measure(size);
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  let runs = 0;
  for (const end = performance.now() + 3_000; performance.now() < end; runs++) await workload.measure(size);
  const { profile } = await session.post('Profiler.stop');
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const sampled = (profile.samples ?? []).map((id, index): Cost => ({ name: names.get(id) ?? '', cost: ((profile.timeDeltas?.[index] ?? 0) * 1e3) / (runs * size) }));
  show(sampled.filter(({ name }) => name !== '(idle)'), 'ns');
}

/**
 * Runs a workload under V8's sampling heap profiler and prints who allocated the bytes that are still held by each of its
 * processes afterwards.
 */
export async function profileBytes(workload: Workload, size: number): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.enable');
  await session.post('HeapProfiler.startSampling', { samplingInterval: 4_096 });
  await workload.measure(size);
  await session.post('HeapProfiler.collectGarbage');
  const { profile } = await session.post('HeapProfiler.stopSampling');
  const costs: Cost[] = [];
  const visit = ({ callFrame, selfSize, children }: typeof profile.head): void => {
    costs.push({ name: placeOf(callFrame), cost: selfSize / size });
    children.forEach(visit);
  };
  visit(profile.head);
  show(costs, 'B');
}

/** `deliver (runtime/mailbox.js:12)`: no more of a path than tells files apart. */
function placeOf({ functionName, url, lineNumber }: { functionName: string; url: string; lineNumber: number }): string {
  const name = functionName === '' ? 'anonymous' : functionName;
  return url === '' ? name : `${name} (${basename(dirname(url))}/${basename(url)}:${lineNumber + 1})`;
}

function show(costs: readonly Cost[], unit: string): void {
  const byName = new Map<string, number>();
  for (const { name, cost } of costs) byName.set(name, (byName.get(name) ?? 0) + cost);
  const total = costs.reduce((sum, { cost }) => sum + cost, 0);
  const largest = [...byName].filter(([, cost]) => cost >= total * leastPart).sort(([, a], [, b]) => b - a);
  console.table(Object.fromEntries(largest.map(([name, cost]) => [name, { [unit]: Number(cost.toFixed(1)), part: `${((cost / total) * 100).toFixed(1)} %` }])));
  console.log(`${total.toFixed(1)} ${unit} in all`);
}
