import { readOptions } from '../runtime/check-arguments.js';
import { badOption } from './bad-option.js';

/** Checks options of the kit, which are an object. @throws BeamworkError `BEAMWORK_BAD_OPTION` for a list, too, and for a name that is not in `accepted`. */
export function checkOptions(given: unknown, accepted: readonly string[], verb: string): void {
  if (Array.isArray(given)) throw badOption(verb, 'options', given, `give an object with any of these keys: ${accepted.join(', ')}`);
  readOptions(given, accepted, verb);
}
