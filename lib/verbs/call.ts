import type { From } from '../kernel/outcome.js';
import type { MsgOf, ReplyOf } from '../kernel/protocol.js';
import type { Pid } from '../kernel/pid.js';
import { copyTerm } from '../kernel/copy-term.js';
import type { Address } from '../runtime/address.js';
import { answer, calleeOf, findServer, sendCall, sendStop } from '../runtime/calls.js';
import { checkTimeout } from '../runtime/clauses.js';
import { currentProcess, currentRuntime } from '../runtime/current.js';
import { controlOf } from '../runtime/process-control.js';
import { checkFree, receiveAnswer } from '../runtime/receive.js';
import { deliver } from '../runtime/router.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { castTag } from '../runtime/server-protocol.js';
import { isPid } from '../kernel/pid.js';
import { waitOutside } from './outside.js';
import type { Receiving } from './receive.js';

/** Where a request may go: a pid, a registered name, `[name, node]`, or what `via` gave. */
export type Server<Ops = any> = Pid<Ops> | string | Address<Ops> | readonly [name: string, node: string];

/**
 * Asks a process by its name, of which the compiler knows nothing: the caller says what is answered, as in `call<number>('till', ['total'])`.
 *
 * @param destination a registered name, or `[name, node]`.
 * @param request as for a pid, below.
 * @param timeoutMs as for a pid, below.
 * @returns as for a pid, below; of the type that is said or expected, default: any.
 * @throws as for a pid, below.
 * Cost: as for a pid, below, and a look-up.
 * @see https://hexdocs.pm/elixir/GenServer.html#call/3
 *
 * ```ts run
 * @Process({ name: 'the answerer' })
 * class Answerer {
 *   @Call('answer')
 *   answer(): number {
 *     return 42;
 *   }
 * }
 * await start(Answerer);
 * await call<number>('the answerer', 'answer'); // => 42
 * ```
 */
export function call<R = any>(destination: string | readonly [name: string, node: string], request: unknown, timeoutMs?: number): Receiving<R>;
/**
 * Asks a process and waits for its answer.
 *
 * Taken with `yield*` in a generator body, with `await` in an async one and outside of processes. While it waits, other messages stay in the
 * mailbox. Whatever way it ends, it leaves nothing behind: an answer that comes too late is dropped.
 *
 * @param destination a pid, a registered name, or a `via` address.
 * @param request what a `@Call` handler of the callee takes; copied. The compiler does not know which decorator a handler has: a request that only a
 * `@Cast` or `@Receive` handler takes ends the callee, and the call fails with its reason.
 * @param timeoutMs milliseconds; default 5,000, `Infinity` for ever.
 * @returns what the handler returned, or what `reply` was given.
 * @throws ProcessExit whose `reason` is a pair of the failure and `['call', destination, request, timeoutMs]`: `'timeout'`; `'noproc'` when
 * nobody is there; the callee's exit reason when it ends before it answers; at once `'calling_self'`, and
 * `['deadlock', [pid, …, pid]]` for a circle of processes that wait for each other; who is asked and asks back before it has returned closes
 * one, even when it has left the answer to a third process.
 * BeamworkError `BEAMWORK_UNCOPYABLE`, `BEAMWORK_BAD_TIMEOUT`, `BEAMWORK_BAD_DESTINATION`.
 * Cost: two messages, a monitor and a timeout: under a microsecond.
 * @see https://hexdocs.pm/elixir/GenServer.html#call/3
 *
 * ```ts run
 * @Process()
 * class Greeter {
 *   @Call(['greet', P.string])
 *   greet([, name]: ['greet', string]): string {
 *     return `Hello, ${name}!`;
 *   }
 * }
 * await call(spawn(Greeter), ['greet', 'Ada']); // => 'Hello, Ada!'
 * ```
 */
export function call<Ops, const M>(destination: Server<Ops>, request: M & MsgOf<Ops>, timeoutMs?: number): Receiving<ReplyOf<Ops, M>>;
export function call(destination: Server, request: unknown, timeoutMs = 5_000): unknown {
  checkTimeout(timeoutMs, 'call', true);
  const caller = currentProcess();
  if (caller === undefined) return waitOutside(stateOf(destination), () => call(destination, request, timeoutMs));
  checkFree(caller);
  const what = ['call', destination, request, timeoutMs];
  const callee = calleeOf(findServer(caller.state, destination, 'call'), what);
  return receiveAnswer(caller, sendCall(caller, callee, request, timeoutMs, what));
}

/**
 * Sends a request that nobody waits for.
 *
 * @param destination a pid, a registered name, or a `via` address; nobody there, and the request is dropped.
 * @param request what a `@Cast` handler takes; copied.
 * @throws BeamworkError `BEAMWORK_UNCOPYABLE`, `BEAMWORK_BAD_DESTINATION`.
 * Cost: that of `send`.
 * @see https://hexdocs.pm/elixir/GenServer.html#cast/2
 *
 * ```ts run
 * cast('nobody', ['push', 1]); // => undefined
 * ```
 */
export function cast<Ops>(destination: Server<Ops>, request: NoInfer<MsgOf<Ops>>): void {
  // Asked for its check alone: a process that has ended may do nothing more.
  currentProcess();
  const copy = copyTerm(request, 'copy the request');
  const callee = findServer(stateOf(destination), destination, 'cast');
  if (callee?.alive === true) deliver(callee, [castTag, copy]);
}

/**
 * Answers a call that its handler left open by `noReply`; from any process, and from outside.
 *
 * @param from what the handler got as its second parameter.
 * @param value the reply; copied. A second answer, or one that comes too late, goes nowhere.
 * @throws BeamworkError `BEAMWORK_UNCOPYABLE`; `BEAMWORK_BAD_DESTINATION` for what is no `from`.
 * Cost: that of `send`.
 * @see https://hexdocs.pm/elixir/GenServer.html#reply/2
 *
 * ```ts run
 * import type { From, NoReply } from 'beamwork';
 *
 * @Process()
 * class Later {
 *   @Call(['ask'])
 *   ask(_: ['ask'], from: From<number>): NoReply {
 *     spawn((to: From<number>) => reply(to, 42), from);
 *     return noReply;
 *   }
 * }
 * await call(spawn(Later), ['ask']); // => 42
 * ```
 */
export function reply<R>(from: From<R>, value: NoInfer<R>): void {
  // As above.
  currentProcess();
  answer(from, value);
}

/**
 * Ends a class process by way of its `terminate`, and waits until it has ended.
 *
 * @param destination a pid, a registered name, or a `via` address.
 * @param reason the exit reason; default `'normal'`.
 * @param timeoutMs milliseconds; default `Infinity`.
 * @throws ProcessExit whose `reason` is a pair of the failure and `['stop', destination, reason, timeoutMs]`: `'noproc'`, `'timeout'`,
 * `'calling_self'`, or the reason it really ended with, where that is another. BeamworkError `BEAMWORK_BAD_DESTINATION` for a process that
 * is no instance of a class.
 * Cost: a message, a monitor, and what `terminate` does.
 * @see https://hexdocs.pm/elixir/GenServer.html#stop/3
 *
 * ```ts run
 * @Process()
 * class Idle {}
 * const pid = spawn(Idle);
 * await stop(pid);
 * Process.isAlive(pid); // => false
 * ```
 */
export function stop(destination: Server, reason?: unknown, timeoutMs?: number): Receiving<void>;
export function stop(destination: Server, reason: unknown = 'normal', timeoutMs = Infinity): unknown {
  checkTimeout(timeoutMs, 'stop', true);
  const caller = currentProcess();
  if (caller === undefined) return waitOutside(stateOf(destination), () => stop(destination, reason, timeoutMs));
  checkFree(caller);
  const what = ['stop', destination, reason, timeoutMs];
  const callee = calleeOf(findServer(caller.state, destination, 'stop'), what);
  return receiveAnswer(caller, sendStop(caller, callee, reason, timeoutMs, what));
}

/** The runtime of a destination: that of a pid, else the one that is running. */
export function stateOf(destination: Server): RuntimeState {
  return isPid(destination) ? controlOf(destination).state : currentRuntime();
}
