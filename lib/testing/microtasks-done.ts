/** Comes back when every promise that could be settled has been, with all that hangs on it. */
export function microtasksDone(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
