import type { RuntimeOptions } from '../application/runtime.js';
import { readCount } from '../behaviours/supervisor-options.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';

/** What becomes of a Nest application whose processes have all been given up: it closes, or it stays without them. */
export type OnGiveUp = 'close' | 'stay';

/** What `BeamworkModule.forRoot` may be told. */
export interface BeamworkOptions extends RuntimeOptions {
  /** Restarts within `maxSeconds` that are borne before all processes are given up. Default: 3. */
  readonly maxRestarts?: number;
  /** Seconds. Default: 5. */
  readonly maxSeconds?: number;
  /** What becomes of the application then: it closes, as by `app.close()`, and the exit code is 1; or it stays, without processes. Default: `'close'`. */
  readonly onGiveUp?: OnGiveUp;
  /** How long the processes and the hooks of their modules may take at the shutdown, in milliseconds; then they are killed, and not waited for. Default: 10,000. */
  readonly shutdownTimeoutMs?: number;
  /** Answer a failed `call` in a controller with 504, 503 or 500. Default: `true`. */
  readonly filter?: boolean;
}

/** The same with all defaults; what the runtime is told stands apart. */
export interface FullBeamworkOptions extends Required<Omit<BeamworkOptions, keyof RuntimeOptions>> {
  readonly runtime: RuntimeOptions;
}

const verb = 'BeamworkModule.forRoot';

/** Fills in defaults. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function readOptions({ maxRestarts = 3, maxSeconds = 5, onGiveUp = 'close', shutdownTimeoutMs = 10_000, filter = true, ...runtime }: BeamworkOptions): FullBeamworkOptions {
  for (const [key, value] of Object.entries({ maxRestarts, maxSeconds, shutdownTimeoutMs })) readCount(verb, key, value);
  if (onGiveUp !== 'close' && onGiveUp !== 'stay') {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given onGiveUp: ${showTerm(onGiveUp)}`, remedy: "choose 'close' or 'stay'" });
  }
  return { maxRestarts, maxSeconds, onGiveUp, shutdownTimeoutMs, filter, runtime };
}
