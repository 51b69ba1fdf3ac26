import { Runtime, type StopOptions } from '../application/runtime.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { readOptions, switchOf } from '../runtime/check-arguments.js';
import { controlOf } from '../runtime/process-control.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { SpawnableBody } from '../verbs/spawn.js';
import { checkTimeout } from '../runtime/clauses.js';
import { setCurrent } from '../runtime/current.js';
import { isThenable } from '../runtime/frames.js';
import { Lifecycle } from '../services/lifecycle.js';
import { badOption } from './bad-option.js';
import { Ends } from './ends.js';
import { badGoal, isReached } from './goal.js';
import type { HeldQueue } from './held-queue.js';
import { microtasksDone } from './microtasks-done.js';
import { Patience } from './patience.js';
import { Probe } from './probe.js';
import { showProcess, showSlice } from './show-process.js';
import { Situation } from './situation.js';
import { Surroundings } from './surroundings.js';
import type { TestHost } from './test-host.js';
import { runtimeOptionNames, type TestRuntimeOptions } from './test-runtime-options.js';
import type { VirtualTime } from './virtual-time.js';

/**
 * A runtime whose time and order of running a test decides: the production runtime with a clock and a host of the kit.
 *
 * Nothing runs by itself, and time stands still. `settle` lets all run who can, `advance` lets time pass, `runUntil` both until something is so, `run`
 * until its body has ended. All but `runUntil` come back when nobody can go on, promises included.
 *
 * @see https://hexdocs.pm/ex_unit/ExUnit.html
 *
 * ```ts run
 * const runtime = await TestRuntime.start();
 * await runtime.run(() => Process.sleep(60_000)); // => 'ok'
 * runtime.nowMs; // => 60_000
 * await runtime.stop();
 * ```
 */
export class TestRuntime extends Runtime {
  static readonly #runtimes = new WeakMap<RuntimeState, TestRuntime>();
  /** What the runtime has logged, a line each; unless it was given a logger. */
  readonly log: readonly string[];
  readonly #time: VirtualTime;
  readonly #host: TestHost;
  readonly #queue: HeldQueue;
  readonly #maxSlices: number;
  readonly #trace: string[] = [];
  readonly #ends: Ends;
  readonly #patience: Patience;
  /** @internal How things stand. */
  readonly situation: Situation;

  /** @internal Use {@link TestRuntime.start}. */
  constructor(options: TestRuntimeOptions, { time, host, queue, log } = new Surroundings(options.seed)) {
    super({ logger: log, ...options, clock: time, host });
    this.log = log.lines;
    this.#time = time;
    this.#host = host;
    this.#queue = queue;
    this.#maxSlices = numberAbove0('maxSlices', options.maxSlices ?? 1_000_000);
    this.#patience = new Patience(numberAbove0('foreignMs', options.foreignMs ?? 1_000));
    this.#ends = new Ends(this.get(Lifecycle));
    const state = this.get(RuntimeState);
    this.situation = new Situation(state, time, this.#ends, options.seed);
    TestRuntime.#runtimes.set(state, this);
    if (switchOf(options.trace, 'trace', 'TestRuntime.start') === true) queue.onSlice = (control) => this.#trace.push(showSlice(time.nowMs(), control));
  }

  /**
   * Starts a runtime under test.
   *
   * @param options see {@link TestRuntimeOptions}; all have defaults.
   * @returns the runtime; nothing runs in it until it is told to.
   * @throws BeamworkError `BEAMWORK_BAD_OPTION`, as a rejection; the container's errors for `modules`.
   * Cost: that of `Runtime.start`.
   */
  static override async start(options: TestRuntimeOptions = {}): Promise<TestRuntime> {
    readOptions(options, runtimeOptionNames, 'TestRuntime.start');
    return new TestRuntime(options);
  }

  /** @internal Why a process has ended; nothing while it lives. */
  static exitReasonOf(pid: Pid): { readonly reason: unknown } | undefined {
    const runtime = TestRuntime.#runtimes.get(controlOf(pid).state);
    return runtime === undefined ? undefined : runtime.#ends.of(pid);
  }

  /** @internal Why a process ends, within so many milliseconds; nothing when it lives on. */
  static async endOf(pid: Pid, withinMs: number): Promise<{ readonly reason: unknown } | undefined> {
    checkTimeout(withinMs, 'exitWith', false);
    const control = controlOf(pid);
    const runtime = TestRuntime.#runtimes.get(control.state);
    if (runtime === undefined) {
      throw new BeamworkError({ code: 'BEAMWORK_BAD_PID', problem: `${pid} belongs to no TestRuntime: nobody has taken down how it ended`, remedy: 'start the process in a TestRuntime' });
    }
    const endMs = runtime.nowMs + withinMs;
    await runtime.settle();
    while (control.alive && runtime.nowMs < endMs) await runtime.advanceToNext(endMs);
    return runtime.#ends.of(pid);
  }

  /** Virtual time: milliseconds since the start. */
  get nowMs(): number {
    return this.#time.nowMs();
  }

  /** A line for each slice so far, when the runtime was started with `trace`: when, who, and what it had in its mailbox. */
  get trace(): string {
    return this.#trace.join('\n');
  }

  /** Processes that await something which is no part of the runtime: a socket, a file, a timer of Node. */
  get foreign(): readonly string[] {
    return this.situation.foreign.map(showProcess);
  }

  /**
   * Lets all run who can, until nobody can; time stands still.
   *
   * @returns a promise that is fulfilled when every process waits for a message, for time to pass, or for something foreign.
   * @throws BeamworkError `BEAMWORK_LIVELOCK`, as a rejection, when there is no end to it.
   * Cost: that of what runs, and a turn of the event loop.
   */
  async settle(): Promise<void> {
    this.#queue.slicesLeft = this.#maxSlices;
    await this.#play();
    this.#queue.slicesLeft = Infinity;
  }

  /**
   * Lets time pass, and all run who can, at each instant at which a timer is due.
   *
   * @param ms milliseconds of virtual time, 0 or more.
   * @returns a promise that is fulfilled when nobody can run at the end of that time.
   * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_LIVELOCK`, as rejections.
   * Cost: that of what runs, and a turn of the event loop for each instant at which a timer is due.
   */
  async advance(ms: number): Promise<void> {
    checkTimeout(ms, 'advance', false);
    const endMs = this.nowMs + ms;
    await this.settle();
    while (this.#time.passTo(endMs)) await this.settle();
  }

  /**
   * Lets time pass up to the next instant at which a timer is due, and all run who can.
   *
   * @param limitMs the time at which to stop when no timer is due by then: virtual milliseconds since the start. Default: time stands still then.
   * @returns a promise that is fulfilled when nobody can run.
   * @throws BeamworkError `BEAMWORK_LIVELOCK`, as a rejection.
   * Cost: that of what runs, and a turn of the event loop.
   */
  async advanceToNext(limitMs = Infinity): Promise<void> {
    this.#time.passTo(limitMs);
    await this.settle();
  }

  /**
   * Lets all run who can and time pass, until something is so.
   *
   * @param isSo asked before each slice and after each timer; outside of all processes.
   * @param limitMs how much virtual time may pass: milliseconds. Default: an hour.
   * @returns a promise that is fulfilled as soon as `isSo` gives `true`; nobody runs any further then.
   * @throws BeamworkError `BEAMWORK_NEVER_SO`, as a rejection, when nobody can run any more, or that time has passed; `BEAMWORK_LIVELOCK`; what `isSo` throws.
   * Cost: that of what runs, and of asking.
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * let rings = 0;
   * runtime.spawn(function* () {
   *   for (;; rings++) yield* Process.sleep(1_000);
   * });
   * await runtime.runUntil(() => rings === 3);
   * runtime.nowMs; // => 3_000
   * ```
   */
  async runUntil(isSo: () => boolean, limitMs?: number): Promise<void>;
  /**
   * Lets all run who can and time pass, until a promise is settled: the start of an application, say.
   *
   * @param promise something that the runtime has to do for. Before time passes, what is foreign gets `foreignMs` of real time.
   * @returns what the promise is fulfilled with.
   * @throws as above, and what the promise is rejected with.
   * Cost: that of what runs, and a turn of the event loop for each instant at which a timer is due.
   */
  async runUntil<T>(promise: PromiseLike<T>): Promise<T>;
  async runUntil(goal: (() => boolean) | PromiseLike<unknown>, limitMs = 3_600_000): Promise<unknown> {
    if (typeof goal === 'object' && goal !== null && isThenable(goal)) return this.#drive(Promise.resolve(goal));
    if (typeof goal !== 'function') throw badGoal(showTerm(goal));
    checkTimeout(limitMs, 'runUntil', false);
    const endMs = this.nowMs + limitMs;
    const thrown: unknown[] = [];
    const held = (): boolean => {
      setCurrent(undefined);
      try {
        return thrown.length > 0 || isReached(goal);
      } catch (error) {
        thrown.push(error);
        return true;
      }
    };
    this.#queue.held = held;
    let isSo = false;
    try {
      do await this.settle();
      while (!(isSo = held()) && this.#time.nextMs <= endMs && this.#time.passTo(endMs));
    } finally {
      this.#queue.held = undefined;
    }
    if (thrown.length > 0) throw thrown[0];
    if (!isSo) throw this.situation.neverSo(`nobody can run any more, or ${limitMs.toLocaleString('en')} ms have passed`, 'give runUntil more time where a later timer would do it');
    return undefined;
  }

  /**
   * Runs a body as `Runtime.run` does, with as much virtual time as it needs.
   *
   * @param body a plain, generator or async function.
   * @param args copied for the new process.
   * @returns a promise of what the function returns; it is fulfilled when nobody else can go on, either.
   * @throws what `Runtime.run` throws; BeamworkError `BEAMWORK_NEVER_SO` when the body waits for what cannot come, or too long for what is
   * foreign; `BEAMWORK_LIVELOCK`; as rejections.
   * Cost: that of what runs, and a turn of the event loop for each instant at which a timer is due.
   */
  override async run<A extends unknown[], R>(body: SpawnableBody<A, R>, ...args: A): Promise<Result<R>> {
    return this.#drive(super.run(body, ...args));
  }

  /**
   * Stops the runtime as `Runtime.stop` does, with as much virtual time as it needs.
   *
   * @param options see `StopOptions`; its milliseconds are virtual.
   * @throws what `Runtime.stop` throws; BeamworkError `BEAMWORK_LIVELOCK`; as rejections.
   * Cost: that of what runs until all processes have ended.
   */
  override async stop(options?: StopOptions): Promise<void> {
    const stopped = super.stop(options);
    return this.#drive(stopped).catch(async (error: unknown) => {
      // Who never rests lets no time pass; its time to be killed comes all the same.
      if (!(error instanceof BeamworkError && error.code === 'BEAMWORK_LIVELOCK' && this.#time.passTo(Infinity))) throw error;
      await microtasksDone();
      return this.#drive(stopped);
    });
  }

  /**
   * Starts a probe: a process that the test holds in its hands.
   *
   * @returns the probe; it traps exits.
   * @throws BeamworkError `BEAMWORK_RUNTIME_STOPPED`.
   * Cost: that of `spawn`.
   */
  probe(): Probe {
    return new Probe(this);
  }

  async #play(): Promise<void> {
    // Who was held may go on without asking for a turn.
    if (this.#queue.length > 0) this.#host.playAgain();
    do {
      this.#host.playTurns();
      await microtasksDone();
      if (this.#queue.slicesLeft <= 0 && this.#queue.length > 0) throw this.situation.livelock(this.#maxSlices);
    } while (this.#host.wantsTurn);
  }

  /** Lets time pass until a promise is settled, or nobody can settle it but the world outside. */
  async #drive<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = (): void => void (isSettled = true);
    promise.then(settled, settled);
    // Beside somebody whose clock ticks for ever, time would never end.
    for (let instants = 0; ; ) {
      await this.settle();
      if (isSettled) return promise;
      // What is foreign comes in real time: virtual time would fly by meanwhile.
      if (this.#host.wantsTurn || this.#patience.lasts(this.situation.foreign)) continue;
      if (this.#time.nextMs === Infinity) throw this.situation.neverSo('nobody can run any more');
      if (++instants > this.#maxSlices) throw this.situation.neverSo(`timers were due at ${this.#maxSlices.toLocaleString('en')} instants`);
      this.#time.passTo(Infinity);
    }
  }
}

function numberAbove0(option: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value;
  throw badOption('TestRuntime.start', option, value, 'give a number above 0');
}
