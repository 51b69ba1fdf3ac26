import { ignore, KeyRegistry, Process, spawn, spawnLink, spawnMonitor, start, startLink, stopWith, Task, via } from '../../lib/index.js';

/** Ends at once. */
@Process({ name: 'passer-by' })
class PasserBy {
  init(): unknown {
    return stopWith('normal');
  }
}

/** Is not there when its start has come back. */
@Process()
class NeverThere {
  init(): unknown {
    return ignore();
  }
}

/** Every way to make a process whose birth comes with something: a link, a monitor, a name. */
export const births: Readonly<Record<string, () => unknown>> = {
  spawn: () => spawn(() => 'done'),
  spawnLink: () => spawnLink(() => 'done'),
  spawnMonitor: () => spawnMonitor(() => 'done'),
  'Process.spawn': () => Process.spawn(() => 'done', { link: true, monitor: true, priority: 'high' }),
  'Task.async': () => Task.async(() => 'done'),
  'Task.startLink': () => Task.startLink(() => 'done'),
  'spawn of a class with a name': () => spawn(PasserBy),
  start: () => start(NeverThere),
  startLink: () => startLink(NeverThere),
  'startLink with a key': () => startLink(NeverThere, [], { via: via('keys', 'passer-by') }),
  'startLink with a name': () => startLink(NeverThere, [], { name: 'passer-by' }),
  'Process.spawn of a class with a name': () => Process.spawn(PasserBy, { link: true }),
};

/** The registry of the key. */
export function* openRegistry(): Generator<unknown, void> {
  if (Process.whereis('keys') === undefined) yield* KeyRegistry.start({ keys: 'unique', name: 'keys' });
}

/** Takes what a birth waits for, where it does. */
export function* taken(born: unknown): Generator<unknown, void> {
  if (typeof born === 'object' && born !== null && Symbol.iterator in born && !Array.isArray(born)) yield* born as Iterable<unknown>;
}

/** The same again and again, as most code is not yet compiled the first time. */
export const rounds = 100;
