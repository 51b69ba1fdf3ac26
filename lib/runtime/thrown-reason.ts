import { ProcessExit } from '../kernel/process-exit.js';

/** The exit reason that something thrown stands for, and whether it is a crash; it may be a proxy that throws at every question. */
export function reasonOf(thrown: unknown): { readonly reason: unknown; readonly isCrash: boolean } {
  try {
    if (thrown instanceof ProcessExit) return { reason: thrown.reason, isCrash: false };
    if (thrown instanceof Error) return { reason: thrown, isCrash: true };
  } catch {
    // Then it is neither.
  }
  return { reason: ['nocatch', thrown], isCrash: true };
}
