import { measureAndPrint } from '../measure.js';
import type { PeerWorkloads } from './actor-workloads.js';

/** Measures one workload of a peer in this process: run-peer.js PEER WORKLOAD SIZE. A line of JSON per figure. */
const [, , peer, name = '', size] = process.argv;
const { workloads }: { workloads: PeerWorkloads } = await import(`./${peer}.js`);
const measure = workloads[name];
if (measure === undefined) throw new Error(`${peer} cannot do ${name}; it can do ${Object.keys(workloads).join(', ')}`);
await measureAndPrint({ name, size: Number(size), measure, cold: name.startsWith('idle') }, Number(size));
process.exit(0);
