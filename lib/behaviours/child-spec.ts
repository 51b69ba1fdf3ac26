import type { Pid } from '../kernel/pid.js';
import type { ProcessClass } from '../metadata/process-metadata.js';
import type { Receiving } from '../verbs/receive.js';

/** When a child is started again: always, after a crash, or never. */
export type Restart = 'permanent' | 'transient' | 'temporary';

/** How a child is stopped: so many milliseconds to end by itself after the exit signal `'shutdown'`, none at all, or any. */
export type Shutdown = number | 'brutal_kill' | 'infinity';

/** Whether a child is a supervisor itself. */
export type ChildType = 'worker' | 'supervisor';

/** A class that can be a child. */
export type ChildClass = ProcessClass;

/** What has a child spec of its own, made of arguments: `[DynamicSupervisor, { name: 'rooms' }]`. */
export interface ChildSource {
  /** Makes the spec of what stands behind it in the array. */
  childSpec(...args: never[]): ChildSpec;
}

/** A pid, or `undefined` for a child that is not wanted; at once, or by `yield*` or `await`. */
export type StartResult = Pid | undefined | Receiving<Pid | undefined> | PromiseLike<Pid | undefined> | Generator<unknown, Pid | undefined>;

/**
 * Starts a child, in the process of the supervisor: `() => startLink(Till, [1])`, or a generator function for more than one step. An
 * async function may do one such step only.
 */
export type StartFunction = () => StartResult;

/** A child spec, all written out. */
export interface ChildSpecObject {
  /** Names the child inside its supervisor; any term. */
  readonly id: unknown;
  /** A class with the arguments of its `init`, or a function that starts the child and gives its pid. */
  readonly start: readonly [ChildClass, ...unknown[]] | StartFunction;
  /** Default: `'permanent'`. */
  readonly restart?: Restart;
  /** Default: 5,000 milliseconds; `'infinity'` for supervisors. */
  readonly shutdown?: Shutdown;
  /** Default: `'supervisor'` for a class with `@Supervisor`, else `'worker'`. */
  readonly type?: ChildType;
  /** Whether its end, when it is not started again, may end the supervisor: see `autoShutdown`. Default: `false`. */
  readonly significant?: boolean;
}

/**
 * How a child is started, stopped and started again.
 *
 * A class stands for itself without arguments, an array for a class with the arguments of its `init`; a static `childSpec` of the class may
 * say `id`, `restart`, `shutdown`, `type` and `significant`, or be a function that makes the whole spec of the arguments.
 *
 * @see https://hexdocs.pm/elixir/Supervisor.html#module-child-specification
 */
export type ChildSpec = ChildSpecObject | ChildClass | ChildSource | readonly [ChildClass | ChildSource, ...unknown[]];

/** A child spec with nothing left out, as a supervisor keeps it. */
export interface FullChildSpec extends ChildSpecObject {
  readonly restart: Restart;
  readonly shutdown: Shutdown;
  readonly type: ChildType;
  readonly significant: boolean;
}
