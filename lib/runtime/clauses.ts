import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';

/** One clause of a receive: made by `on`. */
export class OnClause<out R = unknown> {
  declare readonly result?: R;

  constructor(
    readonly pattern: unknown,
    readonly handler: (argument: any) => unknown,
  ) {}
}

/** The timeout of a receive: made by `after`. */
export class AfterClause<out R = unknown> {
  declare readonly result?: R;

  constructor(
    readonly ms: number,
    readonly handler: () => unknown,
  ) {}
}

/** Checks a timeout: milliseconds, 0 or more; `Infinity` waits for ever. */
export function checkTimeout(ms: unknown, what: string, allowInfinity: boolean): asserts ms is number {
  if (typeof ms === 'number' && ms >= 0 && (allowInfinity || ms !== Infinity)) return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_TIMEOUT',
    problem: `${what} was given ${showTerm(ms)} as its time`,
    remedy: `give milliseconds: a number that is 0 or more${allowInfinity ? ', or Infinity' : ''}`,
  });
}
