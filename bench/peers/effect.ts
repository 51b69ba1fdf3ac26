import { Deferred, Effect, Fiber, Queue } from 'effect';
import { bigMessage } from '../big-value.js';
import { deferred, seconds, type Figure } from '../measure.js';
import { measureIdle, measureTimers } from './actor-measures.js';
import type { PeerWorkloads } from './actor-workloads.js';

/** A process is a fiber that takes from a queue of its own. */
type Mailbox<Message> = Queue.Queue<Message>;

interface Ping {
  readonly type: 'ping' | 'pong';
  readonly from: Mailbox<Ping>;
}

const members = 1_000;
const producers = 1_000;

const spawn = <Message>(body: (mailbox: Mailbox<Message>) => Effect.Effect<unknown>): Effect.Effect<Mailbox<Message>> =>
  Effect.gen(function* () {
    const mailbox = yield* Queue.unbounded<Message>();
    yield* Effect.forkDetach(body(mailbox));
    return mailbox;
  });

const rate = (workload: string, count: number, unit: string, program: Effect.Effect<unknown>): Promise<Figure[]> =>
  seconds(() => Effect.runPromise(program)).then((wall) => [{ workload, value: count / wall, unit, n: count }]);

const takeAll = <Message>(mailbox: Mailbox<Message>, count: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    for (let each = 0; each < count; each++) yield* Queue.take(mailbox);
  });

const pingpong = (workload: string) => (messages: number) =>
  rate(workload, messages, 'msg/s', Effect.gen(function* () {
    const rounds = messages / 2;
    const pong = yield* spawn<Ping>((mailbox) => Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const { from } = yield* Queue.take(mailbox);
        yield* Queue.offer(from, { type: 'pong', from: mailbox });
      }
    }));
    const mailbox = yield* Queue.unbounded<Ping>();
    for (let round = 0; round < rounds; round++) {
      yield* Queue.offer(pong, { type: 'ping', from: mailbox });
      yield* Queue.take(mailbox);
    }
  }));

const ring = (hops: number): Promise<Figure[]> =>
  rate('ring', hops, 'hop/s', Effect.gen(function* () {
    const done = yield* Deferred.make<void>();
    const mailboxes = yield* Effect.all(Array.from({ length: members }, () => Queue.unbounded<number>()));
    const fibers: Fiber.Fiber<unknown>[] = [];
    for (const [index, mailbox] of mailboxes.entries()) {
      const next = mailboxes[(index + 1) % members] ?? mailbox;
      fibers.push(yield* Effect.forkChild(Effect.gen(function* () {
        for (;;) {
          const left: number = yield* Queue.take(mailbox);
          if (left === 0) yield* Deferred.succeed(done, undefined);
          else yield* Queue.offer(next, left - 1);
        }
      })));
    }
    if (mailboxes[0] !== undefined) yield* Queue.offer(mailboxes[0], hops);
    yield* Deferred.await(done);
    yield* Fiber.interruptAll(fibers);
  }));

const spawns = (workload: string) => (count: number) =>
  rate(workload, count, 'spawn/s', Effect.gen(function* () {
    const collector = yield* Queue.unbounded<string>();
    const collected = yield* Effect.forkChild(takeAll(collector, count));
    for (let each = 0; each < count; each++) {
      const mailbox = yield* spawn<string>((own) => Effect.andThen(Queue.take(own), Queue.offer(collector, 'done')));
      yield* Queue.offer(mailbox, 'go');
    }
    yield* Fiber.join(collected);
  }));

const fanin = (total: number): Promise<Figure[]> =>
  rate('fanin', total, 'msg/s', Effect.gen(function* () {
    const counter = yield* Queue.unbounded<number>();
    const counted = yield* Effect.forkChild(takeAll(counter, total));
    for (let producer = 0; producer < producers; producer++) {
      yield* Effect.forkChild(Effect.gen(function* () {
        for (let sent = 0; sent < total / producers; sent++) yield* Queue.offer(counter, 1);
      }));
    }
    yield* Fiber.join(counted);
  }));

/** A request carries the place for its answer. */
const calls = (count: number): Promise<Figure[]> =>
  rate('call', count, 'call/s', Effect.gen(function* () {
    const server = yield* spawn<{ readonly by: number; readonly reply: Deferred.Deferred<number> }>((mailbox) => Effect.gen(function* () {
      let sum = 0;
      while (sum < count) {
        const { by, reply } = yield* Queue.take(mailbox);
        sum += by;
        yield* Deferred.succeed(reply, sum);
      }
    }));
    let answer = 0;
    for (let each = 0; each < count; each++) {
      const reply = yield* Deferred.make<number>();
      yield* Queue.offer(server, { by: 1, reply });
      answer = yield* Deferred.await(reply);
    }
    if (answer !== count) throw new Error(`the last answer was ${answer}, not ${count}`);
  }));

const bigMessages = (count: number): Promise<Figure[]> =>
  rate('bigmsg_5k', count, 'msg/s', Effect.gen(function* () {
    const value = bigMessage();
    const sink = yield* Queue.unbounded<object>();
    const taken = yield* Effect.forkChild(takeAll(sink, count));
    for (let each = 0; each < count; each++) yield* Queue.offer(sink, value);
    yield* Fiber.join(taken);
  }));

/** A fiber that looks the tag up in a record of handlers. */
const handlers = (count: number): Promise<Figure[]> => {
  const messages = 100_000;
  const names = Array.from({ length: count }, (_, index) => `tag_${index}`);
  let left = messages;
  const table = Object.fromEntries(names.map((tag) => [tag, (by: number): void => void (left -= by)]));
  return rate('handlers', messages, 'msg/s', Effect.gen(function* () {
    const mailbox = yield* Queue.unbounded<{ readonly tag: string; readonly by: number }>();
    const handled = yield* Effect.forkChild(Effect.gen(function* () {
      while (left > 0) {
        const { tag, by } = yield* Queue.take(mailbox);
        table[tag]?.(by);
      }
    }));
    for (let each = 0; each < messages; each++) yield* Queue.offer(mailbox, { tag: names[each % count] ?? '', by: 1 });
    yield* Fiber.join(handled);
  })).then((figures) => figures.map((figure) => ({ ...figure, n: count })));
};

function startIdle(): unknown {
  const mailbox = Effect.runSync(Queue.unbounded<string>());
  return [mailbox, Effect.runFork(Queue.take(mailbox))];
}

async function monitors(count: number): Promise<Figure[]> {
  const { promise, resolve } = deferred();
  const down = Effect.runSync(Queue.unbounded<string>());
  const fibers = Array.from({ length: count }, () => Effect.runFork(Effect.never));
  Effect.runFork(Effect.andThen(takeAll(down, count), Effect.sync(resolve)));
  for (const fiber of fibers) fiber.addObserver(() => void Queue.offerUnsafe(down, 'down'));
  await new Promise(setImmediate);
  const wall = await seconds(() => {
    for (const fiber of fibers) fiber.interruptUnsafe();
    return promise;
  });
  return [{ workload: 'monitors', value: wall * 1e3, unit: 'ms(kill to last DOWN)', n: count }];
}

/** A timer is a fiber that sleeps; to cancel it is to interrupt it. */
const timers = (count: number): Promise<Figure[]> =>
  measureTimers(count, (tick) => {
    const armed = new Map<number, Fiber.Fiber<unknown>>();
    return {
      arm: (id, ms) => void armed.set(id, Effect.runFork(Effect.andThen(Effect.sleep(ms), Effect.sync(tick)))),
      disarm: (id) => armed.get(id)?.interruptUnsafe(),
    };
  });

export const workloads: PeerWorkloads = {
  pingpong: pingpong('pingpong'),
  pingpong_generator: pingpong('pingpong_generator'),
  ring,
  spawn: spawns('spawn'),
  spawn_generator: spawns('spawn_generator'),
  fanin,
  handlers,
  call: calls,
  idle: (count) => measureIdle('idle', count, startIdle),
  idle_generator: (count) => measureIdle('idle_generator', count, startIdle),
  bigmsg_5k: bigMessages,
  monitors,
  timers,
};
