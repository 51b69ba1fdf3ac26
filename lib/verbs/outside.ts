import { BeamworkError } from '../kernel/beamwork-error.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import type { Receiving } from './receive.js';
import { runIn } from './spawn.js';

/**
 * Runs a verb that waits, for code outside of processes: a process of its own does the waiting.
 *
 * A mistake in the arguments rejects as the error that it is, and is nobody's crash.
 */
export async function waitOutside(state: RuntimeState, verb: () => Receiving<unknown>): Promise<unknown> {
  let mistake: BeamworkError | undefined;
  const result = await runIn(state, function* (): Generator<unknown, unknown> {
    try {
      return yield* verb();
    } catch (failure) {
      if (!(failure instanceof BeamworkError)) throw failure;
      mistake = failure;
      return undefined;
    }
  }, []);
  if (mistake !== undefined) throw mistake;
  return result;
}
