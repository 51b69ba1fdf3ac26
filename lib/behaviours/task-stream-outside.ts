import { runningProcess } from '../runtime/current.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { deliver } from '../runtime/router.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { receive, type Receiving } from '../verbs/receive.js';
import { runIn } from '../verbs/spawn.js';
import type { TaskResult } from './task-await.js';
import type { MakePool, TaskPool } from './task-pool.js';
import type { TaskStream } from './task-stream.js';
import { nextOf } from './task-stream-steps.js';
import { follow } from './task-steps.js';

type Found = TaskResult<unknown> | undefined;

interface Request {
  readonly resolve: (found: Found) => void;
  readonly reject: (reason: unknown) => void;
}

/** A stream that code outside of all processes takes: a process of its own owns the tasks. */
export class OutsideStream implements TaskStream<unknown> {
  readonly #state: RuntimeState;
  readonly #make: MakePool;
  readonly #requests: Request[] = [];
  #keeper: ProcessControl | undefined;
  #pool: TaskPool | undefined;
  #ending: Promise<void> | undefined;
  #closed = false;

  constructor(state: RuntimeState, make: MakePool) {
    this.#state = state;
    this.#make = make;
  }

  next(): Receiving<Found>;
  next(): unknown {
    return this.#ask();
  }

  forEach(visit: (result: TaskResult<unknown>) => void): Receiving<void>;
  forEach(visit: (result: TaskResult<unknown>) => void): unknown {
    return this.#visit(visit);
  }

  close(): void {
    this.#closed = true;
    this.#wake();
    this.#pool?.close();
  }

  [Symbol.iterator](): Iterator<unknown, TaskResult<unknown>[], unknown> {
    runningProcess('yield*');
    throw new Error('unreachable');
  }

  then<A = TaskResult<unknown>[], B = never>(onValue?: ((value: TaskResult<unknown>[]) => A | PromiseLike<A>) | null, onFailure?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.#collect().then(onValue, onFailure);
  }

  [Symbol.asyncIterator](): AsyncIterator<TaskResult<unknown>, undefined> {
    return {
      next: async () => {
        const value = await this.#ask();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      return: async () => {
        this.close();
        await this.#ending;
        return { done: true, value: undefined };
      },
    };
  }

  async #collect(): Promise<TaskResult<unknown>[]> {
    const results: TaskResult<unknown>[] = [];
    await this.#visit((result) => void results.push(result));
    return results;
  }

  async #visit(visit: (result: TaskResult<unknown>) => void): Promise<void> {
    for await (const result of this) visit(result);
  }

  #ask(): Promise<Found> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#requests.push({ resolve, reject });
      this.#ending ??= this.#keep();
      this.#wake();
    });
  }

  async #keep(): Promise<void> {
    const failure = await runIn(this.#state, () => this.#serve(), []).then(
      () => undefined,
      (reason: unknown) => ({ reason }),
    );
    this.#closed = true;
    for (const { resolve, reject } of this.#requests.splice(0)) {
      if (failure === undefined) resolve(undefined);
      else reject(failure.reason);
    }
  }

  *#serve(): Generator<unknown, void> {
    const keeper = runningProcess('a stream of tasks');
    this.#keeper = keeper;
    const pool = (this.#pool = this.#make(keeper));
    while (!this.#closed) {
      const [request] = this.#requests;
      if (request === undefined) {
        yield* receive('next');
        continue;
      }
      const found = yield* follow(nextOf(pool));
      this.#requests.shift();
      request.resolve(found);
      if (found === undefined) return;
    }
    pool.close();
  }

  #wake(): void {
    if (this.#keeper?.alive === true) deliver(this.#keeper, 'next');
  }
}
