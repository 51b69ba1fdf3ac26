/** The codes of all errors; `docs/errors.md` explains each. */
export type ErrorCode =
  | 'BEAMWORK_ALREADY_NAMED'
  | 'BEAMWORK_BAD_BODY'
  | 'BEAMWORK_BAD_CHILD_SPEC'
  | 'BEAMWORK_BAD_DESTINATION'
  | 'BEAMWORK_BAD_FLAG'
  | 'BEAMWORK_BAD_INFO_KEY'
  | 'BEAMWORK_BAD_KEY'
  | 'BEAMWORK_BAD_MODULE'
  | 'BEAMWORK_BAD_NAME'
  | 'BEAMWORK_BAD_OPTION'
  | 'BEAMWORK_BAD_PATTERN'
  | 'BEAMWORK_BAD_PID'
  | 'BEAMWORK_BAD_RECEIVE'
  | 'BEAMWORK_BAD_REFERENCE'
  | 'BEAMWORK_BAD_TIMEOUT'
  | 'BEAMWORK_KEY_TAKEN'
  | 'BEAMWORK_LIVELOCK'
  | 'BEAMWORK_METADATA_MISSING'
  | 'BEAMWORK_NAME_NOT_REGISTERED'
  | 'BEAMWORK_NAME_TAKEN'
  | 'BEAMWORK_NEVER_SO'
  | 'BEAMWORK_NOPROC'
  | 'BEAMWORK_NOT_A_METHOD'
  | 'BEAMWORK_NOT_A_PROCESS_CLASS'
  | 'BEAMWORK_NOT_EXPECTED'
  | 'BEAMWORK_NOT_RECEIVED'
  | 'BEAMWORK_NOT_REPEATABLE'
  | 'BEAMWORK_NOT_THE_OWNER'
  | 'BEAMWORK_NOT_UNIQUE'
  | 'BEAMWORK_OUTSIDE_PROCESS'
  | 'BEAMWORK_RUNTIME_STOPPED'
  | 'BEAMWORK_START_FAILED'
  | 'BEAMWORK_UNCOPYABLE'
  | 'BEAMWORK_UNDEFINED_FUNCTION'
  | 'BEAMWORK_UNKNOWN_REGISTRY'
  | 'BEAMWORK_UNMATCHED';

/** What an error is made of: the attempt and its obstacle, then the next step. */
export interface ErrorParts {
  /** Which error it is; stays the same from version to version. */
  readonly code: ErrorCode;
  /** What was tried and what stood in the way. */
  readonly problem: string;
  /** What to do about it. */
  readonly remedy: string;
}

/**
 * Wrong use of beamwork: carries a code, the problem and the remedy.
 *
 * @see https://hexdocs.pm/elixir/Exception.html
 *
 * ```ts run
 * const error = new BeamworkError({ code: 'BEAMWORK_BAD_PID', problem: 'p', remedy: 'r' });
 * error.code; // => 'BEAMWORK_BAD_PID'
 * error.message; // => 'p\n  → r [BEAMWORK_BAD_PID]'
 * ```
 */
export class BeamworkError extends Error {
  /** Which error it is; `docs/errors.md` explains each. */
  readonly code: ErrorCode;
  /** What was tried and what stood in the way. */
  readonly problem: string;
  /** What to do about it. */
  readonly remedy: string;

  /** Makes the message of the three parts. */
  constructor({ code, problem, remedy }: ErrorParts) {
    super(`${problem}\n  → ${remedy} [${code}]`);
    this.name = 'BeamworkError';
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }
}
