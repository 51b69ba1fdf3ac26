import { deferred, seconds, type Figure } from '../measure.js';
import { giveWay, measureIdle, measureTimers, turn } from './actor-measures.js';
import { actorWorkloads, type PeerWorkloads } from './actor-workloads.js';
import { GeneratorActor, HandlerActor, PromiseActor } from './bare-actors.js';

/** What V8 could do: bare run queues without links, errors, reductions, patterns or copies. */
const handlers = actorWorkloads<HandlerActor>({
  start: (handle) => new HandlerActor(handle),
  send: (to, message) => to.send(message),
  stop: (actor) => actor.stop(),
  ask: (server, by) => new Promise((reply) => server.send({ type: 'add', by, reply })),
});

async function pingPongOfGenerators(messages: number): Promise<Figure[]> {
  const rounds = messages / 2;
  const { promise, resolve } = deferred();
  const pong = new GeneratorActor<GeneratorActor<string>>(function* () {
    for (let round = 0; round < rounds; round++) (yield).send('pong');
  });
  const ping: GeneratorActor<string> = new GeneratorActor<string>(function* () {
    yield;
    for (let round = 0; round < rounds; round++) {
      pong.send(ping);
      yield;
    }
    resolve();
  });
  const wall = await seconds(() => {
    ping.send('go');
    return promise;
  });
  return [{ workload: 'pingpong_generator', value: messages / wall, unit: 'msg/s', n: messages }];
}

async function pingPongOfPromises(messages: number): Promise<Figure[]> {
  const rounds = messages / 2;
  const ping = new PromiseActor<string>();
  const pong = new PromiseActor<PromiseActor<string>>();
  async function answer(): Promise<void> {
    for (let round = 0; round < rounds; round++) (await pong.receive()).send('pong');
  }
  async function ask(): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      pong.send(ping);
      await ping.receive();
    }
  }
  const wall = await seconds(() => Promise.all([answer(), ask()]));
  return [{ workload: 'pingpong_async', value: messages / wall, unit: 'msg/s', n: messages }];
}

async function spawnGenerators(count: number): Promise<Figure[]> {
  const { promise, resolve } = deferred();
  const collector = new GeneratorActor<string>(function* () {
    for (let left = count; left > 0; left--) yield;
    resolve();
  });
  const wall = await seconds(async () => {
    for (let each = 0; each < count; each++) {
      if (each % turn === 0) await giveWay();
      new GeneratorActor<string>(function* () {
        yield;
        collector.send('done');
      }).send('go');
    }
    await promise;
  });
  return [{ workload: 'spawn_generator', value: count / wall, unit: 'spawn/s', n: count }];
}

function* idle(): Generator<undefined, void, string> {
  yield;
}

/** The timers of the host, one each. */
const timers = (count: number): Promise<Figure[]> =>
  measureTimers(count, (tick) => {
    const armed: NodeJS.Timeout[] = [];
    return {
      arm: (id, ms) => void (armed[id] = setTimeout(tick, ms)),
      disarm: (id) => clearTimeout(armed[id]),
    };
  });

const { monitors: _monitors, ...handled } = handlers;

export const workloads: PeerWorkloads = {
  ...handled,
  pingpong_generator: pingPongOfGenerators,
  pingpong_async: pingPongOfPromises,
  spawn_generator: spawnGenerators,
  idle_generator: (count) => measureIdle('idle_generator', count, () => new GeneratorActor<string>(idle)),
  timers,
};
