import type { Priority, ReadyQueue } from '../../kernel/run-queue.js';
import type { Reference } from '../../kernel/reference.js';
import { current, setCurrent } from '../../runtime/current.js';
import { ProcessControl, toAwait, toReceiveAsync } from '../../runtime/process-control.js';
import type { RuntimeState } from '../../runtime/runtime-state.js';
import { ExitSignal } from '../../runtime/signals.js';
import type { AskedPart, Sinks } from '../../runtime/sinks.js';
import { awaitsPromise } from '../awaits-promise.js';
import type { VirtualTime } from '../virtual-time.js';
import type { Chooser } from './chooser.js';
import { Delivery, type Office, processBehind } from './delivery.js';
import { hook } from './hooks.js';
import { Observer } from './observer.js';
import type { ScheduleLog } from './schedule-log.js';
import { WatchedSinks } from './watched-sinks.js';
import type { WorldOptions } from './world-options.js';
import { Runner, Channel, type Ids, Killing, Passing, type Thread } from './threads.js';

/**
 * The run queue of one schedule: asks a chooser, step by step, who goes on.
 *
 * A step is a slice of one message, the arrival of a message or signal, the passing of time, or the end of a process from nowhere.
 */
export class World implements ReadyQueue<ProcessControl>, Office {
  /** The indexes that were chosen. */
  readonly schedule: number[] = [];
  /** Why the schedule was given up. */
  cut: 'over' | 'pruned' | 'bound' | undefined = undefined;
  /** Why the chooser could not choose. */
  failure: unknown = undefined;
  /** How many processes may still be ended from nowhere. */
  killsLeft: number;
  /** Takes down what steps concern, where somebody wants to know. */
  readonly observer: Observer | undefined;
  readonly runners = new Map<ProcessControl, Runner>();
  readonly #ready: Runner[] = [];
  readonly time: VirtualTime;
  readonly log: ScheduleLog | undefined;
  /** What the runtime tells. */
  readonly sinks: Sinks;
  readonly #delivery: Delivery;
  readonly #chooser: Chooser;
  readonly #ids: Ids;
  readonly #options: WorldOptions;
  readonly #passing: Passing;
  #state: RuntimeState | undefined = undefined;
  last: Runner | undefined = undefined;
  /** Whether async code has run: it goes on between steps, in microtasks. */
  #isAsync = false;
  /** Whether these are done. */
  #isDrained = false;
  /** How many processes nobody has spawned but the world outside. */
  #outsiders = 0;

  constructor(chooser: Chooser, ids: Ids, time: VirtualTime, options: WorldOptions, log: ScheduleLog | undefined) {
    this.#chooser = chooser;
    this.#ids = ids;
    this.time = time;
    this.#options = options;
    this.log = log;
    this.observer = chooser.watches ? new Observer(chooser, options.timeRaces) : undefined;
    this.killsLeft = options.kills;
    this.#delivery = new Delivery(this, ids, options.delays);
    this.sinks = new WatchedSinks(this, this.#delivery);
    this.#passing = new Passing(ids.of('time'));
  }

  /** The number of steps made. */
  get steps(): number {
    return this.schedule.length;
  }

  /** Whether somebody can go on. */
  get hasNext(): boolean {
    return this.cut === undefined && (this.#ready.length > 0 || this.#delivery.open.length > 0);
  }

  /** Looks on at the runtime whose queue this is. */
  watch(state: RuntimeState): void {
    this.#state = state;
  }

  ready(runner: Runner): void {
    this.#ready.push(runner);
  }

  lengthOf(priority: Priority): number {
    return this.#ready.filter(({ control }) => control.priority === priority).length;
  }

  push(control: ProcessControl): void {
    const runner = this.runners.get(control) ?? this.#adopt(control);
    if (!this.#delivery.isPremature(runner)) this.#ready.push(runner);
  }

  shift(): ProcessControl | undefined {
    for (;;) {
      if (this.noteAsync() && !this.#isDrained) return undefined;
      this.finishStep();
      const thread = this.#next();
      if (thread === undefined) return undefined;
      this.log?.step(thread);
      setCurrent(undefined);
      if (thread instanceof Runner) {
        this.#ready.splice(this.#ready.indexOf(thread), 1);
        this.last = thread;
        this.observer?.slice(thread);
        return thread.control;
      }
      if (thread instanceof Channel) this.#delivery.arrive(thread);
      else if (thread instanceof Killing) this.#kill(thread);
      else this.#pass();
    }
  }

  /** All microtasks are done: whoever waits may have its turn. */
  drained(): void {
    this.#isDrained = true;
  }

  /** Tells whether async code may run between steps: then microtasks must be done before the next one. */
  noteAsync(): boolean {
    const control = this.last?.control;
    if (control !== undefined && (control.phase === toAwait || control.phase === toReceiveAsync || awaitsPromise(control))) this.#isAsync = true;
    return this.#isAsync;
  }

  /** The last step is over. */
  finishStep(): void {
    this.last = undefined;
    this.observer?.ends();
  }

  /** Lets time pass although nobody has chosen it: nobody else could run. @returns `false` when there is nothing to wait for. */
  passIdle(): boolean {
    if (this.time.nextMs === Infinity) return false;
    this.#pass();
    return true;
  }

  #next(): Thread | undefined {
    if (this.cut !== undefined) return undefined;
    const threads = this.#threads();
    if (threads.length === 0) return undefined;
    if (this.steps >= this.#options.maxSteps) {
      this.cut = 'bound';
      return undefined;
    }
    const index = this.#choose(threads);
    const thread = threads[index];
    if (thread === undefined) {
      this.cut = 'pruned';
      return undefined;
    }
    this.schedule.push(index);
    this.#isDrained = false;
    this.observer?.begins(this.steps - 1);
    return thread;
  }

  /** The scheduler asks, from a microtask of its own: an error has to wait for whoever runs the schedule. */
  #choose(threads: readonly Thread[]): number {
    try {
      return this.#chooser.choose(threads);
    } catch (failure) {
      this.failure = failure;
      return -1;
    }
  }

  /** All that can go on. First what arrives, oldest first, then processes by age in the queue: so it is in production. */
  #threads(): Thread[] {
    const threads: Thread[] = [...this.#delivery.open, ...this.#ready];
    const { timeRaces } = this.#options;
    if (timeRaces && this.time.nextMs < Infinity) threads.push(this.#passing);
    if (this.killsLeft > 0 && threads.length > 0) {
      for (const runner of this.runners.values()) if (runner.killing !== undefined && runner.isAlive()) threads.push(runner.killing);
    }
    return threads;
  }

  #adopt(control: ProcessControl): Runner {
    const parent = current === undefined ? undefined : this.runners.get(current);
    const path = parent === undefined ? String(this.#outsiders++) : `${parent.path}.${parent.children++}`;
    const runner = new Runner(this.#ids.of(path), path, control);
    if (parent !== undefined) runner.bornIn = this.steps - 1;
    if (parent !== undefined && this.killsLeft > 0) runner.killing = new Killing(this.#ids.of(`kill ${path}`), runner);
    this.runners.set(control, runner);
    hook({ runner, delivery: this.#delivery, observer: this.observer });
    this.observer?.watch(runner);
    return runner;
  }

  #kill({ runner }: Killing): void {
    this.killsLeft--;
    this.observer?.writes('kills');
    if (this.#state !== undefined && runner.isAlive()) this.#delivery.deliver(runner, new ExitSignal(this.#state.outside, 'kill', false), true);
  }

  #pass(): void {
    this.observer?.concernsAll();
    this.log?.passed(this.time.nextMs);
    setCurrent(undefined);
    this.time.passTo(Infinity);
  }

  /** Somebody looks at a process or a part of it, a timer, a table: a question comes after all that the asker has sent. */
  asked(about: ProcessControl | Reference | string, part?: AskedPart): void {
    if (typeof about === 'string') this.observer?.writes(about);
    const control = typeof about === 'string' ? undefined : processBehind(about);
    const asked = control instanceof ProcessControl ? this.runners.get(control) : undefined;
    if (asked === undefined) return;
    this.observer?.asks(asked, about, part);
    if (part === undefined && asked.control !== current) this.#delivery.asks(asked);
  }
}
