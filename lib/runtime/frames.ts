/** Tells a generator object: what a generator function returned. */
export function isGenerator(value: object): value is Generator<unknown, unknown> {
  return Symbol.toStringTag in value && value[Symbol.toStringTag] === 'Generator' && Symbol.iterator in value;
}

const { next }: Generator<unknown, unknown> = Object.getPrototypeOf(function* () {}).prototype;

/**
 * Goes on with a generator.
 *
 * Each generator function has objects of a shape of its own, so asking each for its `next` would be a look-up that V8 cannot cache.
 */
export function nextStep(generator: Generator<unknown, unknown>): IteratorResult<unknown, unknown> {
  return next.call(generator);
}

/** A generator as V8 makes them, for one that a compiler for older targets has made. */
export function nativeGenerator(generator: Generator<unknown, unknown>): Generator<unknown, unknown> {
  return generator.next === next ? generator : delegate(generator);
}

function* delegate(generator: Generator<unknown, unknown>): Generator<unknown, unknown> {
  return yield* generator;
}

/** Tells whatever `await` would wait for. */
export function isThenable(value: object): value is PromiseLike<unknown> {
  return 'then' in value && typeof value.then === 'function';
}
