/** Uses something where the stack is used up, and then with ever more of the stack left, until it works. @returns how often it failed, and what it gave at last. */
export function withLittleStack(use: () => unknown): { readonly failures: number; readonly result: unknown } {
  let failures = 0;
  let works = false;
  let result: unknown;
  const descend = (): void => {
    try {
      descend();
    } catch {
      if (works) return;
      failures++;
      result = use();
      works = true;
    }
  };
  descend();
  if (!works) throw new Error('it never worked');
  return { failures, result };
}
