import { showTerm } from '../kernel/show-term.js';

/** How to see a failure again: what decided the order of things. */
export function seedHint(seed: number): string {
  return `to see it again, run it with seed ${seed}: TestRuntime.start({ seed: ${seed} })`;
}

/** What a test threw, with a line in its message that tells how to see it again. */
export function withHint(failure: unknown, hint: string): unknown {
  const line = `\n  → ${hint}`;
  if (!(failure instanceof Error)) return new Error(`the test threw ${showTerm(failure)}${line}`, { cause: failure });
  try {
    failure.message += line;
    return failure;
  } catch {
    // It cannot be written to.
    return new Error(`${failure.message}${line}`, { cause: failure });
  }
}
