import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';

/** The error for an option of the kit that is not what it must be. */
export function badOption(verb: string, option: string, value: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${option}: ${showTerm(value)}`, remedy });
}
