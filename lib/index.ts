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
export { exit, makeRef, self, send, type SendOptions } from './verbs/kernel-verbs.js';
export { after, on, receive, type Receiving } from './verbs/receive.js';
export { run, spawn, spawnLink, spawnMonitor, type SpawnableBody, type SpawnableClass, type SpawnOptions } from './verbs/spawn.js';
export { call, cast, reply, type Server, stop } from './verbs/call.js';
export { start, type Started, startLink, type StartOptions } from './verbs/start.js';
export { type InfoKey, type ProcessInfo } from './verbs/info-verbs.js';
export { type AliasOptions } from './verbs/alias-verbs.js';
export { type DemonitorOptions, type ExitOptions, type LinkOptions, type MonitorOptions } from './verbs/signal-verbs.js';
export { type CancelOptions } from './verbs/timer-verbs.js';
export { type AfterClause, type OnClause } from './runtime/clauses.js';
export { type AliasMode } from './runtime/signals.js';

// What is built on processes.
export { type ChildClass, type ChildSource, type ChildSpec, type ChildSpecObject, type ChildType, type FullChildSpec, type Restart, type Shutdown, type StartFunction, type StartResult } from './behaviours/child-spec.js';
export { DynamicSupervisor, type DynamicSupervisorOptions } from './behaviours/dynamic-supervisor.js';
export { PartitionAddress, PartitionSupervisor, type PartitionSupervisorOptions } from './behaviours/partition-supervisor.js';
export { type Backoff } from './behaviours/restart-backoff.js';
export { Supervisor, type SupervisorDecoratorOptions } from './behaviours/supervisor.js';
export { type AutoShutdown, type Strategy, type SupervisorSettings } from './behaviours/supervisor-options.js';
export { type ChildCounts, type ChildInfo } from './behaviours/supervisor-engine.js';
export { type SupervisorOptions } from './behaviours/supervisor-verbs.js';
export { Agent } from './behaviours/agent.js';
export { type AgentAddress, type AgentOperation, type AgentPid } from './behaviours/agent-verbs.js';
export { Task } from './behaviours/task.js';
export { type CompletedTask } from './behaviours/task-handle.js';
export { type TaskPairs, type TaskResult, type TaskValues } from './behaviours/task-await.js';
export { type TaskStream } from './behaviours/task-stream.js';
export { type StreamOptions } from './behaviours/task-stream-options.js';
export { type StartChildOptions, TaskSupervisor, type TaskSupervisorOptions } from './behaviours/task-supervisor.js';
export { type TaskRestart, type TaskSupervisorLimits } from './behaviours/task-supervisor-server.js';
export { Groups } from './behaviours/groups.js';
export { type GroupScope } from './behaviours/groups-scope.js';
export { KeyRegistry, type KeyRegistryPid, type KeyRegistryRef } from './behaviours/key-registry.js';
export { type KeyRegistryOptions } from './behaviours/key-registry-options.js';
export { type KeyKind, KeyTakenError } from './behaviours/key-registry-table.js';
export { KeyAddress, type KeyOps, via } from './behaviours/via.js';

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
export { Application, type ApplicationEnd, type ApplicationOptions } from './application/application.js';
export { type LifecycleHooks } from './application/hooks.js';
export { Module } from './application/module.js';
export { type ModuleOptions } from './application/module-options.js';
export { type DynamicModule } from './application/module-plan.js';
export { type ProcessTree, showTree, treeToMermaid } from './application/process-tree.js';
export { type ClassProvider, type ExistingProvider, type FactoryProvider, type Provider, type ProviderClass, type ValueProvider } from './application/providers.js';
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
