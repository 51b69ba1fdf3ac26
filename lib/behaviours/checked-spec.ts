import type { Fixed, InitArgs } from '../kernel/protocol.js';
import type { ProcessClass } from '../metadata/process-metadata.js';
import type { ChildSource } from './child-spec.js';

/**
 * A child spec as it must be written: the arguments behind a class are held against its `init`, those behind a source against its `childSpec`.
 *
 * What is typed as `ChildSpec` alone passes: nobody knows its class.
 *
 * ```ts
 * CheckedSpec<readonly [typeof Till, 'five']>; // readonly [typeof Till, start: number], where init takes a number
 * ```
 */
export type CheckedSpec<S> = Checked<S, 'all'>;

/** The same for a list of them. */
export type CheckedSpecs<L extends readonly unknown[]> = { readonly [K in keyof L]: CheckedSpec<L[K]> };

/** The same for a child of a dynamic supervisor, whose `extraArguments` may give the first arguments: the last ones are enough. */
export type CheckedDynamicSpec<S> = Checked<S, 'last'>;

type Given = 'all' | 'last';

type Checked<S, G extends Given> = S extends ChildSource
  ? S
  : S extends ProcessClass
    ? Takes<S, [], G> extends true ? S : readonly [S, ...ArgumentsOf<S>]
    : S extends readonly [infer C, ...infer A]
      ? Takes<C, A, G> extends true ? S : readonly [C, ...ArgumentsOf<C>]
      : S extends { readonly start: readonly [infer C, ...infer A] }
        ? Takes<C, A, G> extends true ? S : Omit<S, 'start'> & { readonly start: readonly [C, ...ArgumentsOf<C>] }
        : S;

/** Whether a class takes these arguments; those of unknown length pass. */
type Takes<C, A extends readonly unknown[], G extends Given> = number extends A['length']
  ? true
  : Fixed<A> extends Fixed<G extends 'all' ? ArgumentsOf<C> : Tails<ArgumentsOf<C>>> ? true : false;

type ArgumentsOf<C> = C extends { childSpec(...args: infer A): unknown } ? A : C extends ProcessClass<infer I> ? InitArgs<I> : readonly unknown[];

/** A list of arguments, and what is left of it when some of the first are taken away. */
type Tails<A extends readonly unknown[]> = A extends readonly [] ? A : number extends A['length'] ? A : A extends readonly [_?: unknown, ...rest: infer R] ? A | Tails<R> : A;

/** What is right as it is; else what it must be, so that the compiler says so at the very argument. */
export type Right<S, Must> = S extends Must ? S : NoInfer<Must>;
