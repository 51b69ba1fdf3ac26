import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';

/** Takes what its pattern gives, which `on` has checked; written as a method, so that a handler of something narrower fits. */
type ClauseHandler = { handle(argument: unknown): unknown }['handle'];

/**
 * One clause of a receive: made by `on`.
 *
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 */
export class OnClause<out R = unknown> {
  /** Carries the type of the result for the compiler only; never set. */
  declare readonly result?: R;

  constructor(
    /** What a message must look like. */
    readonly pattern: unknown,
    /** What is done with the first message that fits; it gets the message, or what the pattern selects. */
    readonly handler: ClauseHandler,
  ) {}
}

/**
 * The timeout of a receive: made by `after`.
 *
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 */
export class AfterClause<out R = unknown> {
  /** Carries the type of the result for the compiler only; never set. */
  declare readonly result?: R;

  constructor(
    /** Milliseconds from the start of the receive; `Infinity` for ever. */
    readonly ms: number,
    /** What is done when no message fitted in time. */
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
