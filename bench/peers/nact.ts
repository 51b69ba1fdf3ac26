import nact, { type Reference } from 'nact';
import type { Message } from './actor-system.js';
import { actorWorkloads } from './actor-workloads.js';

const system = nact.start();
let named = 0;

/** Names of our own: nact draws its own at random, and among 100,000 of them two are equal. */
export const workloads = actorWorkloads<Reference>({
  start: (handle, ended) => nact.spawn(system, (_state, message: Message<Reference>, { self }) => handle(message, self), `actor_${++named}`, ended && { afterStop: ended }),
  send: nact.dispatch,
  stop: nact.stop,
  ask: (server, by) => nact.query(server, (from) => ({ type: 'add', by, reply: (sum: number) => nact.dispatch(from, sum) }), 5_000),
});
