import { call, exit, KeyRegistry, makeRef, type Pid, Process, type Reference, self, send, spawn, spawnLink, spawnMonitor } from '../../lib/index.js';
import type { Random } from './random.js';

/** What a process of the soak knows: whom it may meet, and what it has begun. */
export interface Life {
  readonly random: Random;
  /** Somebody, living or dead. */
  readonly anybody: () => Pid;
  /** Starts somebody of any kind. */
  readonly newborn: () => Pid;
  /** A body for somebody new. */
  readonly body: () => () => unknown;
  /** A newborn, to be met by others. */
  readonly met: (pid: Pid) => void;
  /** Starts a supervisor with children, in a process of its own. */
  readonly household: () => Pid;
  readonly monitors: Reference[];
  readonly timers: Reference[];
}

const namesInUse = 64;
const longestTimerMs = 50;
const callTimeoutMs = 5;

/** The registry of the soak, by its name. */
export const keys = 'keys of the soak';

type Deed = (life: Life) => void;

/** All that a process may do with others, one at a time; what is refused for a good reason is borne. */
const deeds: readonly Deed[] = [
  ({ met, newborn }) => met(newborn()),
  ({ met, body }) => met(spawnLink(body())),
  (life) => {
    const [pid, ref] = spawnMonitor(life.body());
    life.met(pid);
    life.monitors.push(ref);
  },
  ({ anybody }) => Process.link(anybody()),
  ({ anybody }) => Process.unlink(anybody()),
  (life) => void life.monitors.push(Process.monitor(life.anybody())),
  (life) => void life.monitors.push(Process.monitor(life.anybody(), { alias: 'demonitor' })),
  ({ random, monitors }) => forget(monitors, random, (ref) => Process.demonitor(ref, ['flush'])),
  ({ random }) => Process.register(self(), `name ${random.below(namesInUse)}`),
  ({ random }) => void Process.whereis(`name ${random.below(namesInUse)}`),
  ({ random }) => Process.unregister(`name ${random.below(namesInUse)}`),
  ({ random, anybody, timers }) => void timers.push(Process.sendAfter(anybody(), 'tick', random.below(longestTimerMs))),
  ({ random, anybody, timers }) => void timers.push(Process.startTimer(anybody(), 'tock', random.below(longestTimerMs))),
  ({ random, timers }) => forget(timers, random, (timer) => Process.cancelTimer(timer)),
  ({ anybody }) => send(anybody(), ['parcel', self(), makeRef(), { deep: [1, 'two', { three: 3n }] }]),
  ({ anybody }) => send(anybody(), ['alias', Process.alias({ reply: true })]),
  ({ anybody }) => send(anybody(), ['alias', Process.alias({ priority: true })]),
  (life) => void life.monitors.push(Process.monitor(life.anybody(), { priority: true })),
  ({ anybody }) =>
    void spawn(function* () {
      yield* call(anybody(), 'ask', callTimeoutMs);
    }),
  ({ met, household }) => met(household()),
  ({ random }) => void KeyRegistry.register(keys, random.below(namesInUse), 'value'),
  ({ random }) => KeyRegistry.unregister(keys, random.below(namesInUse)),
  ({ random }) => Process.flag('trapExit', random.below(2) === 0),
  ({ anybody }) => void Process.exit(anybody(), 'shutdown'),
  ({ anybody }) => void Process.exit(anybody(), 'kill'),
  () => exit('normal'),
  () => exit(['tired', self()]),
  () => {
    throw new Error('a crash of the soak');
  },
];

/** Does one thing at random. */
export function act(life: Life): void {
  const deed = life.random.of(deeds);
  try {
    deed?.(life);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

const refusals = ['BEAMWORK_NOPROC', 'BEAMWORK_NAME_TAKEN', 'BEAMWORK_ALREADY_NAMED', 'BEAMWORK_NAME_NOT_REGISTERED', 'BEAMWORK_UNKNOWN_REGISTRY'];

/** Dead processes cannot be linked, and names are taken: random programs run into that all the time. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && refusals.includes(String(error.code));
}

function forget(refs: Reference[], random: Random, how: (ref: Reference) => unknown): void {
  const [ref] = refs.splice(random.below(refs.length || 1), 1);
  if (ref !== undefined) how(ref);
}
