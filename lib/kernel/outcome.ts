import type { Pid } from './pid.js';
import type { Reference } from './reference.js';

declare const answers: unique symbol;

/**
 * Whom a call handler answers: the caller, and the tag of the call.
 *
 * The second argument of every `@Call` handler. `R` is the type of the reply; a handler that returns `noReply` says it there.
 *
 * @see https://hexdocs.pm/elixir/GenServer.html#t:from/0
 */
export type From<R = any> = readonly [caller: Pid, tag: Reference] & Answerable<R>;

/** Carries the type of the reply for the compiler only. */
interface Answerable<R> {
  readonly [answers]?: (reply: R) => void;
}

/** What a process does after a handler has returned. */
export type NextStep =
  | { readonly type: 'wait' }
  | { readonly type: 'continue'; readonly argument: unknown }
  | { readonly type: 'idle'; readonly ms: number }
  | { readonly type: 'stop'; readonly reason: unknown }
  | { readonly type: 'ignore' };

/**
 * What a handler, or `init`, returns to say more than a value: whether there is a reply, and how its process goes on.
 *
 * Made by `noReply`, `replyWith`, `continueWith`, `idleAfter`, `stopWith` and `ignore`; `R` is the type of the reply, `never` for none.
 */
export class Outcome<out R = unknown> {
  /** Carries the type of the reply for the compiler only; never set. */
  declare readonly result?: R;

  /** @internal */
  constructor(
    /** @internal */
    readonly hasReply: boolean,
    /** @internal */
    readonly reply: unknown,
    /** @internal */
    readonly next: NextStep,
  ) {}
}

/** What a handler returns that answers later, or never. */
export type NoReply = Outcome<never>;

/** What `init` returns for a process that is not wanted. */
export class Ignore extends Outcome<never> {
  /** Keeps the type apart; never set. */
  declare private readonly ignored: true;
}

function without(next: NextStep): NoReply {
  return new Outcome<never>(false, undefined, next);
}

/**
 * Returned by a `@Call` handler that answers later: `reply(from, value)` gives the answer, from any process.
 *
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_call/3
 */
export const noReply: NoReply = Object.freeze(without({ type: 'wait' }));

/**
 * Returned by a handler or by `init`: runs the `@Continue` handler for `argument` before any other message.
 *
 * @param argument what the handler's pattern is tried on.
 * @returns what to return; in a call, inside `replyWith` when there is an answer already.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_continue/2
 */
export function continueWith(argument: unknown): NoReply {
  return without({ type: 'continue', argument });
}

/**
 * Returned by a handler or by `init`: when no message comes for `ms` milliseconds, the process gets the message `'timeout'`.
 *
 * @param ms milliseconds, 0 or more; any message calls it off.
 * @returns what to return; in a call, inside `replyWith` when there is an answer already.
 * Cost: a timer.
 * @see https://hexdocs.pm/elixir/GenServer.html#module-timeouts
 */
export function idleAfter(ms: number): NoReply {
  return without({ type: 'idle', ms });
}

/**
 * Returned by a handler: ends the process by way of `terminate`; returned by `init`, it fails the start.
 *
 * Dearer by nothing than an ordinary return: nothing is thrown.
 *
 * @param reason the exit reason; default `'normal'`.
 * @returns what to return; in a call, inside `replyWith` when there is an answer.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_cast/2
 */
export function stopWith(reason: unknown = 'normal'): NoReply {
  return without({ type: 'stop', reason });
}

/**
 * Returned by a `@Call` handler: answers with `value`, and goes on as `next` says.
 *
 * @param value the reply.
 * @param next `continueWith(…)`, `idleAfter(…)` or `stopWith(…)`; default: wait for the next message.
 * @returns what to return.
 * Cost: O(1), and the copy of the reply.
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_call/3
 */
export function replyWith<R>(value: R, next: NoReply = noReply): Outcome<R> {
  return new Outcome<R>(true, value, next.next);
}

/**
 * Returned by `init`: the process is not wanted; `start` gives `undefined`, a supervisor keeps the child's place.
 *
 * @returns what to return.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/GenServer.html#c:init/1
 */
export function ignore(): Ignore {
  return new Ignore(false, undefined, { type: 'ignore' });
}
