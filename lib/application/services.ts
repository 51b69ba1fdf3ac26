import type { Container } from 'inversify';
import { Groups } from '../behaviours/groups.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { Lifecycle } from '../services/lifecycle.js';
import { Linker } from '../services/linker.js';
import { Monitor } from '../services/monitor.js';
import { Registry } from '../services/registry.js';
import { Scheduler } from '../services/scheduler.js';
import type { StreamingService } from '../services/service.js';
import { Timers } from '../services/timers.js';

const services = [Lifecycle, Linker, Monitor, Registry, Scheduler, Timers];

/** Binds the services of a runtime, one of each. */
export function bindServices(container: Container): void {
  for (const service of services) container.bind<StreamingService>(service).to(service).inSingletonScope();
  container.bind(Groups).toResolvedValue((state: RuntimeState) => new Groups(state), [RuntimeState]).inSingletonScope();
}

/** The services of a runtime, to be ended with it. */
export function streamingServices(container: Container): StreamingService[] {
  return services.map((service) => container.get<StreamingService>(service));
}
