import type { AnyPattern, HandlerArg } from '../kernel/pattern-types.js';
import { AfterClause, checkTimeout, OnClause } from '../runtime/clauses.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { current, runningProcess } from '../runtime/current.js';
import { receiveClauses, receivePattern } from '../runtime/receive.js';

/** What a wait gives: taken with `yield*` in a generator body, with `await` in an async one. */
export interface Receiving<out T> extends PromiseLike<T> {
  /** What `yield*` takes it by. */
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
 * @throws BeamworkError `BEAMWORK_BAD_RECEIVE` when the handler is no function.
 * Cost: O(1), one object.
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
 * Cost: O(1), one object; a timer only when the receive has to wait.
 * @see https://www.erlang.org/doc/system/expressions.html#receive
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
 * uses no CPU. `yield* receive(…)` in a generator, `await receive(…)` in an async function. Take it at once: a process has one receive at a time.
 *
 * In an async body it works right after every `await` of a receive, a sleep or `Process.wait` in the body itself. After the `await` of an async
 * function of your own that receives, as after that of any other promise, the process is not known: use `Process.wait(promise)`, or
 * `asyncContext: true`.
 *
 * @param clauses clauses made by `on`, tried in this order, with at most one `after`, the last.
 * @returns the result of the clause that ran.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes; `BEAMWORK_BAD_RECEIVE` for other arguments, or while an earlier receive
 * of the same process still waits or was never taken. When taken: `BEAMWORK_BAD_PATTERN` for a pattern that cannot be tried; what the clause throws.
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
/**
 * Waits for the first message that fits a pattern, and takes it out of the mailbox; otherwise as with clauses.
 *
 * @param pattern a literal, a tuple, an object, or a matcher of `P`; a pid, a reference or any value in it must be met again.
 * @returns the message, or what `P.select` picked out of it.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`; `BEAMWORK_BAD_RECEIVE`. When taken: `BEAMWORK_BAD_PATTERN`.
 * Cost: as with clauses; one tuple is the quickest.
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 *
 * ```ts run
 * await run(function* () {
 *   send(self(), ['add', 1, 2]);
 *   return yield* receive(['add', P.number, P.number]);
 * }); // => ['add', 1, 2]
 * ```
 */
export function receive<const p extends AnyPattern>(pattern: p): Receiving<HandlerArg<p>>;
/**
 * Waits for the first message that fits a pattern, but not for ever; otherwise as with clauses.
 *
 * @param pattern a literal, a tuple, an object, or a matcher of `P`; a pid, a reference or any value in it must be met again.
 * @param timeout made by `after`.
 * @returns the message, or what `P.select` picked out of it; in case of the timeout the result of its handler.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS`; `BEAMWORK_BAD_RECEIVE`. When taken: `BEAMWORK_BAD_PATTERN`; what the timeout's handler throws.
 * Cost: as with clauses, and a timer when it has to wait.
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 *
 * ```ts run
 * await run(() => receive('never', after(0, () => 'nothing'))); // => 'nothing'
 * ```
 */
export function receive<const p extends AnyPattern, R>(pattern: p, timeout: AfterClause<R>): Receiving<HandlerArg<p> | R>;
export function receive(first: unknown): unknown {
  const control = current !== undefined && current.alive ? current : runningProcess('receive');
  // One tuple is what nearly every receive waits for. `arguments` is only forwarded, so that V8 need not make an object of it.
  return arguments.length === 1 && Array.isArray(first) ? receivePattern(control, first) : Reflect.apply(receiveClauses, control, arguments);
}
