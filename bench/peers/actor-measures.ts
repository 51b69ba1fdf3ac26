import { cpuSeconds, deferred, residentBytes, seconds, type Figure } from '../measure.js';
import { delays } from '../random.js';
import type { ActorSystem } from './actor-system.js';

/** So many messages are sent before the sender lets the event loop turn: all of them at once would be a test of the garbage collector. */
export const turn = 1_000;

/** Lets the event loop turn. */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Not `Promise.all`: a library that starts an actor at once shall not pay for a promise each. */
export async function inTurn<T>(count: number, make: (index: number) => T | Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index++) {
    const each = make(index);
    made.push(each instanceof Promise ? await each : each);
  }
  return made;
}

/** Requests to one server, each after the answer to the one before. */
export async function measureCalls<Actor>(count: number, start: ActorSystem<Actor>['start'], ask: (server: Actor, by: number) => Promise<unknown>): Promise<Figure[]> {
  let sum = 0;
  const server = await start((message) => {
    if (message.type !== 'add') return;
    sum += message.by;
    message.reply?.(sum);
    return sum;
  });
  let answer: unknown;
  const wall = await seconds(async () => {
    for (let each = 0; each < count; each++) answer = await ask(server, 1);
  });
  if (answer !== count) throw new Error(`the last answer was ${String(answer)}, not ${count}`);
  return [{ workload: 'call', value: count / wall, unit: 'call/s', n: count }];
}

/** Messages with tags, in turn, to an actor with a handler for each. */
export async function measureHandlers(count: number, dispatch: NonNullable<ActorSystem<unknown>['dispatch']>): Promise<Figure[]> {
  const messages = 100_000;
  const { promise, resolve } = deferred();
  let left = messages;
  const tags = Array.from({ length: count }, (_, index) => `tag_${index}`);
  const send = await dispatch(tags, (by) => {
    if ((left -= by) === 0) resolve();
  });
  const wall = await seconds(async () => {
    for (let each = 0; each < messages; each++) {
      if (each % turn === 0) await giveWay();
      send(tags[each % count] ?? '', 1);
    }
    await promise;
  });
  return [{ workload: 'handlers', value: messages / wall, unit: 'msg/s', n: count }];
}

/** A chain whose first is stopped, until the last has ended. */
export async function measureChain<Actor>(count: number, chain: NonNullable<ActorSystem<Actor>['chain']>, stop: (actor: Actor) => void): Promise<Figure[]> {
  const { promise, resolve } = deferred();
  const first = await chain(count, resolve);
  const wall = await seconds(() => {
    stop(first);
    return promise;
  });
  return [{ workload: 'links', value: wall * 1e3, unit: 'ms(kill to last dead)', n: count }];
}

/** Timers made and cancelled long before their time, and timers that fire. */
export async function measureTimers(count: number, timers: NonNullable<ActorSystem<unknown>['timers']>): Promise<Figure[]> {
  const { promise, resolve } = deferred();
  let left = count;
  const { arm, disarm } = timers(() => {
    if (--left === 0) resolve();
  });
  const long = delays(count, 60_000);
  const create = await seconds(() => long.forEach((ms, id) => arm(id, ms)));
  const cancel = await seconds(() => long.forEach((_ms, id) => disarm(id)));
  delays(count, 0).forEach((ms, id) => arm(count + id, ms));
  const cpu = cpuSeconds();
  await promise;
  const figure = (workload: string, secondsTaken: number, unit: string): Figure => ({ workload, value: (secondsTaken * 1e9) / count, unit, n: count });
  return [figure('timers_create', create, 'ns/timer'), figure('timers_cancel', cancel, 'ns/timer'), figure('timers_fire_cpu', cpuSeconds() - cpu, 'ns CPU/timer')];
}

/** Resident memory that each of many actors at rest takes. */
export async function measureIdle(workload: string, count: number, start: () => unknown): Promise<Figure[]> {
  await inTurn(1_000, start);
  await new Promise(setImmediate);
  collectGarbage();
  const before = residentBytes();
  const kept = await inTurn(count, start);
  await new Promise(setImmediate);
  collectGarbage();
  const value = (residentBytes() - before) / kept.length;
  return [{ workload, value, unit: 'B/process(rss)', n: count }];
}

function collectGarbage(): void {
  globalThis.gc?.();
  globalThis.gc?.();
}
