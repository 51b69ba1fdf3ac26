import { runningProcess } from '../runtime/current.js';
import { deliver } from '../runtime/router.js';
import { on, receive, type Receiving } from './receive.js';

/**
 * Waits for a promise that is none of beamwork's: a query, a file, a request. `yield* Process.wait(promise)` or `await Process.wait(promise)`.
 *
 * The process waits as in a receive: it may be ended meanwhile, messages stay in its mailbox, and after the wait `self()` and `receive` work,
 * which they do not after a bare `await`. Take it at once: a process has one receive at a time, and a wait is one.
 *
 * @param promise anything that `await` takes; its value is not copied.
 * @returns the value, when taken.
 * @throws what the promise is rejected with, when taken; BeamworkError `BEAMWORK_OUTSIDE_PROCESS`; `BEAMWORK_BAD_RECEIVE` while a receive of the
 * same process still waits or was never taken.
 * Cost: that of a message and a receive.
 * @see https://hexdocs.pm/elixir/Task.html#await/2
 *
 * ```ts run
 * const sum = await run(function* () {
 *   const two = yield* Process.wait(Promise.resolve(2));
 *   return two + 1;
 * });
 * sum; // => 3
 * ```
 */
export function wait<T>(promise: PromiseLike<T> | T): Receiving<T> {
  const control = runningProcess('Process.wait');
  const ref = control.state.newReference(control);
  let outcome = (): T => {
    // Only this function knows the reference, so nobody else can send it.
    throw new Error('the message came before the outcome');
  };
  const arrive = (result: () => T): void => {
    outcome = result;
    if (control.receiving?.awaited === ref) deliver(control, [ref]);
  };
  const receiving = receive(on([ref], () => outcome()));
  if (control.receiving !== undefined) control.receiving.awaited = ref;
  Promise.resolve(promise).then(
    (value) => arrive(() => value),
    (reason: unknown) =>
      arrive(() => {
        throw reason;
      }),
  );
  return receiving;
}
