import { BeamworkError, DynamicSupervisor, Process, ProcessExit, type Receiving } from '../../lib/index.js';
import { lotSupervisor } from './names.js';

/** How long a request waits for a lot that is being restarted. */
const patienceMs = 5_000;

/**
 * Takes what the store settles, else asks a process; again, for a while, when that has died over it.
 *
 * Who is killed is asked until it is back. One that an error ends gets a second chance only: the error may well be ours.
 */
export function* patiently<T>(settled: () => T | undefined, ask: () => Receiving<T>): Generator<unknown, T | 'away'> {
  const deadline = Date.now() + patienceMs;
  let errors = 0;
  for (let attempt = 0; Date.now() < deadline && errors < 2; attempt++) {
    try {
      const known = settled();
      return known === undefined ? yield* ask() : known;
    } catch (error) {
      if (!isAbsence(error)) throw error;
      if (hasCrashed(error)) errors++;
    }
    yield* restarted(attempt);
  }
  return 'away';
}

/** A supervisor answers after it has dealt with the ends that came before: then the lot is back. */
function* restarted(attempt: number): Generator<unknown, void> {
  try {
    yield* DynamicSupervisor.countChildren(lotSupervisor);
    if (attempt > 3) yield* Process.sleep(Math.min(attempt, 50));
  } catch (error) {
    if (!isAbsence(error)) throw error;
    yield* Process.sleep(5);
  }
}

/** Nobody there: the process, or the registry that knows it, is between two lives. */
function isAbsence(error: unknown): boolean {
  return error instanceof ProcessExit || (error instanceof BeamworkError && error.code === 'BEAMWORK_UNKNOWN_REGISTRY');
}

function hasCrashed(error: unknown): boolean {
  return error instanceof ProcessExit && Array.isArray(error.reason) && error.reason[0] instanceof Error;
}
