import { P as vocabulary } from 'ts-pattern';
import type { Chainable, GuardExcludeP, GuardP } from 'ts-pattern/types';
import { isPid, Pid } from './pid.js';
import { isReference, Reference } from './reference.js';

/** What {@link P} adds to the vocabulary of ts-pattern. */
export interface ProcessPatterns {
  /** Matches every pid; `P.pid.select('from')` and the other chained forms work as on `P.string`. */
  readonly pid: Chainable<GuardP<unknown, Pid>, never>;
  /** Matches every reference, that of a monitor, a timer or an alias alike. */
  readonly reference: Chainable<GuardP<unknown, Reference>, never>;
}

/**
 * The words patterns are made of: the `P` of ts-pattern, with `P.pid` and `P.reference` added.
 *
 * A pattern may stand wherever ts-pattern takes one, in its own `match` too. A pid or a reference that is written into a
 * pattern matches itself only, also inside `P.union`, `P.not` and the like.
 *
 * ```ts run
 * const asker = await run(function* () {
 *   send(self(), ['get', '#PID<0.1.0>']);
 *   send(self(), ['get', self()]);
 *   const [, pid] = yield* receive(['get', P.pid]);
 *   return pid;
 * });
 * isPid(asker); // => true
 * ```
 *
 * @see https://github.com/gvergnaud/ts-pattern#patterns
 */
export const P: typeof vocabulary & ProcessPatterns = Object.freeze({
  ...vocabulary,
  pid: vocabulary.shape(vocabulary.when(isPid)),
  reference: vocabulary.shape(vocabulary.when(isReference)),
});

/** The types that go with the words: those that ts-pattern keeps under its `P`. */
export namespace P {
  /** The type of the values that a pattern matches, as in `P.infer<typeof pattern>`. */
  export type infer<pattern> = vocabulary.infer<pattern>;
  /** The part of `input` that a pattern leaves. */
  export type narrow<input, pattern> = vocabulary.narrow<input, pattern>;
  /** Every pattern that may be tried on a value of type `value`. */
  export type Pattern<value = unknown> = vocabulary.Pattern<value>;
  /** An object with its own way of matching. */
  export type unstable_Matchable<narrowedOrFn, input = unknown, pattern = never> = vocabulary.unstable_Matchable<narrowedOrFn, input, pattern>;
  /** A function from type to type, for an `unstable_Matchable` that narrows. */
  export type unstable_Fn = vocabulary.unstable_Fn;
  /** What the matching method of an `unstable_Matchable` returns. */
  export type unstable_Matcher<narrowedOrFn, input = unknown, pattern = never> = vocabulary.unstable_Matcher<narrowedOrFn, input, pattern>;
}

/** Any pattern for any value: what `receive` and `@Receive` accept. */
export type AnyPattern = P.Pattern<unknown>;

// ts-pattern reads an object without own keys as a pattern for every object, and a pid is one. With a matcher of its own it
// stands for itself wherever ts-pattern compares, as in P.union(pid, other), and keeps its type in P.infer.
declare module './pid.js' {
  interface Pid<in Ops = any> extends GuardExcludeP<unknown, Pid<Ops>, never> {}
}
declare module './reference.js' {
  interface Reference extends GuardExcludeP<unknown, Reference, never> {}
}

function pinned(this: object) {
  return { match: (value: unknown) => ({ matched: value === this }) };
}
for (const { prototype } of [Pid, Reference]) Object.defineProperty(prototype, vocabulary.matcher, { value: pinned });
