import { showValue } from './show-value.js';

/** How to see a failure again: what decided the order of things. */
export function seedHint(seed: number): string {
  return `to see it again, start it with { seed: ${seed} }`;
}

/** What a test threw, with a line in its message that tells how to see it again. What cannot be written to, or read, becomes the cause of another error. */
export function withHint(failure: unknown, hint: string): unknown {
  const line = `\n  → ${hint}`;
  try {
    if (failure instanceof Error) {
      // Once is enough, and this line says more.
      const message = failure.message.replace(/; to see it again, start it with \{ seed: -?\d+ \}/, '');
      if (message.endsWith(line)) return failure;
      failure.message = `${message}${line}`;
      if (failure.message === `${message}${line}`) return failure;
    }
  } catch {
    // As below.
  }
  return new Error(`the test threw ${showValue(failure)}${line}`, { cause: failure });
}
