import { workloads } from './workloads.js';

/** Measures one workload in this process and prints a line of JSON per figure; a warm-up at a tenth of the size comes first. */
const [, , name, size] = process.argv;
const workload = workloads.find((each) => each.name === name);
if (workload === undefined) throw new Error(`no workload is called ${name}; there are ${workloads.map((each) => each.name).join(', ')}`);
const full = size === undefined ? workload.size : Number(size);
if (workload.cold !== true) await workload.measure(Math.max(100, Math.floor(full / 10)));
for (const figure of await workload.measure(full)) {
  const rounded = Object.entries(figure).map(([key, value]) => [key, typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value]);
  console.log(JSON.stringify({ system: 'beamwork', ...Object.fromEntries(rounded) }));
}
process.exit(0);
