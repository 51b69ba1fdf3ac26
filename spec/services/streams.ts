import type { Observable } from 'rxjs';
import { Lifecycle, Linker, Monitor, Registry, Scheduler, Timers, type Pid, type Runtime } from '../../lib/index.js';

/** All streams there are: of a runtime, some of them of one process. */
export const streams: Readonly<Record<string, (runtime: Runtime, pid: Pid) => Observable<unknown>>> = {
  'Lifecycle.events$': (runtime) => runtime.get(Lifecycle).events$,
  'Lifecycle.spawned$': (runtime) => runtime.get(Lifecycle).spawned$,
  'Lifecycle.exited$': (runtime) => runtime.get(Lifecycle).exited$,
  'Lifecycle.crashes$': (runtime) => runtime.get(Lifecycle).crashes$,
  'Linker.events$': (runtime) => runtime.get(Linker).events$,
  'Linker.exit$': (runtime, pid) => runtime.get(Linker).exit$(pid),
  'Monitor.events$': (runtime) => runtime.get(Monitor).events$,
  'Monitor.down$': (runtime, pid) => runtime.get(Monitor).down$(pid),
  'Registry.events$': (runtime) => runtime.get(Registry).events$,
  'Registry.name$': (runtime) => runtime.get(Registry).name$('worker'),
  'Scheduler.long$': (runtime) => runtime.get(Scheduler).long$,
  'Timers.events$': (runtime) => runtime.get(Timers).events$,
};
