import { cancel, createActor, createMachine, enqueueActions, fromTransition, setup, spawnChild, type AnyActorRef, type AnyStateMachine } from 'xstate';
import type { Message } from './actor-system.js';
import { actorWorkloads } from './actor-workloads.js';

type TimerEvent = { readonly type: 'arm'; readonly id: string; readonly delay: number } | { readonly type: 'disarm'; readonly id: string } | { readonly type: 'tick' };

/** Only its type is read. */
const armed: TimerEvent = { type: 'tick' };

interface Tagged {
  readonly type: string;
  readonly by: number;
}

/** Only its type is read. */
const tagged: Tagged = { type: '', by: 0 };

/** Each grows one child of its own kind, and stops with its parent. */
function chain(count: number, ended: () => void): AnyActorRef {
  let last: AnyActorRef | undefined;
  const machine: AnyStateMachine = createMachine({
    entry: ({ self }) => {
      last = self;
    },
    on: { grow: { actions: spawnChild('member', { id: 'next' }) } },
  });
  machine.implementations.actors['member'] = machine;
  const first = createActor(machine).start();
  for (let made = 1; made < count; made++) last?.send({ type: 'grow' });
  last?.subscribe({ complete: ended });
  return first;
}

export const workloads = actorWorkloads<AnyActorRef>({
  start(handle, ended) {
    const logic = fromTransition((state: null, message: Message<AnyActorRef>, { self }) => {
      handle(message, self);
      return state;
    }, null);
    const actor = createActor(logic).start();
    if (ended !== undefined) actor.subscribe({ complete: ended });
    return actor;
  },
  send: (to, message) => to.send(message),
  stop: (actor) => void ('stop' in actor && typeof actor.stop === 'function' && actor.stop()),
  ask: (server, by) => new Promise((reply) => server.send({ type: 'add', by, reply })),
  chain,
  dispatch(tags, take) {
    const { createMachine: tagMachine } = setup({ types: { events: tagged as Tagged } });
    const handle = ({ event: { by } }: { event: Tagged }): void => take(by);
    const actor = createActor(tagMachine({ on: Object.fromEntries(tags.map((tag) => [tag, { actions: handle }])) })).start();
    return (type, by) => actor.send({ type, by });
  },
  timers(tick) {
    const { createMachine: timerMachine } = setup({ types: { events: armed as TimerEvent } });
    const machine = timerMachine({
      on: {
        arm: { actions: enqueueActions(({ enqueue, event: { id, delay } }) => enqueue.raise({ type: 'tick' }, { id, delay })) },
        disarm: { actions: cancel(({ event }) => event.id) },
        tick: { actions: tick },
      },
    });
    const actor = createActor(machine).start();
    return {
      arm: (id, delay) => actor.send({ type: 'arm', id: `timer_${id}`, delay }),
      disarm: (id) => actor.send({ type: 'disarm', id: `timer_${id}` }),
    };
  },
});
