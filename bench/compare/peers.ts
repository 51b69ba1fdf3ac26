import type { Contender } from './contenders.js';

/** A side of bench/peers, and the file of its program. */
export type Peer = Omit<Contender, 'command'> & { readonly file: string };

/** Workloads that are done at any size. */
export function unlimited(...names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, Infinity]));
}

const because = (reason: string, ...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, reason]));

const withoutRing = unlimited('pingpong', 'spawn', 'call', 'fanin', 'handlers', 'idle', 'bigmsg_5k');
const common = { ...withoutRing, ...unlimited('ring') };
const large = { pingpong: 1e6, spawn: 1e5, idle: 1e5 };

/** What none of them has. */
const beyondAll = {
  ...because('no selective receive', 'selective_ref', 'selective_noref'),
  ...because('no supervisor that starts again, in the same process, what was killed', 'restarts', 'dynamic_children', 'idle_supervised'),
  ...because('held against its goal alone', 'fairness'),
  ...because('one way to end, which is `spawn`', 'spawn_exit'),
};
const handlersOnly = {
  ...because('an actor is a handler, not a generator', 'pingpong_generator', 'spawn_generator', 'idle_generator'),
  ...because('no mailbox that an async body waits for', 'pingpong_async'),
};
const noLinks = because('ends do not spread from one to the next', 'links');
const noTimers = because('no timers of its own', 'timers');

/** What is measured beside beamwork on Node. Only peers count as rivals: references and the floor lack most of what an actor needs. */
export const peers: readonly Peer[] = [
  {
    name: 'nact',
    kind: 'peer',
    file: 'nact',
    remark: 'messages by reference; `monitors` is its afterStop hook',
    can: { ...common, ...large, ...unlimited('monitors'), ring: 1e4, fanin: 1e4 },
    cannot: { ...beyondAll, ...handlersOnly, ...noTimers, links: 'stopping an actor leaves its children running' },
  },
  {
    name: 'xstate',
    kind: 'peer',
    file: 'xstate',
    remark: 'messages by reference, handled inside `send`; `call` is a promise made by hand; `monitors` is a subscription; `links` is a chain of children',
    can: { ...withoutRing, ...large, ...unlimited('monitors'), timers: 1e4, links: 1e3 },
    cannot: { ...beyondAll, ...handlersOnly, ring: 'a ring of 1,000 overflows the stack, as `send` runs the receiver' },
  },
  {
    name: 'effect',
    kind: 'peer',
    file: 'effect',
    remark: 'messages by reference; a process is a fiber with a queue; `monitors` is an observer of a fiber',
    can: { ...common, ...large, ...unlimited('monitors', 'spawn_generator', 'timers'), pingpong: 1e4, pingpong_generator: 1e4, ring: 1e4, idle_generator: 1e5 },
    cannot: { ...beyondAll, pingpong_async: 'a fiber has no async body', links: 'a chain of 10,000 child fibers does not fit into the heap' },
  },
  {
    name: 'comedy',
    kind: 'peer',
    file: 'comedy',
    remark: 'messages by reference; `links` is a chain of children',
    can: { ...common, ...large, fanin: 1e4, links: 1e4 },
    cannot: { ...beyondAll, ...handlersOnly, ...noTimers, monitors: 'nobody else is told of an actor’s end' },
  },
  {
    name: 'EventEmitter',
    kind: 'reference',
    file: 'events',
    remark: 'one listener, each message in a microtask',
    can: { ...common, pingpong: 1e6, spawn: 1e5, ...unlimited('monitors') },
    cannot: { ...beyondAll, ...handlersOnly, ...noLinks, ...noTimers },
  },
  {
    name: 'rxjs Subject',
    kind: 'reference',
    file: 'rxjs',
    remark: 'one subscriber, each message in a microtask',
    can: { ...common, pingpong: 1e6, spawn: 1e5, ...unlimited('monitors') },
    cannot: { ...beyondAll, ...handlersOnly, ...noLinks, ...noTimers },
  },
  {
    name: 'bare V8',
    kind: 'floor',
    file: 'floor',
    remark: 'a bare run queue: no links, errors, reductions, patterns or copies; timers are `setTimeout`',
    can: { ...common, ...unlimited('pingpong_generator', 'pingpong_async', 'spawn_generator', 'idle_generator', 'timers') },
    cannot: { ...beyondAll, ...noLinks, monitors: 'nobody is told of an end' },
  },
];
