import { workloads } from './workloads.js';

/**
 * Measures one workload in this process and prints a line of JSON per figure.
 *
 * It is run at full size for a second before: V8 compiles while it runs, and what lasts 50 ms would be measured half-compiled.
 */
const [, , name, size] = process.argv;
const workload = workloads.find((each) => each.name === name);
if (workload === undefined) throw new Error(`no workload is called ${name}; there are ${workloads.map((each) => each.name).join(', ')}`);
const full = size === undefined ? workload.size : Number(size);
const warmUntilMs = performance.now() + 1_000;
while (workload.cold !== true && performance.now() < warmUntilMs) await workload.measure(full);
for (const figure of await workload.measure(full)) {
  const rounded = Object.entries(figure).map(([key, value]) => [key, typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value]);
  console.log(JSON.stringify({ system: 'beamwork', ...Object.fromEntries(rounded) }));
}
process.exit(0);
