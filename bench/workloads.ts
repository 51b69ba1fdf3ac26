import { withInlining, type Workload } from './measure.js';
import { bigMessages } from './workloads/big-message.js';
import { linkChains, monitors } from './workloads/endings.js';
import { fairness } from './workloads/fairness.js';
import { fanIn } from './workloads/fan-in.js';
import { handlers } from './workloads/handlers.js';
import { idleWorkloads } from './workloads/idle.js';
import { pauses } from './workloads/pauses.js';
import { pingPong, pingPongAsync, pingPongGenerator } from './workloads/ping-pong.js';
import { calls, selectiveWorkloads } from './workloads/request.js';
import { ring } from './workloads/ring.js';
import { spawnWorkloads } from './workloads/spawn.js';
import { dynamicChildren, idleSupervised, restarts } from './workloads/supervision.js';
import { exploredSchedules, seededSteps } from './workloads/testing.js';
import { timers } from './workloads/timers.js';

/** All workloads, in the order in which they are shown. */
export const workloads: readonly Workload[] = [
  pingPong,
  pingPongGenerator,
  pingPongAsync,
  ring,
  ...[pingPong, pingPongGenerator, pingPongAsync, ring].map(withInlining),
  ...spawnWorkloads,
  calls,
  fanIn,
  handlers,
  ...idleWorkloads,
  ...selectiveWorkloads,
  monitors,
  ...linkChains,
  timers,
  bigMessages,
  pauses,
  restarts,
  dynamicChildren,
  idleSupervised,
  fairness,
  seededSteps,
  ...exploredSchedules,
];
