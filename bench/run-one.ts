import { measureAndPrint } from './measure.js';
import { workloads } from './workloads.js';

/** Measures one workload in this process and prints a line of JSON per figure. */
const [, , name, size] = process.argv;
const workload = workloads.find((each) => each.name === name);
if (workload === undefined) throw new Error(`no workload is called ${name}; there are ${workloads.map((each) => each.name).join(', ')}`);
await measureAndPrint(workload, size === undefined ? workload.size : Number(size));
process.exit(0);
