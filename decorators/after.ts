import { BeamworkError } from '../lib/kernel/beamwork-error.js';
import { showTerm } from '../lib/kernel/show-term.js';
import { readOwnAfter, writeAfter } from '../lib/metadata/handler-metadata.js';
import { checkMethod, memberName, type MethodOwner } from './check-target.js';

/**
 * Marks the method that runs when a process has waited for a message that it handles, and none came in time.
 *
 * The wait starts anew after each message that was handled. A class has one such method; it takes no arguments.
 *
 * @param ms milliseconds to wait; 0 or more, `Infinity` for never.
 * @returns a decorator for methods without parameters.
 * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT` for any other time; `BEAMWORK_BAD_OPTION` for a second `@After` in one class;
 * `BEAMWORK_NOT_A_METHOD` on a field, an accessor or a static method; `BEAMWORK_METADATA_MISSING` when the code was compiled for
 * standard decorators.
 * Cost: O(1), once per class; then a timer per wait.
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 *
 * ```ts
 * @Process()
 * class Session {
 *   @After(30_000)
 *   expire() {
 *     exit('normal');
 *   }
 * }
 * ```
 */
export function After(
  ms: number,
): <M extends () => unknown>(target: MethodOwner, key: string | symbol, descriptor: TypedPropertyDescriptor<M>) => void {
  return (target, key, descriptor) => {
    const { Class, method } = checkMethod('After', target, key, descriptor);
    checkTime(ms, memberName(target, key));
    const present = readOwnAfter(Class);
    if (present !== undefined) throw secondAfter(memberName(target, key), memberName(target, present.method));
    writeAfter(Class, { ms, method });
  };
}

function checkTime(ms: unknown, member: string): void {
  if (typeof ms === 'number' && ms >= 0) return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_TIMEOUT',
    problem: `@After on ${member} cannot wait for ${showTerm(ms)}`,
    remedy: 'give milliseconds as a number that is 0 or more, or Infinity',
  });
}

function secondAfter(member: string, present: string): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_OPTION',
    problem: `@After on ${member} is the second in its class: ${present} has one`,
    remedy: 'keep one @After; for further times, send yourself messages with Process.sendAfter',
  });
}
