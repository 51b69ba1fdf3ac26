import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';

/** The error for an option of the kit that is not what it must be. */
export function badOption(verb: string, option: string, value: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${option}: ${showTerm(value)}`, remedy });
}

/** Checks what must be a function. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function checkFunction(verb: string, what: string, value: unknown): void {
  if (typeof value !== 'function') throw badOption(verb, what, value, 'give a function');
}

/** A number that must be above 0. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function numberAbove0(verb: string, option: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value;
  throw badOption(verb, option, value, 'give a number above 0');
}
