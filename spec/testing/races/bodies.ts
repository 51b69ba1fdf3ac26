import { after, type AnyPattern, on, P, Process, receive, type Pid, type Reference } from '../../../lib/index.js';

/** Waits for the end of a process that is watched, and gives its reason. */
export function* reasonOf(ref: Reference): Generator<unknown, unknown> {
  const [, , , , reason] = yield* receive(['DOWN', ref, 'process', P.any, P.any]);
  return reason;
}

/** Waits for the end of a process. */
export function* endOf(pid: Pid): Generator<unknown, unknown> {
  return yield* reasonOf(Process.monitor(pid));
}

/** What a pattern selects of a message that is there, or `'nothing'`. */
export function* look(pattern: AnyPattern): Generator<unknown, unknown> {
  return yield* receive(
    on(pattern, (found: unknown) => found),
    after(0, () => 'nothing'),
  );
}

/** A process that waits for ever. */
export function* waits(): Generator<unknown, void> {
  yield* receive('never');
}
