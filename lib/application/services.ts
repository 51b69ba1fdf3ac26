import { Container } from 'inversify';
import { Groups } from '../behaviours/groups.js';
import { Clock } from '../kernel/clock.js';
import { Host } from '../runtime/host.js';
import { Logger } from '../runtime/logger.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import { Lifecycle } from '../services/lifecycle.js';
import { Linker } from '../services/linker.js';
import { Monitor } from '../services/monitor.js';
import { Registry } from '../services/registry.js';
import { Scheduler } from '../services/scheduler.js';
import type { StreamingService } from '../services/service.js';
import { Timers } from '../services/timers.js';

const services = [Lifecycle, Linker, Monitor, Registry, Scheduler, Timers];

/** Binds what every runtime has in its container: the container itself, the state, the ports, and the services, one of each. */
export function bindServices(container: Container, state: RuntimeState): void {
  container.bind(Container).toConstantValue(container);
  container.bind(RuntimeState).toConstantValue(state);
  container.bind(Clock).toConstantValue(state.clock);
  container.bind(Host).toConstantValue(state.host);
  container.bind(Logger).toConstantValue(state.logger);
  for (const service of services) container.bind<StreamingService>(service).to(service).inSingletonScope();
  container.bind(Groups).toResolvedValue(() => new Groups(state)).inSingletonScope();
}

/** The services of a runtime, to be ended with it. */
export function streamingServices(container: Container): StreamingService[] {
  return services.map((service) => container.get<StreamingService>(service));
}
