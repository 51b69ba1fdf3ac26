import { metadataSlot } from './metadata-slot.js';

/** The names of the run-queue priorities, lowest first. */
export const processPriorities = ['low', 'normal', 'high', 'max'] as const;

/**
 * How soon a process runs among those that are ready: `'low'`, `'normal'`, `'high'` or `'max'`.
 *
 * @see https://www.erlang.org/doc/apps/erts/erlang.html#process_flag/2
 */
export type ProcessPriority = (typeof processPriorities)[number];

/** The names of what may become of a message that no handler takes. */
export const unmatchedPolicies = ['keep', 'log', 'drop', 'crash'] as const;

/**
 * What becomes of a message that no handler of a class takes.
 *
 * `'keep'` leaves it in the mailbox, as on the BEAM; `'log'` drops it with a warning, `'drop'` drops it silently, `'crash'` ends the process.
 */
export type UnmatchedPolicy = (typeof unmatchedPolicies)[number];

/** What `@Process` may be told about a class. */
export interface ProcessOptions {
  /** Registered name that a new process of the class takes. Default: none. */
  readonly name?: string;
  /** Any term that tells humans what the process is. Default: none. */
  readonly label?: unknown;
  /** Whether exit signals become `['EXIT', pid, reason]` messages. Default: `false`. */
  readonly trapExit?: boolean;
  /** Run-queue priority. Default: `'normal'`. */
  readonly priority?: ProcessPriority;
  /** What becomes of a message that no handler takes. Default: `'keep'`. */
  readonly unmatched?: UnmatchedPolicy;
}

/** What `@Process` says about a class, defaults filled in; frozen. */
export interface ProcessMetadata extends ProcessOptions {
  readonly trapExit: boolean;
  readonly priority: ProcessPriority;
  readonly unmatched: UnmatchedPolicy;
}

/** A class that can be a process; what its constructor takes comes from the container, whose own type for a class has these `any`. */
export type ProcessClass<C extends object = object> = new (...services: any[]) => C;

const slot = metadataSlot<ProcessMetadata>('beamwork:process');

/** Marks a class as a process class. Options must be valid; an option that is `undefined` counts as not given. */
export function writeProcessMetadata(Class: ProcessClass, options: ProcessOptions): void {
  const { name, label, trapExit = false, priority = 'normal', unmatched = 'keep' } = options;
  slot.write(
    Class,
    Object.freeze({ ...(name === undefined ? {} : { name }), ...(label === undefined ? {} : { label }), trapExit, priority, unmatched }),
  );
}

/**
 * What `@Process` said about a class.
 *
 * @returns frozen metadata, or `undefined` when this very class has no `@Process`: a base class does not speak for its subclasses.
 */
export function readProcessMetadata(Class: object): ProcessMetadata | undefined {
  return slot.read(Class);
}
