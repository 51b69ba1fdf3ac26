/** Tells a generator object: what a generator function returned. */
export function isGenerator(value: object): value is Generator<unknown, unknown> {
  return Symbol.toStringTag in value && value[Symbol.toStringTag] === 'Generator';
}

/** Tells whatever `await` would wait for. */
export function isThenable(value: object): value is PromiseLike<unknown> {
  return 'then' in value && typeof value.then === 'function';
}
