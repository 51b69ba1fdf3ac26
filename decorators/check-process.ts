import { BeamworkError } from '../lib/kernel/beamwork-error.js';
import { showTerm } from '../lib/kernel/show-term.js';
import { processPriorities, unmatchedPolicies } from '../lib/metadata/process-metadata.js';
import { memberName, refuseStandardDecorators } from './check-target.js';

/** What an option accepts: a text for humans, and the test. */
interface Accepted {
  readonly text: string;
  readonly test: (value: unknown) => boolean;
}

const accepted: Readonly<Record<string, Accepted>> = {
  name: { text: 'a string that is not empty', test: (value) => typeof value === 'string' && value !== '' },
  label: { text: 'any term', test: () => true },
  trapExit: oneOf([true, false]),
  priority: oneOf(processPriorities),
  unmatched: oneOf(unmatchedPolicies),
};

/**
 * Makes sure that `@Process` stands on a class.
 *
 * @throws BeamworkError `BEAMWORK_BAD_OPTION`, or `BEAMWORK_METADATA_MISSING` when the code was compiled for standard decorators.
 */
export function checkClass(target: unknown, key: unknown): void {
  refuseStandardDecorators('Process', target, key);
  if (key === undefined && isClass(target)) return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_OPTION',
    problem: `@Process stands on ${key === undefined ? showTerm(target) : memberName(target, key)}, which is no class`,
    remedy: 'put @Process() on a class; on a method, use @Receive(pattern) or @After(ms)',
  });
}

/**
 * Refuses `@Process` without parentheses, which gets the class in place of the options and would put a decorator in place of the class.
 *
 * @throws BeamworkError `BEAMWORK_BAD_OPTION`.
 */
export function refuseBareDecorator(options: unknown): void {
  if (typeof options !== 'function') return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_OPTION',
    problem: `@Process on ${memberName(options, undefined)} has no parentheses`,
    remedy: 'write @Process()',
  });
}

/**
 * Makes sure that the options of `@Process` are known and have a value that means something.
 *
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` that lists what is accepted.
 */
export function checkOptions(className: string, options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw badOption(className, `the options are ${showTerm(options)}`, `write @Process() or @Process({ ... }) with ${Object.keys(accepted).join(', ')}`);
  }
  for (const [key, value] of Object.entries(options)) {
    const option = Object.hasOwn(accepted, key) ? accepted[key] : undefined;
    if (option === undefined) throw badOption(className, `there is no option ${showTerm(key)}`, `the options are ${Object.keys(accepted).join(', ')}`);
    if (value !== undefined && !option.test(value)) throw badOption(className, `${key} is ${showTerm(value)}`, `give ${option.text}`);
  }
}

function badOption(className: string, obstacle: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `@Process on ${className}: ${obstacle}`, remedy });
}

function oneOf(values: readonly unknown[]): Accepted {
  return { text: `one of ${values.map(showTerm).join(', ')}`, test: (value) => values.includes(value) };
}

/** Arrow functions and methods have no prototype, generators have one that does not name its constructor. */
function isClass(value: unknown): boolean {
  return typeof value === 'function' && value.prototype?.constructor === value;
}
