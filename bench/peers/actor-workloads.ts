import { bigMessage } from '../big-value.js';
import { deferred, seconds, type Figure } from '../measure.js';
import { giveWay, inTurn, measureCalls, measureChain, measureHandlers, measureIdle, measureTimers, turn } from './actor-measures.js';
import type { ActorSystem, Dispatch } from './actor-system.js';

/** The workloads of a peer, by name. */
export type PeerWorkloads = Readonly<Record<string, (size: number) => Promise<Figure[]>>>;

const members = 1_000;
const producers = 1_000;

/** The workloads of bench/workloads for a library of actors: the same work, and the receiver says when it is complete. */
export function actorWorkloads<Actor>({ start, send, stop, ask, chain, timers, dispatch }: ActorSystem<Actor>): PeerWorkloads {
  const many = (count: number, make: (index: number) => Actor | Promise<Actor>): Promise<Actor[]> => inTurn(count, make);

  async function pingpong(messages: number): Promise<Figure[]> {
    const { promise, resolve } = deferred();
    let left = messages / 2;
    const pong = await start((message, self) => {
      if (message.type === 'ping') send(message.from, { type: 'pong', from: self });
    });
    const ping = await start((message, self) => {
      if (message.type !== 'pong') return;
      if (--left > 0) send(message.from, { type: 'ping', from: self });
      else resolve();
    });
    const wall = await seconds(() => {
      send(pong, { type: 'ping', from: ping });
      return promise;
    });
    return [{ workload: 'pingpong', value: messages / wall, unit: 'msg/s', n: messages }];
  }

  async function ring(hops: number): Promise<Figure[]> {
    const { promise, resolve } = deferred();
    const actors: Actor[] = await many(members, (index) =>
      start((message) => {
        if (message.type !== 'token') return;
        const next = actors[(index + 1) % members];
        if (message.hops === 0) resolve();
        else if (next !== undefined) send(next, { type: 'token', hops: message.hops - 1 });
      }),
    );
    const wall = await seconds(() => {
      if (actors[0] !== undefined) send(actors[0], { type: 'token', hops });
      return promise;
    });
    for (const actor of actors) stop(actor);
    return [{ workload: 'ring', value: hops / wall, unit: 'hop/s', n: hops }];
  }

  async function spawn(count: number): Promise<Figure[]> {
    const { promise, resolve } = deferred();
    let left = count;
    const collector = await start((message) => {
      if (message.type === 'done' && --left === 0) resolve();
    });
    const wall = await seconds(async () => {
      for (let each = 0; each < count; each++) {
        if (each % turn === 0) await giveWay();
        const started = start((message, self) => {
          if (message.type !== 'go') return;
          send(collector, { type: 'done' });
          stop(self);
        });
        send(started instanceof Promise ? await started : started, { type: 'go' });
      }
      await promise;
    });
    return [{ workload: 'spawn', value: count / wall, unit: 'spawn/s', n: count }];
  }

  async function fanin(total: number): Promise<Figure[]> {
    const { promise, resolve } = deferred();
    let left = total;
    const each = total / producers;
    const counter = await start((message) => {
      if (message.type === 'inc' && (left -= message.by) === 0) resolve();
    });
    const actors = await many(producers, () =>
      start((message) => {
        if (message.type === 'go') for (let sent = 0; sent < each; sent++) send(counter, { type: 'inc', by: 1 });
      }),
    );
    const wall = await seconds(() => {
      for (const actor of actors) send(actor, { type: 'go' });
      return promise;
    });
    return [{ workload: 'fanin', value: total / wall, unit: 'msg/s', n: total }];
  }

  async function bigmsg(count: number): Promise<Figure[]> {
    const { promise, resolve } = deferred();
    const value = bigMessage();
    let left = count;
    const sink = await start((message) => {
      if (message.type === 'big' && --left === 0) resolve();
    });
    const wall = await seconds(async () => {
      for (let each = 0; each < count; each++) {
        if (each % turn === 0) await giveWay();
        send(sink, { type: 'big', value });
      }
      await promise;
    });
    return [{ workload: 'bigmsg_5k', value: count / wall, unit: 'msg/s', n: count }];
  }

  async function monitors(count: number): Promise<Figure[]> {
    const { promise, resolve } = deferred();
    let left = count;
    const watcher = await start((message) => {
      if (message.type === 'down' && --left === 0) resolve();
    });
    const actors = await many(count, () => start(nothing, () => send(watcher, { type: 'down' })));
    const wall = await seconds(() => {
      for (const actor of actors) stop(actor);
      return promise;
    });
    return [{ workload: 'monitors', value: wall * 1e3, unit: 'ms(kill to last DOWN)', n: count }];
  }

  /** A record of handlers, as one writes it where a library has no way of its own. */
  async function lookUp(tags: readonly string[], take: (by: number) => void): Promise<Dispatch> {
    const table = Object.fromEntries(tags.map((tag) => [tag, (by: number): void => take(by)]));
    const actor = await start((message) => {
      if (message.type === 'tagged') table[message.tag]?.(message.by);
    });
    return (tag, by) => send(actor, { type: 'tagged', tag, by });
  }

  return {
    pingpong,
    ring,
    spawn,
    fanin,
    bigmsg_5k: bigmsg,
    monitors,
    handlers: (count) => measureHandlers(count, dispatch ?? lookUp),
    idle: (count) => measureIdle('idle', count, () => start(nothing)),
    ...(ask && { call: (count: number) => measureCalls(count, start, ask) }),
    ...(chain && { links: (count: number) => measureChain(count, chain, stop) }),
    ...(timers && { timers: (count: number) => measureTimers(count, timers) }),
  };
}

const nothing = (): void => {};
