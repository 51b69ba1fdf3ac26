/** The place in a test from which a verb was called: an error that comes later has no line of the test in its stack. */
export class Caller {
  readonly #lines: string;

  /** @param verb whose caller; it and all that it has called are left out. */
  constructor(verb: (...args: never[]) => unknown) {
    const place = { stack: '' };
    Error.captureStackTrace(place, verb);
    this.#lines = place.stack.split('\n').slice(1).join('\n');
  }

  /** Adds the place to the stack of an error. @returns the error. */
  addTo(failure: unknown): unknown {
    if (failure instanceof Error && this.#lines !== '') {
      try {
        failure.stack = `${failure.stack ?? String(failure)}\n${this.#lines}`;
      } catch {
        // It cannot be written to: then it stays as it is.
      }
    }
    return failure;
  }
}
