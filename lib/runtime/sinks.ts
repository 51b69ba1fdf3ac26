import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import type { CrashReport } from './logger.js';
import type { ProcessControl } from './process-control.js';

/** A process began or ended. */
export type LifecycleEvent =
  | { readonly type: 'spawned'; readonly pid: Pid; readonly parent: Pid | undefined }
  | { readonly type: 'exited'; readonly pid: Pid; readonly reason: unknown }
  | { readonly type: 'crashed'; readonly pid: Pid; readonly reason: unknown; readonly report: CrashReport };

/** A name was given or freed. */
export interface NameEvent {
  readonly type: 'registered' | 'unregistered';
  readonly name: string;
  readonly pid: Pid;
}

/** Two processes were linked or unlinked, or an exit signal went along their link. */
export type LinkEvent =
  | { readonly type: 'linked' | 'unlinked'; readonly a: Pid; readonly b: Pid }
  | { readonly type: 'exit'; readonly from: Pid; readonly to: Pid; readonly reason: unknown };

/** A monitor was made, called off, or has fired; `watcher` is `undefined` for one from outside of all processes. */
export type MonitorEvent =
  | { readonly type: 'monitored' | 'demonitored'; readonly ref: Reference; readonly watcher: Pid | undefined; readonly target: Pid | undefined }
  | { readonly type: 'down'; readonly ref: Reference; readonly watcher: Pid | undefined; readonly target: Pid | undefined; readonly reason: unknown };

/** A timer was started, cancelled, or has fired. */
export interface TimerEvent {
  readonly type: 'started' | 'cancelled' | 'fired';
  readonly ref: Reference;
  readonly destination: Pid | string;
}

/** A slice that held the thread longer than the limit. */
export interface LongSchedule {
  readonly pid: Pid;
  /** The class of a class process. */
  readonly className: string | undefined;
  /** The method, or the function, that ran last in the slice. */
  readonly method: string;
  /** How long it held the thread, in milliseconds. */
  readonly ms: number;
}

/** A part of a process that somebody looks at. */
export type AskedPart = 'links' | 'monitors' | 'timeout' | 'calls';

/** Who takes what is sent through aliases into transit. */
export interface Detour {
  /** Takes a message, or another signal: whether the alias is on is decided at the arrival. @returns `false` where it goes its usual way. */
  takes(alias: Reference, item: unknown): boolean;
  /** Whether something is in transit through an alias. */
  has(alias: Reference): boolean;
}

/**
 * Who wants to hear what happens. A sink that is `undefined` costs one comparison; the services set a sink while somebody
 * subscribes. Sinks never throw: the services see to that.
 */
export interface Sinks {
  lifecycle?: ((event: LifecycleEvent) => void) | undefined;
  names?: ((event: NameEvent) => void) | undefined;
  links?: ((event: LinkEvent) => void) | undefined;
  monitors?: ((event: MonitorEvent) => void) | undefined;
  timers?: ((event: TimerEvent) => void) | undefined;
  long?: ((event: LongSchedule) => void) | undefined;
  /** Somebody looks at a process or a part of it, a timer, a table. Set by the kit for tests, which must know who concerns whom. */
  asked?: ((about: ProcessControl | Reference | string, part?: AskedPart) => void) | undefined;
  /** What is sent through aliases. Set by the kit for tests, whose messages may be in transit for a while. */
  detour?: Detour | undefined;
}
