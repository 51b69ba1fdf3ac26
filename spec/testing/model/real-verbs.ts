import { exit, Process, send, spawn, spawnLink, spawnMonitor } from '../../../lib/index.js';
import type { Deeds, Verb } from './deeds.js';
import { bodyOf } from './puppets.js';
import type { World } from './world.js';

/** All but those that only a body can do. */
export type RealVerb = Exclude<Verb, 'receive' | 'return'>;

/** What a puppet does in its own name; gives what the verb gives. */
export type RealVerbs = { readonly [V in RealVerb]: (world: World, args: Deeds[V]) => unknown };

/** The verbs of the package. */
export const packageVerbs: RealVerbs = {
  spawn: (world, { how, as, ref }) => {
    const body = bodyOf(as, world);
    if (how !== 'spawnMonitor') return world.born(as, how === 'spawn' ? spawn(body) : spawnLink(body));
    const [pid, monitor] = spawnMonitor(body);
    return [world.born(as, pid), world.made(ref, monitor)];
  },
  send: (world, { to, message, count }) => {
    const address = to.startsWith('r') ? world.reference(to) : world.address(to);
    for (let each = 0; each < count; each++) send(address, `${message}.${each}`);
    return message;
  },
  link: (world, { pid }) => Process.link(world.pid(pid)),
  unlink: (world, { pid }) => Process.unlink(world.pid(pid)),
  monitor: (world, { to, as, alias }) => world.made(as, Process.monitor(world.address(to), alias === undefined ? {} : { alias })),
  demonitor: (world, { ref, flush, info }) => Process.demonitor(world.reference(ref), { flush, info }),
  alias: (world, { as, reply }) => world.made(as, Process.alias({ reply })),
  unalias: (world, { ref }) => Process.unalias(world.reference(ref)),
  register: (world, { pid, name }) => Process.register(world.pid(pid), name),
  unregister: (_, { name }) => Process.unregister(name),
  whereis: (_, { name }) => Process.whereis(name),
  isAlive: (world, { pid }) => Process.isAlive(world.pid(pid)),
  signal: (world, { to, reason }) => Process.exit(world.pid(to), reason),
  trapExit: (_, { value }) => Process.flag('trapExit', value),
  timer: (world, { to, as, message, ms, wraps }) => {
    const start = wraps ? Process.startTimer : Process.sendAfter;
    return world.made(as, start(world.address(to), message, ms), true);
  },
  cancelTimer: (world, { ref }) => Process.cancelTimer(world.reference(ref)),
  readTimer: (world, { ref }) => Process.readTimer(world.reference(ref)),
  exit: (_, { reason }) => exit(reason),
  throw: (_, { reason }) => {
    throw new Error(reason);
  },
};
