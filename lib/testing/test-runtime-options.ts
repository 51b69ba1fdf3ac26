import type { RuntimeOptions } from '../application/runtime.js';

/** What `TestRuntime.start` may be told: all that `Runtime.start` may, but for clock and host, which are the kit's. */
export interface TestRuntimeOptions extends Omit<RuntimeOptions, 'clock' | 'host'> {
  /** Lets chance decide who runs next, one message a slice, and the same seed decide the same: a whole number. Default: the order of production. */
  readonly seed?: number;
  /** After so many slices without rest, virtual time standing still, processes count as a livelock; and after so many instants at which timers are due, `run` gives up. Default: 1,000,000. */
  readonly maxSlices?: number;
  /** How long, in milliseconds of real time, `run`, `runUntil(promise)` and `stop` let a process await something foreign (a socket, a file, a timer of Node) before virtual time passes without it. Default: 1,000. */
  readonly foreignMs?: number;
  /** Keeps a line for each slice, for `trace`. Default: `false`. */
  readonly trace?: boolean;
}

/** All that `TestRuntime.start` knows. */
export const runtimeOptionNames = ['modules', 'logger', 'asyncContext', 'longSliceMs', 'mailboxLimit', 'seed', 'maxSlices', 'foreignMs', 'trace'] as const satisfies readonly (keyof TestRuntimeOptions)[];
