import { Mailbox } from '../kernel/mailbox.js';
import { Pid } from '../kernel/pid.js';
import type { Priority, Queued } from '../kernel/run-queue.js';
import type { SmallSet } from '../kernel/small-set.js';
import type { ClassModule, Handler } from './class-module.js';
import type { CrashReport } from './logger.js';
import type { Receiving } from './receiving.js';
import type { RuntimeState } from './runtime-state.js';
import type { Scope } from './scope.js';
import type { Monitoring } from './signals.js';
import type { MessageTimer } from './timers.js';
import type { WakeTimer } from './wake-timer.js';

/** Not in the run queue, and no message concerns it: an async body waits for something foreign. */
export const busy = 0;
/** Not in the run queue; the next message puts it there. */
export const waiting = 1;
/** In the run queue, or running. */
export const scheduled = 2;

/** What the next slice of a process does. */
export const toStart = 0;
export const toHandle = 1;
export const toResumeGenerator = 2;
export const toReceiveAsync = 3;
export const toAwait = 4;
export const toSettle = 5;
export const toContinue = 6;
export const toProceed = 7;
/** It came to nothing while it was made, and may have left traces with others. */
export const stillborn = 8;

/** What ends when the present frame (a generator or an async function) ends. */
export const inBody = 0;
export const inInit = 1;
export const inHandler = 2;
export const inTerminate = 3;

/** The facts that most processes never have; made on first use. */
export class ProcessExtras {
  name: string | undefined = undefined;
  label: unknown = undefined;
  /** The `via` address under which it was started, as text. */
  address: string | undefined = undefined;
  dictionary: Map<unknown, unknown> | undefined = undefined;
  /** The newest timer whose message is meant for this process: they end with it. */
  timers: MessageTimer | undefined = undefined;
  /** The mailbox length at which its growth is reported next. */
  reportAt = 0;
  /** The exit reason while `terminate` runs. */
  endReason: unknown = undefined;
  /** What will be logged at the end, when it is a crash. */
  crash: CrashReport | undefined = undefined;
  /** The argument of the `@Continue` handler that runs next, in a box. */
  continuation: { readonly argument: unknown } | undefined = undefined;
  /** The aliases, monitors and links whose messages go before all ordinary ones. */
  prioritySources: SmallSet<object> | undefined = undefined;
  /** After so many milliseconds without a message comes `'timeout'`; `undefined` for never. */
  idleMs: number | undefined = undefined;
}

/** Hears once whether `init` has made a process or said `ignore()`; a failed start is heard of as the end of the process. */
export type Starter = (outcome: 'started' | 'ignored') => void;

/** An async frame that has ended (`resume` is undefined), or the result of an async clause, on its way to the frame that waits for it. */
export interface Settled {
  readonly ok: boolean;
  readonly value: unknown;
  readonly resume: ((value: unknown) => void) | undefined;
}

export type Body = (...args: unknown[]) => unknown;

/**
 * The runtime's record of a process: its mailbox, extended by all that the runtime knows.
 *
 * It stays behind its pid; user code never sees it. Fields that a process may never need are `undefined` until it does, so that an
 * idle process stays small.
 */
export class ProcessControl extends Mailbox implements Queued<ProcessControl> {
  readonly pid: Pid;
  readonly state: RuntimeState;
  readonly scope: Scope;
  readonly parent: Pid | undefined;
  alive = true;
  trapExit = false;
  activity = scheduled;
  phase = toStart;
  stage = inBody;
  priority: Priority;
  reductions = 0;
  /** The function of a function process. */
  body: Body | undefined;
  /** The compiled class of a class process. */
  module: ClassModule | undefined;
  /** Arguments until the start; nothing afterwards. */
  args: readonly unknown[] | undefined;
  instance: object | undefined = undefined;
  /** The suspended generator. */
  generator: Generator<unknown, unknown> | undefined = undefined;
  /** What an async frame or clause came to, until the next slice takes it. */
  settled: Settled | undefined = undefined;
  receiving: Receiving | undefined = undefined;
  wakeTimer: WakeTimer | undefined = undefined;
  /** The handler that runs, and the message in its hands. */
  handler: Handler | undefined = undefined;
  inHand: unknown = undefined;
  links: SmallSet<ProcessControl> | undefined = undefined;
  /** The newest monitor that this process has made. */
  monitors: Monitoring | undefined = undefined;
  /** The oldest and the newest monitor of this process. */
  firstMonitoredBy: Monitoring | undefined = undefined;
  lastMonitoredBy: Monitoring | undefined = undefined;
  extras: ProcessExtras | undefined = undefined;
  /** Whether its parent's end is none of its messages, but its own end: by way of `terminate`, when it traps exits. Here as every supervised server has it. */
  endsWithParent = false;
  /** Who waits for `init` to come to something. */
  starter: Starter | undefined = undefined;
  /** Neighbours in the process table, in order of birth. */
  older: ProcessControl | undefined = undefined;
  newer: ProcessControl | undefined = undefined;
  /** Who runs after it, while it waits in the run queue. */
  behind: ProcessControl | undefined = undefined;

  constructor(
    state: RuntimeState,
    scope: Scope,
    parent: Pid | undefined,
    body: Body | undefined,
    module: ClassModule | undefined,
    args: readonly unknown[] | undefined,
    priority: Priority,
  ) {
    super();
    this.state = state;
    this.scope = scope;
    this.parent = parent;
    this.body = body;
    this.module = module;
    this.args = args;
    this.priority = priority;
    this.pid = Pid.mint(state.nextPidNumber++, this);
  }

  get extra(): ProcessExtras {
    return (this.extras ??= new ProcessExtras());
  }
}

/**
 * The record behind a pid.
 *
 * The kernel keeps it as an opaque object, because a pid must not know the runtime; only the constructor above puts one there.
 */
export function controlOf(pid: Pid): ProcessControl {
  return Pid.slotOf(pid) as ProcessControl;
}
