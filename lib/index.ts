import 'reflect-metadata/lite';

// The decorators, and the module whose name the first of them shares.
export { After } from '../decorators/after.js';
export { Call } from '../decorators/call.js';
export { Cast } from '../decorators/cast.js';
export { Continue } from '../decorators/continue.js';
export { Receive } from '../decorators/receive.js';
export { Process } from './process.js';
export { type ProcessOptions, type ProcessPriority, type UnmatchedPolicy } from './metadata/process-metadata.js';

// The verbs of a process.
export { exit, makeRef, self, send } from './verbs/kernel-verbs.js';
export { after, on, receive, type Receiving } from './verbs/receive.js';
export { run, spawn, spawnLink, spawnMonitor, type SpawnableBody, type SpawnableClass, type SpawnOptions } from './verbs/spawn.js';
export { call, cast, reply, type Server, stop } from './verbs/call.js';
export { start, type Started, startLink, type StartOptions } from './verbs/start.js';
export { type InfoKey, type ProcessInfo } from './verbs/info-verbs.js';
export { type AliasOptions, type DemonitorOptions, type MonitorOptions } from './verbs/signal-verbs.js';
export { type CancelOptions } from './verbs/timer-verbs.js';
export { type AfterClause, type OnClause } from './runtime/clauses.js';
export { type AliasMode } from './runtime/signals.js';

// Values that messages and programs mention.
export { BeamworkError, type ErrorCode, type ErrorParts } from './kernel/beamwork-error.js';
export { isExpectedExit, type ExitReason } from './kernel/exit-reason.js';
export { continueWith, type From, idleAfter, type Ignore, ignore, noReply, type NoReply, type Outcome, replyWith, stopWith } from './kernel/outcome.js';
export { P } from './kernel/pattern.js';
export { type AnyPattern, type HandlerArg, type Infer } from './kernel/pattern-types.js';
export { isPid, Pid } from './kernel/pid.js';
export { ProcessExit } from './kernel/process-exit.js';
export { type Destination, type InitArgs, type MsgOf, type Op, type OpsOf, type ReplyOf, type Result, speaks, type Speaks } from './kernel/protocol.js';
export { isReference, Reference } from './kernel/reference.js';
export { isShared, share } from './kernel/share.js';

// The runtime and its services.
export { Runtime, type RuntimeOptions, type StopOptions } from './application/runtime.js';
export { Lifecycle } from './services/lifecycle.js';
export { Linker, type Exit } from './services/linker.js';
export { Monitor, type Down } from './services/monitor.js';
export { Registry } from './services/registry.js';
export { Scheduler } from './services/scheduler.js';
export { sendTo } from './services/send-to.js';
export { Timers } from './services/timers.js';
export { type SchedulerStatistics } from './runtime/scheduler.js';
export { type LifecycleEvent, type LinkEvent, type LongSchedule, type MonitorEvent, type NameEvent, type TimerEvent } from './runtime/sinks.js';

// What may be replaced.
export { Clock } from './kernel/clock.js';
export { Host, type HostTimer } from './runtime/host.js';
export { ConsoleLogger, Logger, type CrashReport } from './runtime/logger.js';
