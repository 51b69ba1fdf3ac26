import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { Result } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import type { Address } from '../runtime/address.js';
import { call, cast as castTo, type Server, stop as stopServer } from '../verbs/call.js';
import type { Receiving } from '../verbs/receive.js';
import { start as startServer, startLink as startLinkServer, type StartOptions } from '../verbs/start.js';
import { AgentServer } from './agent-server.js';

/** What an agent takes: functions of its state, from the verbs of `Agent` alone. */
export interface AgentOperation<in out S> {
  /** Carries the type of the state for the compiler only; no value has this type. */
  readonly stateOf: (state: S) => S;
}

/** The pid of an agent whose state is an `S`. */
export type AgentPid<S = any> = Pid<AgentOperation<S>>;

/** Where an agent may be found: its pid, its name, or a `via` address. */
export type AgentAddress<S> = AgentPid<S> | string | Address | readonly [name: string, node: string];

/**
 * Starts an agent that is linked to the caller.
 *
 * @param initial gives the first state; it runs in the agent.
 * @param options as those of `startLink`: `name`, `via`, `timeoutMs`.
 * @returns the agent, after `initial` has returned. Taken with `yield*` or `await`.
 * @throws ProcessExit with the reason with which `initial` failed; `['already_started', pid]` when the name is taken. BeamworkError
 * `BEAMWORK_BAD_BODY`, `BEAMWORK_BAD_OPTION`, `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: that of `startLink`.
 * @see https://hexdocs.pm/elixir/Agent.html#start_link/2
 *
 * ```ts run
 * const value = await run(function* () {
 *   const counter = yield* Agent.startLink(() => 1);
 *   yield* Agent.update(counter, (n) => n + 1);
 *   return yield* Agent.get(counter, (n) => n);
 * });
 * value; // => 2
 * ```
 */
export function startLink<R>(initial: () => R, options?: StartOptions): Receiving<AgentPid<Widened<Result<R>>>>;
export function startLink(initial: () => unknown, options?: StartOptions): unknown {
  checkFunction(initial, 'Agent.startLink');
  return startLinkServer(AgentServer, [initial], options);
}

/**
 * Starts an agent that nobody is linked to; otherwise as `Agent.startLink`, and outside of processes too.
 *
 * @param initial gives the first state; it runs in the agent.
 * @param options as those of `start`: `name`, `via`, `timeoutMs`.
 * @returns the agent, after `initial` has returned.
 * @throws as `Agent.startLink`.
 * Cost: that of `start`.
 * @see https://hexdocs.pm/elixir/Agent.html#start/2
 *
 * ```ts run
 * const stock = await Agent.start(() => new Map([['apples', 3]]));
 * await Agent.get(stock, (map) => map.get('apples')); // => 3
 * ```
 */
export function start<R>(initial: () => R, options?: StartOptions): Receiving<AgentPid<Widened<Result<R>>>>;
export function start(initial: () => unknown, options?: StartOptions): unknown {
  checkFunction(initial, 'Agent.start');
  return startServer(AgentServer, [initial], options);
}

/**
 * Asks an agent for something about its state.
 *
 * @param agent the agent, its name, or a `via` address.
 * @param f gets the state, in the agent; what it returns is copied for the caller. A plain or generator function, or one that returns a promise.
 * @param timeoutMs milliseconds; default 5,000, `Infinity` for ever.
 * @returns what `f` returned.
 * @throws ProcessExit as `call` does: a function that throws ends the agent, and the caller fails with `[error, ['call', …]]`.
 * BeamworkError `BEAMWORK_BAD_BODY`, and those of `call`.
 * Cost: that of `call`; a long function keeps all others waiting.
 * @see https://hexdocs.pm/elixir/Agent.html#get/3
 *
 * ```ts run
 * const agent = await Agent.start(() => ['a', 'b']);
 * await Agent.get(agent, (list) => list.length); // => 2
 * ```
 */
export function get<S, R>(agent: AgentAddress<S>, f: (state: S) => R, timeoutMs?: number): Receiving<Result<R>>;
export function get(agent: Server, f: (state: never) => unknown, timeoutMs = 5_000): unknown {
  checkFunction(f, 'Agent.get');
  return call(agent, ['get', f], timeoutMs);
}

/**
 * Changes the state of an agent, and waits until it has changed.
 *
 * @param agent the agent, its name, or a `via` address.
 * @param f gets the state and returns the new one, in the agent. What it captures is not copied: give away nothing that changes later.
 * @param timeoutMs milliseconds; default 5,000.
 * @throws as `Agent.get`.
 * Cost: that of `call`.
 * @see https://hexdocs.pm/elixir/Agent.html#update/3
 *
 * ```ts run
 * const agent = await Agent.start(() => 1);
 * await Agent.update(agent, (n) => n + 1); // => undefined
 * ```
 */
export function update<S>(agent: AgentAddress<S>, f: (state: S) => S | PromiseLike<S> | Generator<unknown, S, unknown>, timeoutMs?: number): Receiving<void>;
export function update(agent: Server, f: (state: never) => unknown, timeoutMs = 5_000): unknown {
  checkFunction(f, 'Agent.update');
  return call(agent, ['update', f], timeoutMs);
}

/**
 * Changes the state of an agent, and gives something back.
 *
 * @param agent the agent, its name, or a `via` address.
 * @param f gets the state and returns `[reply, newState]`, in the agent.
 * @param timeoutMs milliseconds; default 5,000.
 * @returns the reply.
 * @throws as `Agent.get`; a function that returns no such pair ends the agent with a TypeError.
 * Cost: that of `call`.
 * @see https://hexdocs.pm/elixir/Agent.html#get_and_update/3
 *
 * ```ts run
 * const tickets = await Agent.start(() => 7);
 * await Agent.getAndUpdate(tickets, (next) => [next, next + 1]); // => 7
 * ```
 */
export function getAndUpdate<S, R>(agent: AgentAddress<S>, f: (state: S) => Pair<R, S> | PromiseLike<Pair<R, S>> | Generator<unknown, Pair<R, S>, unknown>, timeoutMs?: number): Receiving<R>;
export function getAndUpdate(agent: Server, f: (state: never) => unknown, timeoutMs = 5_000): unknown {
  checkFunction(f, 'Agent.getAndUpdate');
  return call(agent, ['getAndUpdate', f], timeoutMs);
}

/**
 * Changes the state of an agent, and does not wait for it.
 *
 * @param agent the agent, its name, or a `via` address; nobody there, and the function is dropped.
 * @param f gets the state and returns the new one, in the agent.
 * @throws BeamworkError `BEAMWORK_BAD_BODY`, `BEAMWORK_BAD_DESTINATION`.
 * Cost: that of `send`.
 * @see https://hexdocs.pm/elixir/Agent.html#cast/2
 *
 * ```ts run
 * const agent = await Agent.start(() => 1);
 * Agent.cast(agent, (n) => n + 1);
 * await Agent.get(agent, (n) => n); // => 2
 * ```
 */
export function cast<S>(agent: AgentAddress<S>, f: (state: S) => S | PromiseLike<S> | Generator<unknown, S, unknown>): void;
export function cast(agent: Server, f: (state: never) => unknown): void {
  checkFunction(f, 'Agent.cast');
  castTo(agent, ['cast', f]);
}

/**
 * Ends an agent, and waits until it has ended.
 *
 * @param agent the agent, its name, or a `via` address.
 * @param reason the exit reason; default `'normal'`.
 * @param timeoutMs milliseconds; default `Infinity`.
 * @throws as `stop`.
 * Cost: that of `stop`.
 * @see https://hexdocs.pm/elixir/Agent.html#stop/3
 *
 * ```ts run
 * const agent = await Agent.start(() => 1);
 * await Agent.stop(agent);
 * Process.isAlive(agent); // => false
 * ```
 */
export function stop<S>(agent: AgentAddress<S>, reason?: unknown, timeoutMs?: number): Receiving<void>;
export function stop(agent: Server, reason: unknown = 'normal', timeoutMs = Infinity): unknown {
  return stopServer(agent, reason, timeoutMs);
}

type Pair<R, S> = readonly [reply: R, state: S];

/** The state of `() => 1` is a number, not the number 1. */
type Widened<S> = S extends number ? number : S extends string ? string : S extends boolean ? boolean : S;

function checkFunction(value: unknown, verb: string): void {
  if (typeof value === 'function') return;
  throw new BeamworkError({ code: 'BEAMWORK_BAD_BODY', problem: `${verb} was given ${showTerm(value)}`, remedy: 'give a function; it runs in the process of the agent' });
}
