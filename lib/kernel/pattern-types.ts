import type { P } from 'ts-pattern';
import type { Matcher } from 'ts-pattern/types';

// A pid or a reference in a pattern stands for itself: pattern.ts makes them matchers, and this says so to the compiler.
declare module './pid.js' {
  interface Pid<in Ops = any> extends Matcher<unknown, Pid<Ops>> {}
}
declare module './reference.js' {
  interface Reference extends Matcher<unknown, Reference> {}
}

/**
 * Anything that may stand as a pattern: a literal, a tuple, an object, a matcher of `P`, or a pid or reference that must be met again.
 *
 * @see https://github.com/gvergnaud/ts-pattern#patterns
 */
export type AnyPattern = P.Pattern<unknown>;

/**
 * The type of the values that a pattern matches.
 *
 * As `P.infer` of ts-pattern, and a pid or reference inside the pattern stands for itself.
 *
 * ```ts
 * const pattern = ['increment', P.number] as const;
 * type Message = Infer<typeof pattern>; // ['increment', number]
 * ```
 */
export type Infer<p> = 0 extends 1 & p ? unknown
  : p extends Matcher<any, infer sub, infer kind, any, any> ? InferMatcher<sub>[kind]
  : p extends Leaf ? p
  : p extends readonly unknown[] ? InferTuple<p>
  : InferObject<p>;

/**
 * What a handler gets for a message that matched `p`: the message, or what `P.select` picked out of it.
 *
 * One unnamed `P.select()` gives the selected value itself, named ones an object with a key for each.
 *
 * ```ts
 * HandlerArg<['get', typeof P.pid]>; // ['get', Pid]
 * const pattern = ['move', P.select('x', P.number)] as const;
 * HandlerArg<typeof pattern>; // { x: number }
 * ```
 *
 * @see https://github.com/gvergnaud/ts-pattern#pselect-patterns
 */
export type HandlerArg<p> = 0 extends 1 & p ? any
  : [AnyPattern] extends [p] ? unknown
  : Selected<p> extends infer records
    ? [records] extends [never] ? Infer<p> : Picked<{ [k in KeyOf<records>]: ValueAt<records, k> }>
    : never;

/** Values that are their own type when they stand in a pattern. */
type Leaf = Primitive | Date | RegExp | ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown);
type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** What a matcher accepts, by its kind; only the member that is asked for is computed. */
interface InferMatcher<sub> {
  readonly default: [sub] extends [never] ? unknown : sub;
  readonly custom: sub;
  readonly not: unknown;
  readonly select: Infer<sub>;
  readonly array: Infer<sub>[];
  readonly optional: Infer<sub> | undefined;
  readonly or: sub extends readonly unknown[] ? { [i in keyof sub]: Infer<sub[i]> }[number] : never;
  readonly and: sub extends readonly unknown[] ? Intersection<sub> : never;
  readonly set: Set<Infer<sub>>;
  readonly map: sub extends readonly [infer key, infer value] ? Map<Infer<key>, Infer<value>> : never;
  readonly record: sub extends readonly [infer key, infer value] ? Record<Extract<Infer<key>, PropertyKey>, Infer<value>> : never;
}

type Intersection<ps, result = unknown> = ps extends readonly [infer first, ...infer rest] ? Intersection<rest, result & Infer<first>> : result;

/** Tuples, with at most one `...P.array()` anywhere in them. */
type InferTuple<p, head extends unknown[] = [], tail extends unknown[] = []> = p extends readonly [] ? [...head, ...tail]
  : p extends readonly [infer first, ...infer rest] ? InferTuple<rest, [...head, Infer<first>], tail>
  : p extends readonly [...infer rest, infer last] ? InferTuple<rest, head, [Infer<last>, ...tail]>
  : p extends readonly (infer element)[] ? [...head, ...Spread<element>, ...tail] : never;
type Spread<element> = element extends Matcher<any, any, 'array', any, any> ? Extract<Infer<element>, unknown[]> : Infer<element>[];

type InferObject<p> = OptionalKey<p> extends infer optional ? [optional] extends [never] ? { -readonly [k in keyof p]: Infer<p[k]> }
  : Flat<{ -readonly [k in keyof p as k extends optional ? never : k]: Infer<p[k]> } & { -readonly [k in keyof p as k extends optional ? k : never]?: Infer<p[k]> }> : never;
type OptionalKey<p> = { [k in keyof p]: p[k] extends Matcher<any, any, 'optional', any, any> ? k : never }[keyof p];
type Flat<t> = { [k in keyof t]: t[k] };

/** A union of `{ key: value }` records, one for each selection inside `p`; never when there is none. */
type Selected<p> = 0 extends 1 & p ? never
  : p extends Matcher<any, infer sub, infer kind, infer selection, any> ? SelectedIn<sub, selection>[kind]
  : p extends Leaf ? never
  : p extends readonly unknown[] ? { [i in keyof p]: Selected<p[i]> }[number]
  : { [k in keyof p]: Selected<p[k]> }[keyof p];

interface SelectedIn<sub, selection> {
  readonly default: never;
  readonly custom: never;
  readonly not: never;
  readonly select: (selection extends { readonly key: infer key extends string } ? { [k in key]: Infer<sub> } : never) | Selected<sub>;
  readonly array: Each<Selected<sub>>;
  readonly optional: Maybe<Selected<sub>>;
  readonly or: Maybe<SelectedInAny<sub>>;
  readonly and: SelectedInAny<sub>;
  readonly set: Each<Selected<sub>>;
  readonly map: Each<SelectedInAny<sub>>;
  readonly record: Each<SelectedInAny<sub>>;
}

type SelectedInAny<ps> = ps extends readonly unknown[] ? { [i in keyof ps]: Selected<ps[i]> }[number] : never;
type Maybe<records> = records extends unknown ? { [k in keyof records]: records[k] | undefined } : never;
type Each<records> = records extends unknown ? { [k in keyof records]: records[k][] } : never;

// One object is made out of all records; a key that occurs twice has either value.
type KeyOf<records> = records extends unknown ? keyof records : never;
type ValueAt<records, k extends PropertyKey> = records extends { [key in k]: infer value } ? value : never;
type Unnamed = '@ts-pattern/anonymous-select-key';
type Picked<selections> = Unnamed extends keyof selections ? selections[Unnamed] : selections;
