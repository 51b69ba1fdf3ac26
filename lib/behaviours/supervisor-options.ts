import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import type { Backoff } from './restart-backoff.js';

/** Whom the end of a child concerns: itself alone, all children, or those that were started after it as well. */
export type Strategy = 'one_for_one' | 'one_for_all' | 'rest_for_one';

/** Whether a supervisor ends when significant children have ended: never, when one has, or when all have. */
export type AutoShutdown = 'never' | 'any_significant' | 'all_significant';

/** What a supervisor may be told. */
export interface SupervisorSettings {
  /** Whom the end of a child concerns. Default: `'one_for_one'`. */
  readonly strategy?: Strategy;
  /** How many restarts within `maxSeconds` are allowed; with one more, the supervisor ends with `'shutdown'`. Default: 3. */
  readonly maxRestarts?: number;
  /** In seconds. Default: 5. */
  readonly maxSeconds?: number;
  /** Default: `'never'`. */
  readonly autoShutdown?: AutoShutdown;
  /** Waits before a restart, and longer each time. Default: restarts are at once. */
  readonly backoff?: Backoff;
}

/** The same with all defaults. */
export interface FullSettings extends SupervisorSettings {
  readonly strategy: Strategy;
  readonly maxRestarts: number;
  readonly maxSeconds: number;
  readonly autoShutdown: AutoShutdown;
}

const settingKeys = ['strategy', 'maxRestarts', 'maxSeconds', 'autoShutdown', 'backoff'];
const startKeys = ['name', 'via', 'timeoutMs'];

/** Parts the options of a supervisor: its own, and those of the start. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function splitOptions(given: object, verb: string, own: readonly string[] = settingKeys): { readonly settings: Record<string, unknown>; readonly start: Record<string, unknown> } {
  const settings: Record<string, unknown> = {};
  const start: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (own.includes(key)) settings[key] = value;
    else if (startKeys.includes(key)) start[key] = value;
    else throw badOption(verb, key, value, `the options are ${[...own, ...startKeys].join(', ')}`);
  }
  return { settings, start };
}

/** Fills in defaults. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function readSettings(given: object, verb: string): FullSettings {
  const option = (key: string, missing: unknown): unknown => Reflect.get(given, key) ?? missing;
  const strategy = option('strategy', 'one_for_one');
  if (strategy !== 'one_for_one' && strategy !== 'one_for_all' && strategy !== 'rest_for_one') throw badOption(verb, 'strategy', strategy, "choose 'one_for_one', 'one_for_all' or 'rest_for_one'");
  const autoShutdown = option('autoShutdown', 'never');
  if (autoShutdown !== 'never' && autoShutdown !== 'any_significant' && autoShutdown !== 'all_significant') throw badOption(verb, 'autoShutdown', autoShutdown, "choose 'never', 'any_significant' or 'all_significant'");
  const maxRestarts = readCount(verb, 'maxRestarts', option('maxRestarts', 3));
  const maxSeconds = readCount(verb, 'maxSeconds', option('maxSeconds', 5));
  return { strategy, autoShutdown, maxRestarts, maxSeconds, ...readBackoff(verb, option('backoff', undefined)) };
}

/** The option `backoff`, where it is given. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function readBackoff(verb: string, backoff: unknown): { readonly backoff?: Backoff } {
  if (backoff === undefined) return {};
  if (isBackoff(backoff)) return { backoff };
  throw badOption(verb, 'backoff', backoff, 'give { initialMs, maxMs, factor?, jitter? }: milliseconds from 0, a factor from 1, a jitter from 0 to 1');
}

/** @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function readCount(verb: string, key: string, value: unknown): number {
  if (isNumber(value)) return value;
  throw badOption(verb, key, value, 'give a number that is 0 or more');
}

function badOption(verb: string, key: string, value: unknown, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${verb} was given ${key}: ${showTerm(value)}`, remedy });
}

function isBackoff(value: unknown): value is Backoff {
  if (typeof value !== 'object' || value === null || !('initialMs' in value && 'maxMs' in value)) return false;
  const { initialMs, maxMs } = value;
  const factor: unknown = Reflect.get(value, 'factor') ?? 1;
  const jitter: unknown = Reflect.get(value, 'jitter') ?? 0;
  return isNumber(initialMs) && isNumber(maxMs) && maxMs !== Infinity && isNumber(factor) && factor >= 1 && isNumber(jitter) && jitter <= 1;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
