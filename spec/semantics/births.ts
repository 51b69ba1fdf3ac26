import { Process, spawn, spawnLink, spawnMonitor, stopWith, Task } from '../../lib/index.js';

/** Ends at once. */
@Process({ name: 'passer-by' })
class PasserBy {
  init(): unknown {
    return stopWith('normal');
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
  'Process.spawn of a class with a name': () => Process.spawn(PasserBy, { link: true }),
};

/** The same again and again, as most code is not yet compiled the first time. */
export const rounds = 100;
