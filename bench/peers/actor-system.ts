/** What the actors of the workloads tell each other. */
export type Message<Actor> =
  | { readonly type: 'ping' | 'pong'; readonly from: Actor }
  | { readonly type: 'token'; readonly hops: number }
  | { readonly type: 'go' | 'done' | 'down' }
  | { readonly type: 'inc'; readonly by: number }
  | { readonly type: 'add'; readonly by: number; readonly reply?: (sum: number) => void }
  | { readonly type: 'tagged'; readonly tag: string; readonly by: number }
  | { readonly type: 'big'; readonly value: object };

/** Handles one message. What it returns is the answer, in libraries where a handler answers by its result. */
export type Handler<Actor> = (message: Message<Actor>, self: Actor) => unknown;

/** Sends a message with a tag. */
export type Dispatch = (tag: string, by: number) => void;

/** Timers of a library, each with a number of its own. */
export interface Timers {
  readonly arm: (id: number, ms: number) => void;
  readonly disarm: (id: number) => void;
}

/**
 * A library whose actors are handlers of messages, as the workloads see it. A part that is missing is a workload that
 * cannot be done with the library.
 */
export interface ActorSystem<Actor> {
  /** Starts an actor; `ended` is told when it has stopped. */
  readonly start: (handle: Handler<Actor>, ended?: () => void) => Actor | Promise<Actor>;
  readonly send: (to: Actor, message: Message<Actor>) => void;
  readonly stop: (actor: Actor) => void;
  /** Adds to the sum of a server and gives the new sum. */
  readonly ask?: (server: Actor, by: number) => Promise<unknown>;
  /** Starts so many actors, each a child of the one before, and gives the first; `ended` is told when the last has stopped. */
  readonly chain?: (count: number, ended: () => void) => Actor | Promise<Actor>;
  /** An actor with a handler for each tag, by the library's own means, and how to send to it; else its one handler looks the tag up. */
  readonly dispatch?: (tags: readonly string[], take: (by: number) => void) => Dispatch | Promise<Dispatch>;
  readonly timers?: (tick: () => void) => Timers;
}
