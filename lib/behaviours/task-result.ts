import { isGenerator, isThenable } from '../runtime/frames.js';

/**
 * Goes on with what a function of the user came to, in the form in which the frame waits for it: a value at once, a generator at its end, a
 * promise when it has settled.
 */
export function whenDone(result: unknown, then: (value: unknown) => unknown): unknown {
  if (typeof result === 'object' && result !== null) {
    if (isGenerator(result)) return finish(result, then);
    if (isThenable(result)) return Promise.resolve(result).then(then);
  }
  return then(result);
}

function* finish(generator: Generator<unknown, unknown>, then: (value: unknown) => unknown): Generator<unknown, unknown> {
  return then(yield* generator);
}
