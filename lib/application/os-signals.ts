/** What the operating system sends to end a program. */
export type OsSignal = 'SIGTERM' | 'SIGINT';

const signals: readonly OsSignal[] = ['SIGTERM', 'SIGINT'];

/**
 * Calls `stop` when the operating system asks the program to end.
 *
 * A second signal ends it at once, as if nobody had listened.
 *
 * @returns stops listening.
 */
export function onOsSignal(stop: (signal: OsSignal) => void): () => void {
  const leave = (): void => {
    for (const signal of signals) process.removeListener(signal, heard);
  };
  const heard = (signal: OsSignal): void => {
    leave();
    stop(signal);
  };
  for (const signal of signals) process.on(signal, heard);
  return leave;
}

/** Sets the exit code, unless the program has set one that tells of a failure. */
export function exitWith(code: number): void {
  if (process.exitCode === undefined || process.exitCode === 0) process.exitCode = code;
}
