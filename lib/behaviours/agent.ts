import { type AgentPid, cast, get, getAndUpdate, start, startLink, stop, update } from './agent-verbs.js';

const verbs = { cast, get, getAndUpdate, start, startLink, stop, update };

/**
 * A state in a process of its own, and functions that run on it there, one at a time.
 *
 * The functions travel by reference: what they capture is shared with the agent and not copied. What they return to the caller is copied.
 *
 * @see https://hexdocs.pm/elixir/Agent.html
 *
 * ```ts run
 * const cart = await Agent.start((): string[] => []);
 * await Agent.update(cart, (items) => [...items, 'tea']);
 * await Agent.get(cart, (items) => items); // => ['tea']
 * ```
 */
export const Agent: typeof verbs = verbs;

/** The pid of an agent whose state is an `S`. */
export type Agent<S = any> = AgentPid<S>;
