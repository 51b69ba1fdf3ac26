import type { TaskResult } from './task-await.js';
import type { TaskPool } from './task-pool.js';
import type { Steps } from './task-steps.js';

/** The next result, `undefined` at the end; whatever fails, no task of the pool is left. */
export function* nextOf(pool: TaskPool): Steps<TaskResult<unknown> | undefined> {
  let done = false;
  try {
    const result = yield* pool.next();
    done = true;
    return result?.value;
  } finally {
    if (!done) pool.abandon();
  }
}

/** The next result as an iterator gives it. */
export function* stepOf(pool: TaskPool): Steps<IteratorResult<TaskResult<unknown>, undefined>> {
  const value = yield* nextOf(pool);
  return value === undefined ? { done: true, value } : { done: false, value };
}

/** All results. */
export function* collect(pool: TaskPool): Steps<TaskResult<unknown>[]> {
  const results: TaskResult<unknown>[] = [];
  yield* visitAll(pool, (result) => void results.push(result));
  return results;
}

/** Hands over all results, each as soon as it is its turn. */
export function* visitAll(pool: TaskPool, visit: (result: TaskResult<unknown>) => void): Steps<void> {
  let done = false;
  try {
    for (let result = yield* pool.next(); result !== undefined; result = yield* pool.next()) visit(result.value);
    done = true;
  } finally {
    if (!done) pool.abandon();
  }
}
