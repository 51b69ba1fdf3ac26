import type { Workload } from './measure.js';
import { pingPong, pingPongAsync, pingPongGenerator } from './workloads/ping-pong.js';
import { ring } from './workloads/ring.js';
import { spawnWorkloads } from './workloads/spawn.js';

/** All workloads, in the order in which they are shown. */
export const workloads: readonly Workload[] = [
  pingPong,
  pingPongGenerator,
  pingPongAsync,
  ring,
  ...spawnWorkloads,
];
