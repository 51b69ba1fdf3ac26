import type { Workload } from './measure.js';
import { pingPong, pingPongAsync, pingPongGenerator } from './workloads/ping-pong.js';
import { ring } from './workloads/ring.js';
import { spawnClass, spawnClassRecommended, spawnGenerator, spawnGeneratorRecommended } from './workloads/spawn.js';

/** All workloads, in the order in which they are shown. */
export const workloads: readonly Workload[] = [
  pingPong,
  pingPongGenerator,
  pingPongAsync,
  ring,
  spawnClass,
  spawnClassRecommended,
  spawnGenerator,
  spawnGeneratorRecommended,
];
