import { createSystem, type Actor, type ActorRef } from 'comedy';
import type { Handler, Message } from './actor-system.js';
import { actorWorkloads } from './actor-workloads.js';

const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {} };
const root = await createSystem({ test: true, log: silent }).rootActor();

/** A message of comedy names a method of the actor. */
function behaviour(handle: Handler<ActorRef>): object {
  let self: ActorRef;
  const take = (message: Message<ActorRef>): unknown => handle(message, self);
  return {
    initialize(actor: Actor) {
      self = actor;
    },
    ping: take,
    pong: take,
    token: take,
    go: take,
    done: take,
    inc: take,
    add: take,
    big: take,
  };
}

function link(left: number, ended: () => void): object {
  return {
    initialize: (self: Actor) => (left > 1 ? self.createChild(link(left - 1, ended)) : undefined),
    destroy() {
      if (left === 1) ended();
    },
  };
}

export const workloads = actorWorkloads<ActorRef>({
  start: (handle) => Promise.resolve(root.createChild(behaviour(handle))),
  send: (to, message) => void to.send(message.type, message),
  stop: (actor) => void actor.destroy(),
  ask: (server, by) => server.sendAndReceive('add', { type: 'add', by }),
  async dispatch(tags, take) {
    const methods = Object.fromEntries(tags.map((tag) => [tag, (by: number): void => take(by)]));
    const actor = await Promise.resolve(root.createChild(methods));
    return (tag, by) => void actor.send(tag, by);
  },
  chain: (count, ended) => Promise.resolve(root.createChild(link(count, ended))),
});
