import { BeamworkError } from '../../kernel/beamwork-error.js';

/** The scenario depends on something else than its schedule. @param what what was different the second time. */
export function notRepeatable(what: string): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_NOT_REPEATABLE',
    problem: `the scenario did something else when the same schedule was run again: ${what}`,
    remedy:
      'leave out what differs from run to run: Math.random(), Date.now(), files, sockets, and variables outside of the scenario that it changes; give a replay with all the options that were printed beside it, and explore again when the scenario has changed since',
  });
}
