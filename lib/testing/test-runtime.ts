import { Runtime, type StopOptions } from '../application/runtime.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { switchOf } from '../runtime/check-arguments.js';
import { controlOf } from '../runtime/process-control.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { SpawnableBody } from '../verbs/spawn.js';
import { checkTimeout } from '../runtime/clauses.js';
import { isThenable } from '../runtime/frames.js';
import { Lifecycle } from '../services/lifecycle.js';
import { badOption, numberAbove0 } from './bad-option.js';
import { Caller } from './caller.js';
import { checkOptions } from './check-options.js';
import { Driver } from './driver.js';
import { Ends } from './ends.js';
import { badGoal } from './goal.js';
import { microtasksDone } from './microtasks-done.js';
import { Patience } from './patience.js';
import { Probe } from './probe.js';
import { showProcess, showSlice } from './show-process.js';
import { Situation } from './situation.js';
import { Surroundings } from './surroundings.js';
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
  readonly #driver: Driver;
  readonly #trace: string[] = [];
  /** @internal How things stand. */
  readonly situation: Situation;

  /** @internal Use {@link TestRuntime.start}. */
  constructor(options: TestRuntimeOptions, { time, host, queue, log } = new Surroundings(options.seed)) {
    super({ logger: log, ...options, clock: time, host });
    this.log = log.lines;
    this.#time = time;
    const maxSlices = numberAbove0('TestRuntime.start', 'maxSlices', options.maxSlices ?? 1_000_000);
    const patience = new Patience(numberAbove0('TestRuntime.start', 'foreignMs', options.foreignMs ?? 1_000));
    const state = this.get(RuntimeState);
    this.situation = new Situation(state, time, new Ends(this.get(Lifecycle)), options.seed);
    this.#driver = new Driver({ time, host, queue, situation: this.situation, patience, maxSlices });
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
   * @see https://hexdocs.pm/ex_unit/ExUnit.html
   *
   * ```ts run
   * const runtime = await TestRuntime.start({ seed: 7 });
   * runtime.nowMs; // => 0
   * ```
   */
  static override async start(options: TestRuntimeOptions = {}): Promise<TestRuntime> {
    checkOptions(options, runtimeOptionNames, 'TestRuntime.start');
    return new TestRuntime(options);
  }

  /** @internal The runtime under test to which a process belongs. */
  static of(pid: Pid): TestRuntime | undefined {
    return TestRuntime.#runtimes.get(controlOf(pid).state);
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
   * @see https://hexdocs.pm/ex_unit/ExUnit.Assertions.html#assert_received/2
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const seen: string[] = [];
   * runtime.spawn(() => void seen.push('ran'));
   * await runtime.settle();
   * seen; // => ['ran']
   * ```
   */
  async settle(): Promise<void> {
    return this.#driver.settle();
  }

  /**
   * Lets time pass, and all run who can, at each instant at which a timer is due.
   *
   * @param ms milliseconds of virtual time, 0 or more.
   * @returns a promise that is fulfilled when nobody can run at the end of that time.
   * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_LIVELOCK`, as rejections.
   * Cost: that of what runs, and a turn of the event loop for each instant at which a timer is due.
   * @see https://www.erlang.org/doc/apps/erts/time_correction.html
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * probe.act(() => Process.sendAfter(self(), 'good morning', 8 * 3_600_000));
   * await runtime.advance(86_400_000);
   * probe.mailbox; // => ['good morning']
   * ```
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
   * @throws BeamworkError `BEAMWORK_LIVELOCK`, `BEAMWORK_BAD_OPTION`, as rejections.
   * Cost: that of what runs, and a turn of the event loop.
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * runtime.spawn(() => Process.sleep(250));
   * await runtime.settle();
   * await runtime.advanceToNext();
   * runtime.nowMs; // => 250
   * ```
   */
  async advanceToNext(limitMs = Infinity): Promise<void> {
    if (!(limitMs >= 0)) throw badOption('advanceToNext', 'limitMs', limitMs, 'give virtual milliseconds since the start, or none for Infinity');
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
   *
   * ```ts run
   * @Module({})
   * class Shop {}
   * const runtime = await TestRuntime.start();
   * const app = await runtime.runUntil(Application.start(Shop, { runtime }));
   * app.runtime === runtime; // => true
   * ```
   */
  async runUntil<T>(promise: PromiseLike<T>): Promise<T>;
  async runUntil(goal: (() => boolean) | PromiseLike<unknown>, limitMs = 3_600_000): Promise<unknown> {
    if (typeof goal === 'object' && goal !== null && isThenable(goal)) return this.#driver.settled(Promise.resolve(goal));
    if (typeof goal !== 'function') throw badGoal(showTerm(goal));
    checkTimeout(limitMs, 'runUntil', false);
    const endMs = this.nowMs + limitMs;
    const isSo = await this.#driver.until(goal, endMs);
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
   * @see https://hexdocs.pm/elixir/Task.html#async/1
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * await runtime.run(() => Process.sleep(86_400_000)); // => 'ok'
   * runtime.nowMs; // => 86_400_000
   * ```
   */
  override async run<A extends unknown[], R>(body: SpawnableBody<A, R>, ...args: A): Promise<Result<R>> {
    const caller = new Caller(this.run);
    try {
      return await this.#driver.settled(super.run(body, ...args));
    } catch (failure) {
      throw caller.addTo(this.situation.explain(failure));
    }
  }

  /**
   * Stops the runtime as `Runtime.stop` does, with as much virtual time as it needs.
   *
   * @param options see `StopOptions`; its milliseconds are virtual.
   * @throws what `Runtime.stop` throws; BeamworkError `BEAMWORK_LIVELOCK`; as rejections.
   * Cost: that of what runs until all processes have ended.
   * @see https://hexdocs.pm/elixir/System.html#stop/1
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const pid = runtime.spawn(() => receive('never'));
   * await runtime.stop();
   * Process.isAlive(pid); // => false
   * ```
   */
  override async stop(options?: StopOptions): Promise<void> {
    const stopped = super.stop(options);
    return this.#driver.settled(stopped).catch(async (error: unknown) => {
      // Who never rests lets no time pass; its time to be killed comes all the same.
      if (!(error instanceof BeamworkError && error.code === 'BEAMWORK_LIVELOCK' && this.#time.passTo(Infinity))) throw error;
      await microtasksDone();
      return this.#driver.settled(stopped);
    });
  }

  /**
   * Starts a probe: a process that the test holds in its hands.
   *
   * @returns the probe; it traps exits.
   * @throws BeamworkError `BEAMWORK_RUNTIME_STOPPED`.
   * Cost: that of `spawn`.
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * runtime.spawn(() => send(probe.pid, 'hello'));
   * await probe.expectMessage('hello'); // => 'hello'
   * ```
   */
  probe(): Probe {
    return new Probe(this);
  }
}
