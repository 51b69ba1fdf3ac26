import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { readOptions } from '../runtime/check-arguments.js';
import { checkName } from '../runtime/names.js';
import type { KeyKind } from './key-registry-table.js';

/** What a registry of keys may be told. */
export interface KeyRegistryOptions {
  /** `'unique'`: a key has one owner; `'duplicate'`: any number of entries, of one process or of many. */
  readonly keys: KeyKind;
  /** The registered name of the registry. Default: none; then its pid stands for it. */
  readonly name?: string;
  /** Accepted for programs that come from Elixir: all processes of a runtime share one thread, where parts gain nothing. Default: 1. */
  readonly partitions?: number;
}

/** The options as given, checked. @throws BeamworkError `BEAMWORK_BAD_OPTION`, `BEAMWORK_BAD_NAME`. */
export function checkedOptions(given: unknown, verb: string): KeyRegistryOptions {
  const { keys, name, partitions = 1 } = readOptions(given, ['keys', 'name', 'partitions'], verb);
  if (keys !== 'unique' && keys !== 'duplicate') throw badOption(`${verb} was given keys: ${showTerm(keys)}`, "give keys: 'unique' or keys: 'duplicate'");
  if (name !== undefined) checkName(name);
  if (typeof partitions !== 'number' || !Number.isInteger(partitions) || partitions < 1) {
    throw badOption(`${verb} was given partitions: ${showTerm(partitions)}`, 'give a whole number that is 1 or more');
  }
  return name === undefined ? { keys, partitions } : { keys, name, partitions };
}

/** The name, as `start` takes it. */
export function nameOf({ name }: KeyRegistryOptions): { name?: string } {
  return name === undefined ? {} : { name };
}

function badOption(problem: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem, remedy });
}
