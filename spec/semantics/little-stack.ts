/** Uses something where the stack is used up, and then with ever more of the stack left, until it works. @returns how often it failed. */
export function withLittleStack(use: () => unknown): number {
  let failures = 0;
  let works = false;
  const descend = (): void => {
    try {
      descend();
    } catch {
      if (works) return;
      failures++;
      use();
      works = true;
    }
  };
  descend();
  if (!works) throw new Error('it never worked');
  return failures;
}
