import { BeamworkError } from '../kernel/beamwork-error.js';
import { isPid, Pid } from '../kernel/pid.js';
import { isReference, type Reference } from '../kernel/reference.js';
import { showTerm } from '../kernel/show-term.js';
import { controlOf, type ProcessControl } from './process-control.js';

/** @throws BeamworkError `BEAMWORK_BAD_PID`. */
export function checkPid(value: unknown, verb: string): asserts value is Pid {
  if (isPid(value) && Pid.isGenuine(value)) return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_PID',
    problem: `${verb} was given ${showTerm(value)}, which is not a pid`,
    remedy: 'give the value that spawn returned; for a registered name look the pid up with Process.whereis(name)',
  });
}

/** The record behind a pid that a user gave. @throws BeamworkError `BEAMWORK_BAD_PID`. */
export function controlGiven(value: unknown, verb: string): ProcessControl {
  checkPid(value, verb);
  return controlOf(value);
}

/** @throws BeamworkError `BEAMWORK_BAD_REFERENCE`. */
export function checkReference(value: unknown, verb: string): asserts value is Reference {
  if (isReference(value)) return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_REFERENCE',
    problem: `${verb} was given ${showTerm(value)}, which is not a reference`,
    remedy: 'give the value that monitor, alias, sendAfter, startTimer or makeRef returned',
  });
}

/**
 * Reads options given as an object (`{ flush: true }`) or as a list of names (`['flush']`).
 *
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` for a name that is not in `accepted`.
 */
export function readOptions(given: unknown, accepted: readonly string[], verb: string): Record<string, unknown> {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null) throw badOption(given, accepted, verb);
  const options: Record<string, unknown> = {};
  const listed = Array.isArray(given);
  for (const name of listed ? given.map(String) : Object.keys(given)) {
    if (!accepted.includes(name)) throw badOption(name, accepted, verb);
    options[name] = listed || Reflect.get(given, name);
  }
  return options;
}

/**
 * Reads options each of which is on or off, given as {@link readOptions} takes them.
 *
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` for a name that is not in `accepted`, and for a value that is neither.
 */
export function readSwitches(given: unknown, accepted: readonly string[], verb: string): Record<string, boolean | undefined> {
  const switches: Record<string, boolean | undefined> = {};
  for (const [name, value] of Object.entries(readOptions(given, accepted, verb))) switches[name] = switchOf(value, name, verb);
  return switches;
}

/** An option that is on or off, or not given. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function switchOf(value: unknown, name: string, verb: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_OPTION',
    problem: `${verb} was given ${name}: ${showTerm(value)}`,
    remedy: 'give true or false',
  });
}

function badOption(given: unknown, accepted: readonly string[], verb: string): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_OPTION',
    problem: `${verb} was given the option ${showTerm(given)}`,
    remedy: `give an object with any of these keys: ${accepted.join(', ')}`,
  });
}
