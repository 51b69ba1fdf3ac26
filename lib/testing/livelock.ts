import { BeamworkError } from '../kernel/beamwork-error.js';

/** Processes ran, and came to no rest. */
export function livelock(maxSlices: number, ready: number): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_LIVELOCK',
    problem: `processes ran for ${maxSlices.toLocaleString('en')} slices, and virtual time stood still: ${ready} ready to run`,
    remedy: 'let one of them wait for a message or a timer; where so much work is meant, start the runtime with more maxSlices',
  });
}
