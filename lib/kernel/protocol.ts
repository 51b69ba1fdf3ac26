import type { From, Outcome } from './outcome.js';
import type { Pid } from './pid.js';
import type { Reference } from './reference.js';

declare const answer: unique symbol;

/** Says that message `M` is answered with `R`; no value has this type. */
interface Answer<out M, in R> {
  readonly [answer]: (reply: R) => M;
}

/**
 * One operation of a protocol: a message, and the reply to it when there is one.
 *
 * An operation without a reply is the same as its message, so a `Pid<Op<['stop'], void>>` is a `Pid<['stop']>`. A pid whose process
 * replies may stand where a pid that only takes the message is wanted.
 *
 * ```ts
 * type CounterOps = Op<['increment', number], void> | Op<['get'], number>;
 * declare const counter: Pid<CounterOps>;
 * const sink: Pid<['increment', number]> = counter;
 * ```
 */
export type Op<M, R = void> = M | ([R] extends [void] ? never : Answer<M, R>);

/**
 * The messages that a pid of protocol `Ops` takes; any message for `any`.
 *
 * ```ts
 * MsgOf<Op<['get'], number> | ['stop']>; // ['get'] | ['stop']
 * ```
 */
export type MsgOf<Ops> = 0 extends 1 & Ops ? any : Ops extends Answer<unknown, never> ? never : Ops;

/**
 * The reply to message `M` in protocol `Ops`; `void` when the protocol promises none.
 *
 * ```ts
 * ReplyOf<Op<['get'], number>, ['get']>; // number
 * ```
 */
export type ReplyOf<Ops, M> = 0 extends 1 & Ops ? any : RepliesTo<Ops, M> extends infer R ? [R] extends [never] ? void : R : never;
type RepliesTo<Ops, M> = Ops extends Answer<infer N, infer R> ? ([M] extends [Fixed<N>] ? R : never) : never;
/** A message as the compiler sees one that is written in place: all of it read-only. */
export type Fixed<T> = T extends Function | Pid<never> ? T : T extends object ? { readonly [K in keyof T]: Fixed<T[K]> } : T;

/**
 * Where `send` may send to: a pid, a registered name, or an alias.
 *
 * Only a pid says what it takes; a name or an alias takes any message.
 */
export type Destination<Ops = any> = Pid<Ops> | string | Reference;

/** The key under which a class declares its protocol; see {@link Speaks}. */
export const speaks: unique symbol = Symbol('beamwork.speaks');

/**
 * A class that declares its protocol instead of having it read off its methods.
 *
 * For protocols that methods do not show: private handlers, messages without a literal tag, a narrower face than the class has.
 *
 * ```ts
 * class Counter {
 *   declare readonly [speaks]: Op<['increment', number]> | Op<['get'], number>;
 * }
 * ```
 */
export interface Speaks<out Ops> {
  readonly [speaks]: Ops;
}

/**
 * The protocol of a process class, given its instance type `C`.
 *
 * Declared by {@link Speaks}, or read off the public methods: each method whose first parameter is a message with a literal tag
 * (`['increment', number]`, `{ type: 'reset' }`, `'stop'`, or a union of such) gives an {@link Op} whose reply is what the method
 * returns, awaited; for a generator method, what it returns at its end. `init` and `terminate` give nothing. A class that shows no
 * protocol at all takes any message.
 *
 * ```ts
 * const counter: Pid<OpsOf<Counter>> = spawn(Counter);
 * ```
 */
export type OpsOf<C> = 0 extends 1 & C ? any
  : C extends Speaks<infer Ops> ? Ops
  : { [K in Exclude<keyof C, 'init' | 'terminate'>]: OpOfMethod<C[K]> }[Exclude<keyof C, 'init' | 'terminate'>] extends infer Ops
    ? [Ops] extends [never] ? any : Ops
    : never;
type OpOfMethod<F> = F extends (message: infer M, ...rest: infer Rest) => infer R ? HandledBy<Tagged<M>, ReplyType<R, Rest>> : never;
type HandledBy<M, R> = [M] extends [never] ? never : Op<M, R>;

/** The reply is what the method returns; where it returns `noReply` alone, what its `from` parameter says. */
type ReplyType<R, Rest> = [Replied<Result<R>>] extends [never] ? (Rest extends [From<infer Later>, ...unknown[]] ? Later : void) : Replied<Result<R>>;
type Replied<T> = T extends Outcome<infer R> ? R : T;

/** Those members of a union that carry a literal tag. */
type Tagged<M> = 0 extends 1 & M ? never
  : M extends string ? IfLiteral<M, M>
  : M extends readonly [infer tag, ...unknown[]] ? IfLiteral<tag, M>
  : M extends { readonly type: infer tag } ? IfLiteral<tag, M> : never;
/** `M` when `tag` is a literal or a union of literals; a branded string is none. */
type IfLiteral<tag, M> = [tag] extends [never] ? never
  : [tag] extends [object] ? never
  : [tag] extends [string] ? (string extends tag ? never : M)
  : [tag] extends [number] ? (number extends tag ? never : M) : never;

/**
 * The arguments that `spawn(Class, ...args)` takes: those of the class's `init`, or none.
 *
 * ```ts
 * InitArgs<{ init(start: number): void }>; // [start: number]
 * ```
 */
export type InitArgs<C> = C extends { init: (...args: infer A) => unknown } ? A : [];

/**
 * What a body comes to: the return value of a generator, the awaited value of a promise, else the value itself.
 *
 * ```ts
 * Result<Promise<number>>; // number
 * Result<Generator<unknown, string>>; // string
 * ```
 */
export type Result<R> = R extends Generator<any, infer T, any> ? T : Awaited<R>;
