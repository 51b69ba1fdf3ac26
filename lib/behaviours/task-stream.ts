import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { currentProcess, currentRuntime, runningProcess } from '../runtime/current.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { Receiving } from '../verbs/receive.js';
import type { TaskResult } from './task-await.js';
import { spawnTask, type Task } from './task-handle.js';
import { type MakePool, TaskPool } from './task-pool.js';
import { checkItems, readStreamOptions, type StreamOptions } from './task-stream-options.js';
import { collect, nextOf, stepOf, visitAll } from './task-stream-steps.js';
import { OutsideStream } from './task-stream-outside.js';
import { follow, type Steps, takeSteps } from './task-steps.js';

/**
 * The results of a function that runs once for each item, some at a time, each in a task of its own.
 *
 * Lazy: nothing runs until a result is asked for. Three ways to ask: the whole, `yield* stream` or `await stream`, is an array; `stream.forEach(visit)`
 * hands over each result as soon as it is its turn; `stream.next()` gives one at a time, and `for await` asks for them so in an async body.
 * It is used once, by the process that made it; outside of processes a process of its own takes it.
 */
export interface TaskStream<out T> extends Receiving<TaskResult<T>[]>, AsyncIterable<TaskResult<T>> {
  /** Takes the next result; `undefined` when there is none left. Only in a process. */
  next(): Receiving<TaskResult<T> | undefined>;
  /** Takes all results, and hands each to `visit` as soon as it is its turn; the tasks do not wait for it. */
  forEach(visit: (result: TaskResult<T>) => void): Receiving<void>;
  /** Kills the tasks that still run; for a stream whose end nobody waits for. Whoever does wait then has reached the end. @throws what the items throw when they are closed. */
  close(): void;
}

/** What starts the task of an item, for the process that owns the stream. */
export type Begin = (owner: ProcessControl, item: unknown) => Task;

/**
 * Runs a function for each of many items, some at a time, each in a task that is linked to the caller.
 *
 * Items are asked for only when there is room: there may be infinitely many. A task that fails ends the caller, unless it traps exits: then the
 * result is `['exit', reason]`. Use `TaskSupervisor.asyncStreamNolink` for work that may fail.
 *
 * @param items any iterable; it is iterated in the caller.
 * @param f gets a copy of an item; a plain, generator or async function.
 * @param options see {@link StreamOptions}.
 * @returns a {@link TaskStream}: `yield*` or `await` it for the array of all results, or take them one by one.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION`, also for items that are not iterable, `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_BAD_BODY`. When taken: ProcessExit
 * `['timeout', ['Task.asyncStream', timeoutMs]]`, unless `onTimeout` is `'kill_task'`; what `items` throws. The other tasks are killed then.
 * Cost: that of a task for each item.
 * @see https://hexdocs.pm/elixir/Task.html#async_stream/3
 *
 * ```ts run
 * const squares = await Task.asyncStream([1, 2, 3], (n) => n * n, { maxConcurrency: 2 });
 * squares; // => [['ok', 1], ['ok', 4], ['ok', 9]]
 *
 * const first = await run(function* () {
 *   const stream = Task.asyncStream(new Set(['a', 'b']), (text) => text.toUpperCase());
 *   const result = yield* stream.next();
 *   stream.close();
 *   return result;
 * });
 * first; // => ['ok', 'A']
 * ```
 */
export function asyncStream<I, R>(items: Iterable<I>, f: (item: I) => R, options?: StreamOptions): TaskStream<Result<R>>;
export function asyncStream(items: Iterable<unknown>, f: (item: never) => unknown, options?: StreamOptions): unknown {
  return makeStream('Task.asyncStream', items, f, options, (owner, item) => spawnTask(owner, owner, f, [item], true));
}

/** Makes a stream whose tasks `begin` starts. */
export function makeStream(verb: string, items: Iterable<unknown>, f: unknown, options: StreamOptions | undefined, begin: Begin, stateOutside = currentRuntime): TaskStream<unknown> {
  const settings = readStreamOptions(options, verb);
  checkItems(items, verb);
  if (typeof f !== 'function') throw new BeamworkError({ code: 'BEAMWORK_BAD_BODY', problem: `${verb} was given ${showTerm(f)} as its function`, remedy: 'give a function of one item' });
  const pool: MakePool = (owner) => new TaskPool(owner, items[Symbol.iterator](), (item) => begin(owner, item), settings, verb);
  const control = currentProcess();
  return control === undefined ? new OutsideStream(stateOutside(), pool) : new Stream(control, pool);
}

/** A stream in the process that made it. */
class Stream implements TaskStream<unknown> {
  readonly #owner: ProcessControl;
  readonly #make: MakePool;
  #pool: TaskPool | undefined;

  constructor(owner: ProcessControl, make: MakePool) {
    this.#owner = owner;
    this.#make = make;
  }

  next(): Receiving<TaskResult<unknown> | undefined> {
    return takeSteps(this.#check(), () => nextOf(this.#open));
  }

  forEach(visit: (result: TaskResult<unknown>) => void): Receiving<void> {
    return takeSteps(this.#check(), () => visitAll(this.#open, visit));
  }

  close(): void {
    this.#pool?.close();
  }

  *[Symbol.iterator](): Iterator<unknown, TaskResult<unknown>[], unknown> {
    this.#check();
    return yield* follow(collect(this.#open));
  }

  /** What `await` calls, a microtask after the body has stopped: so nobody asks which process runs. */
  then<A = TaskResult<unknown>[], B = never>(onValue?: ((value: TaskResult<unknown>[]) => A | PromiseLike<A>) | null, onFailure?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B>;
  then(onValue?: ((value: never) => unknown) | null, onFailure?: ((reason: unknown) => unknown) | null): Promise<unknown> {
    return new Promise((resolve, reject) => {
      takeSteps(this.#owner, () => collect(this.#open));
      const { receiving } = this.#owner;
      if (receiving === undefined) return;
      // The frame must go on one microtask after the runtime has settled its receive: so the promise of the receive is left out.
      receiving.resolve = settler(onValue ?? resolve, resolve, reject);
      receiving.reject = settler(onFailure ?? reject, resolve, reject);
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<TaskResult<unknown>, undefined> {
    const next = (): Promise<IteratorResult<TaskResult<unknown>, undefined>> => promised(takeSteps(this.#check(), () => stepOf(this.#open)));
    return {
      next,
      return: () => {
        this.close();
        return this.#leave();
      },
    };
  }

  /** What `for await` waits for when it is left early: a receive, after which the runtime knows whose code runs. */
  #leave(): Promise<IteratorResult<never, undefined>> {
    return this.#owner.alive ? promised(takeSteps(this.#owner, ending)) : Promise.resolve({ done: true, value: undefined });
  }

  get #open(): TaskPool {
    return (this.#pool ??= this.#make(this.#owner));
  }

  #check(): ProcessControl {
    const control = runningProcess('a stream of tasks');
    if (control === this.#owner) return control;
    throw new BeamworkError({
      code: 'BEAMWORK_NOT_THE_OWNER',
      problem: `${control.pid} asked for the results of a stream of tasks that ${this.#owner.pid} has made`,
      remedy: 'take the results in the process that called asyncStream, and send them on',
    });
  }
}

function* ending(): Steps<IteratorResult<never, undefined>> {
  return { done: true, value: undefined };
}

type Handler = { handle(value: unknown): unknown }['handle'];

function settler(handle: Handler, resolve: (value: unknown) => void, reject: (reason: unknown) => void): (value: unknown) => void {
  return (value) => {
    try {
      resolve(handle(value));
    } catch (thrown) {
      reject(thrown);
    }
  };
}

/** In an async body a wait is a promise. */
function promised<T>(wait: Receiving<T>): Promise<T>;
function promised(wait: unknown): unknown {
  return wait;
}
