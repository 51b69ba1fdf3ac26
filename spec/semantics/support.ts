import {
  BeamworkError,
  ProcessExit,
  after,
  Clock,
  Host,
  Logger,
  makeRef,
  on,
  P,
  Process,
  Receive,
  receive,
  Runtime,
  Scheduler,
  self,
  send,
  spawn,
  spawnMonitor,
  type CrashReport,
  type HostTimer,
  type Pid,
  type Receiving,
  type Result,
  type RuntimeOptions,
  type SpawnableBody,
} from '../../lib/index.js';
import { TestRuntime } from '../../lib/testing/index.js';

/** A logger that keeps what it is told: the console stays clean, and a spec can look at it. */
export class CollectingLogger extends Logger {
  readonly crashes: CrashReport[] = [];
  readonly crashLines: string[] = [];
  readonly warnings: string[] = [];

  override crash(line: string, report: CrashReport): void {
    this.crashLines.push(line);
    this.crashes.push(report);
  }

  override warn(line: string): void {
    this.warnings.push(line);
  }

  clear(): void {
    this.crashes.length = this.crashLines.length = this.warnings.length = 0;
  }
}

/** Time that stands still until `advance` moves it; timers then fire before `advance` returns. For `startRuntime({ time })`. */
export class ManualTime {
  #nowMs = 1_000;
  readonly #calls = new Set<{ readonly dueMs: number; readonly wake: () => void; keepsAlive: boolean }>();
  /** What everything comes to that is left to chance. */
  chance = 0;
  /** With `lookMs` each look at the clock takes that long: a turn of a scheduler that has always something to do must end. */
  constructor(private readonly lookMs = 0) {}

  readonly clock: Clock = { nowMs: () => (this.#nowMs += this.lookMs) };
  readonly host: Host = {
    requestTurn: (turn) => void setImmediate(turn),
    wakeAfter: (delayMs, wake) => this.#wakeAfter(delayMs, wake),
    random: () => this.chance,
  };

  /** Forgets all that was: each spec begins at the same time. */
  reset(): void {
    this.#nowMs = 1_000;
    this.#calls.clear();
  }

  /** How many wake-up calls are ahead that somebody waits for. */
  get pending(): number {
    return [...this.#calls].filter(({ keepsAlive }) => keepsAlive).length;
  }

  /** Lets `ms` milliseconds pass, stopping at each wake-up call on the way. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const [next] = [...this.#calls].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined) break;
      this.#calls.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
    }
    this.#nowMs = endMs;
  }

  #wakeAfter(delayMs: number, wake: () => void): HostTimer {
    const call = { dueMs: this.#nowMs + delayMs, wake, keepsAlive: true };
    this.#calls.add(call);
    return { cancel: () => void this.#calls.delete(call), keepAlive: (keep) => void (call.keepsAlive = keep) };
  }
}

/** A runtime of one's own for each spec of the `describe` that asks for it. */
export interface World {
  readonly runtime: Runtime;
  readonly logger: CollectingLogger;
  /** Runs a body in a process of the runtime and gives its result. */
  run<A extends unknown[], R>(body: SpawnableBody<A, R>, ...args: A): Promise<Result<R>>;
  /** Starts a process that nobody is linked to. */
  spawn(body: SpawnableBody<[]>): Pid;
  /** Comes back when no process has anything to do, promises included; timers and foreign work may still be ahead. */
  settled(): Promise<void>;
}

/** What the runtime of a spec runs on: virtual time that passes by itself unless told. */
export interface WorldOptions extends RuntimeOptions {
  /** Time that a spec moves, for processes that run by themselves, or Node's own, which is listed in `spec/real-time.ts`. */
  readonly time?: ManualTime | 'real';
}

/** Starts a runtime before each spec of the surrounding `describe`, and stops it afterwards, whatever is left in it. */
export function startRuntime({ time, ...options }: WorldOptions = {}): World {
  const logger = new CollectingLogger();
  let runtime: Runtime | undefined;
  const present = (): Runtime => {
    if (runtime === undefined) throw new Error('the runtime of a spec lives as long as the spec');
    return runtime;
  };
  beforeEach(async () => {
    logger.clear();
    if (time instanceof ManualTime) time.reset();
    if (time === undefined) runtime = await TestRuntime.start({ logger, ...options });
    else runtime = await Runtime.start({ logger, ...(time === 'real' ? {} : { clock: time.clock, host: time.host }), ...options });
  });
  afterEach(async () => {
    const stopped = runtime?.stop({ timeoutMs: 0 });
    if (time instanceof ManualTime) time.advance(1);
    await stopped;
    runtime = undefined;
  });
  return {
    logger,
    get runtime() {
      return present();
    },
    run: (body, ...args) => present().run(body, ...args),
    spawn: (body) => present().spawn(body),
    settled: () => (runtime instanceof TestRuntime ? runtime.settle() : settled(present())),
  };
}

async function settled(runtime: Runtime): Promise<void> {
  const scheduler = runtime.get(Scheduler);
  for (let slices = -1; slices !== scheduler.statistics().slices; ) {
    slices = scheduler.statistics().slices;
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  }
}

/** A process that waits for ever. */
export function idle({ trapExit = false } = {}): Pid {
  return spawn(function* () {
    Process.flag('trapExit', trapExit);
    yield* Process.sleep(Infinity);
  });
}

/** A process that has ended: `yield*` it, or `await` it. */
export function deadPid(): Receiving<Pid> {
  const [pid, ref] = spawnMonitor(() => {});
  return receive(on(['DOWN', ref, 'process', pid, P.any], () => pid));
}

/** The reason for which a process ends, or `'noproc'` when it has ended already: `yield*` it, or `await` it. */
export function downOf(pid: Pid): Receiving<unknown> {
  const ref = Process.monitor(pid);
  return receive(on(['DOWN', ref, 'process', P.any, P.select()], (reason) => reason));
}

/** The reason for which a body of its own process ends: `yield*` it, or `await` it. */
export function reasonOf(body: SpawnableBody<[]>): Receiving<unknown> {
  const [, ref] = spawnMonitor(body);
  return receive(on(['DOWN', ref, 'process', P.any, P.select()], (reason) => reason));
}

/** The same act as a plain, a generator and an async body; the latter two do something before it. */
export function everyKind(act: () => unknown): Record<string, () => unknown> {
  return {
    'a plain body': act,
    'a generator body': function* () {
      yield;
      return act();
    },
    'an async body': async () => {
      await Process.sleep(0);
      return act();
    },
  };
}

/** A class that does what it is told: `['do', act]`. */
@Process()
export class Obedient {
  @Receive(['do', P.any]) do([, act]: ['do', unknown]): unknown {
    return typeof act === 'function' ? act() : undefined;
  }
}

/** The reason for which a class ends that does `act` in a handler: `yield*` it, or `await` it. */
export function reasonOfClass(act: () => unknown): Receiving<unknown> {
  const [pid, ref] = spawnMonitor(Obedient);
  send(pid, ['do', act]);
  return receive(on(['DOWN', ref, 'process', P.any, P.select()], (reason) => reason));
}

/** Lets all other processes have `count` turns; for generators. */
export function* turns(count = 20): Generator<unknown, void> {
  for (let turn = 0; turn < count; turn++) yield;
}

/** All messages of the caller, oldest first, after all others have had their turns; for generators. */
export function* flush(): Generator<unknown, unknown[]> {
  yield* turns();
  const all: unknown[] = [];
  for (let next = yield* takeOne(); next.length > 0; next = yield* takeOne()) all.push(...next);
  return all;
}

/** The oldest message in an array, which is empty when there is none: `yield*` it, or `await` it. */
export function takeOne(): Receiving<unknown[]> {
  return receive(on(P.any, (message) => [message]), after(0, () => []));
}

/** A process that runs what it is told to, see {@link ask}; all other messages stay in its mailbox. */
export function puppet({ trapExit = false } = {}): Pid {
  return spawn(function* () {
    Process.flag('trapExit', trapExit);
    for (;;) yield* receive(on(['do', P.select()], perform));
  });
}

function perform(act: unknown): void {
  if (typeof act === 'function') act();
}

/** Runs `act` in a puppet and gives its result: `yield*` it, or `await` it. */
export function ask<T>(pid: Pid, act: () => T): Receiving<T> {
  const caller = self();
  const done = makeRef();
  let result = (): T => {
    throw new Error('the puppet has not acted');
  };
  tell(pid, () => {
    const value = act();
    result = () => value;
    send(caller, done);
  });
  return receive(on(done, () => result()));
}

/** Has a puppet run `act`, and does not wait for it. */
export function tell(pid: Pid, act: () => unknown): void {
  send(pid, ['do', act]);
}

/** Repeatable whole numbers from 0 up to, not including, `below`. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

/** The exit reason or the error that a wait comes to. */
export function* failureOf(wait: () => Iterable<unknown>): Generator<unknown, unknown> {
  try {
    yield* wait();
    return 'no failure';
  } catch (thrown) {
    if (thrown instanceof ProcessExit) return thrown.reason;
    if (thrown instanceof BeamworkError) return thrown.code;
    throw thrown;
  }
}
