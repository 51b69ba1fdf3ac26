import type { TestRuntime } from './test-runtime.js';

/** Lets all run who can, and virtual time pass, until something is so, or so many milliseconds have passed. Whoever asks looks again. */
export async function within(runtime: TestRuntime, ms: number, isSo: () => boolean): Promise<void> {
  const endMs = runtime.nowMs + ms;
  await runtime.settle();
  while (!isSo() && runtime.nowMs < endMs) await runtime.advanceToNext(endMs);
}
