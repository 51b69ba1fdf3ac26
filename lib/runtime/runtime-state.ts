import type { Clock } from '../kernel/clock.js';
import type { Pid } from '../kernel/pid.js';
import { Reference } from '../kernel/reference.js';
import type { Host } from './host.js';
import type { InstanceFactory } from './instance-factory.js';
import type { Logger } from './logger.js';
import type { ProcessContext } from './process-context.js';
import { ProcessTable } from './process-table.js';
import { busy, ProcessControl } from './process-control.js';
import { Scheduler } from './scheduler.js';
import { Scope } from './scope.js';
import type { Sinks } from './sinks.js';
import { TimerDriver } from './timer-driver.js';

/** What a runtime is made of; `Runtime` fills in the defaults. */
export interface RuntimeParts {
  readonly clock: Clock;
  readonly host: Host;
  readonly logger: Logger;
  /** Who wants to hear what happens; nobody where it is left out. */
  readonly sinks?: Sinks;
  readonly instances: InstanceFactory;
  /** Keeps `self()` right after an `await` of something foreign; see `docs/adr/0002-how-a-body-suspends.md`. */
  readonly context: ProcessContext | undefined;
  /** A slice longer than this is reported on `Scheduler.long$`. */
  readonly longSliceMs: number;
  /** A mailbox longer than this is reported, once per doubling. */
  readonly mailboxLimit: number;
}

/** Pids below it are left to the system, as on the BEAM. */
const firstPidNumber = 100;

/** One runtime: what its processes share. */
export class RuntimeState {
  readonly table = new ProcessTable();
  readonly names = new Map<string, ProcessControl>();
  readonly sinks: Sinks;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly host: Host;
  readonly timers: TimerDriver;
  readonly logger: Logger;
  readonly scope: Scope;
  readonly context: ProcessContext | undefined;
  readonly mailboxLimit: number;
  nextPidNumber = 0;
  stopped = false;
  /** What has streams to end when the runtime has stopped. */
  readonly streams = new Set<{ complete(): void }>();
  /** Stands for the world outside of all processes, where it has to have a pid: the sender of an exit signal. */
  readonly outside: Pid;
  #nextReference = 1;

  constructor(parts: RuntimeParts) {
    this.logger = parts.logger;
    this.sinks = parts.sinks ?? {};
    this.scope = new Scope(parts.instances);
    this.context = parts.context;
    this.mailboxLimit = parts.mailboxLimit;
    this.scheduler = new Scheduler(parts.host, parts.clock, this.sinks, parts.longSliceMs);
    this.clock = parts.clock;
    this.host = parts.host;
    this.timers = new TimerDriver(parts.host, parts.clock);
    const outside = new ProcessControl(this, this.scope, undefined, undefined, undefined, undefined, 1);
    outside.alive = false;
    outside.activity = busy;
    this.outside = outside.pid;
    this.nextPidNumber = firstPidNumber;
  }

  /** A reference that `owner` makes now; nothing that is already in its mailbox can hold it. */
  newReference(owner: ProcessControl | undefined): Reference {
    return Reference.mint(this.#nextReference++, owner, owner === undefined ? -1 : owner.mark());
  }
}
