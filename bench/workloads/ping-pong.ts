import { P, Process, Receive, receive, self, send, spawn, type Pid } from '../../lib/index.js';
import { deferred, seconds, type Workload } from '../measure.js';

@Process()
class Pong {
  @Receive(['ping', P.pid])
  ping([, from]: ['ping', Pid]): void {
    send(from, ['pong', self()]);
  }
}

@Process()
class Ping {
  #left = 0;
  #done = (): void => {};

  init(rounds: number, pong: Pid, done: () => void): void {
    this.#left = rounds;
    this.#done = done;
    send(pong, ['ping', self()]);
  }

  @Receive(['pong', P.pid])
  pong([, from]: ['pong', Pid]): void {
    if (--this.#left > 0) send(from, ['ping', self()]);
    else this.#done();
  }
}

function measured(name: string, size: number, play: (rounds: number, done: () => void) => void): Workload {
  return {
    name,
    size,
    async measure(messages) {
      const rounds = messages / 2;
      const { promise, resolve } = deferred();
      const wall = await seconds(() => {
        play(rounds, resolve);
        return promise;
      });
      return [{ workload: name, value: messages / wall, unit: 'msg/s', n: messages, wall_s: wall }];
    },
  };
}

export const pingPong = measured('pingpong', 1_000_000, (rounds, done) => {
  spawn(Ping, rounds, spawn(Pong), done);
});

export const pingPongGenerator = measured('pingpong_generator', 1_000_000, (rounds, done) => {
  const pong = spawn(function* () {
    for (let round = 0; round < rounds; round++) {
      const [, from] = yield* receive(['ping', P.pid]);
      send(from, ['pong', self()]);
    }
  });
  spawn(function* () {
    for (let round = 0; round < rounds; round++) {
      send(pong, ['ping', self()]);
      yield* receive(['pong', P.any]);
    }
    done();
  });
});

export const pingPongAsync = measured('pingpong_async', 1_000_000, (rounds, done) => {
  const pong = spawn(async () => {
    for (let round = 0; round < rounds; round++) {
      const [, from] = await receive(['ping', P.pid]);
      send(from, ['pong', self()]);
    }
  });
  spawn(async () => {
    for (let round = 0; round < rounds; round++) {
      send(pong, ['ping', self()]);
      await receive(['pong', P.any]);
    }
    done();
  });
});
