import type { AnyPattern, HandlerArg } from '../kernel/pattern-types.js';
import { AfterClause, checkTimeout, OnClause } from '../runtime/clauses.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { current, runningProcess } from '../runtime/current.js';
import { receiveClauses, receivePattern } from '../runtime/receive.js';

/** What a wait gives: taken with `yield*` in a generator body, with `await` in an async one. */
export interface Receiving<out T> extends PromiseLike<T> {
  [Symbol.iterator](): Iterator<unknown, T, unknown>;
}

/** What a clause comes to. */
type ResultOf<C> = C extends OnClause<infer R> ? R : C extends AfterClause<infer R> ? R : never;

/**
 * One clause of a receive: a pattern, and what to do with a message that fits.
 *
 * @param pattern a ts-pattern pattern; a pid, a reference or any value in it must be met again.
 * @param handler gets the message, or what `P.select` picked out of it; its result is the result of the receive.
 * @returns a clause for `receive`.
 * @see https://github.com/gvergnaud/ts-pattern#patterns
 *
 * ```ts run
 * const greeting = await run(function* () {
 *   send(self(), ['greet', 'you']);
 *   return yield* receive(on(['greet', P.select()], (name) => `hello, ${name}`));
 * });
 * greeting; // => 'hello, you'
 * ```
 */
export function on<const p extends AnyPattern, R>(pattern: p, handler: (argument: HandlerArg<p>) => R): OnClause<R> {
  if (typeof handler === 'function') return new OnClause(pattern, handler);
  throw new BeamworkError({ code: 'BEAMWORK_BAD_RECEIVE', problem: `on was given ${showTerm(handler)} as its handler`, remedy: 'write on(pattern, (message) => …)' });
}

/**
 * The timeout of a receive: what to do when no message fitted in time.
 *
 * @param ms milliseconds from the start of the receive, 0 or more; messages that do not fit do not prolong it. 0 looks once through the whole
 * mailbox; `Infinity` waits for ever.
 * @param handler its result is the result of the receive; default: `undefined`.
 * @returns the last clause for `receive`.
 * @throws BeamworkError `BEAMWORK_BAD_TIMEOUT` for anything but such a number.
 *
 * ```ts run
 * await run(() => receive(P.any, after(0, () => 'empty'))); // => 'empty'
 * ```
 */
export function after<R = undefined>(ms: number, handler?: () => R): AfterClause<R> {
  checkTimeout(ms, 'after', true);
  return new AfterClause(ms, handler ?? (() => undefined));
}

/**
 * Waits for the first message that fits, and takes it out of the mailbox.
 *
 * Messages are tried from the oldest to the newest, each against all clauses in their order; those that fit none stay, in order. Waiting
 * uses no CPU. `yield* receive(…)` in a generator, `await receive(…)` in an async function.
 *
 * @returns the message for a single pattern (or what it selects), else the result of the clause that ran.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes; `BEAMWORK_BAD_RECEIVE` for other arguments, or while an earlier receive of
 * the same process still waits.
 * Cost: some 50 ns beside the matching for a generator, a promise and three microtasks for an async function; a message
 * is looked at once per receive.
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 *
 * ```ts run
 * const text = await run(async () => {
 *   send(self(), ['error', 'sorry']);
 *   return await receive(
 *     on(['greet', P.string], ([, name]) => `hello, ${name}`),
 *     on(['error', P.any], ([, reason]) => `error: ${reason}`),
 *     after(1_000, () => 'nothing'),
 *   );
 * });
 * text; // => 'error: sorry'
 * ```
 */
export function receive<C extends [OnClause<unknown>, ...(OnClause<unknown> | AfterClause<unknown>)[]] | [AfterClause<unknown>]>(...clauses: C): Receiving<ResultOf<C[number]>>;
export function receive<const p extends AnyPattern>(pattern: p): Receiving<HandlerArg<p>>;
export function receive<const p extends AnyPattern, R>(pattern: p, timeout: AfterClause<R>): Receiving<HandlerArg<p> | R>;
export function receive(first: unknown): unknown {
  const control = current !== undefined && current.alive ? current : runningProcess('receive');
  // One tuple is what nearly every receive waits for. `arguments` is only forwarded, so that V8 need not make an object of it.
  return arguments.length === 1 && Array.isArray(first) ? receivePattern(control, first) : Reflect.apply(receiveClauses, control, arguments);
}
