// start and startLink hold their arguments against init, and say whether there may be no process.
import { call, Call, continueWith, type From, type Ignore, ignore, type NoReply, type OpsOf, type Pid, Process, run, start, type Started, startLink, stop, stopWith } from '../../lib/index.js';
import { type Equal, holds } from './expect-type.js';

@Process()
class Plain {
  @Call(['size'])
  size(_: ['size']): number {
    return 0;
  }
}

@Process()
class Sized {
  init(size: number, unit?: string): void {
    void [size, unit];
  }
}

@Process()
class Picky {
  init(wanted: boolean): Ignore | undefined {
    return wanted ? undefined : ignore();
  }
}

@Process()
class Slow {
  async init(): Promise<Ignore | NoReply> {
    return continueWith('more');
  }
}

@Process()
class Stopping {
  *init(): Generator<unknown, NoReply> {
    yield;
    return stopWith('no');
  }
}

export function accepted(): void {
  void run(async () => {
    // compiles: no arguments where init takes none
    const plain = await start(Plain);
    holds<Equal<typeof plain, Pid<OpsOf<Plain>>>>();

    // compiles: the pid knows what it is asked
    const size = await call(plain, ['size']);
    holds<Equal<typeof size, number>>();

    // compiles: the arguments of init, with and without the optional one
    await start(Sized, [1]);
    await startLink(Sized, [1, 'kg'], { name: 'sized', timeoutMs: 100 });

    // compiles: where init may ignore, there may be no pid
    const picky = await start(Picky, [true]);
    holds<undefined extends typeof picky ? true : false>();

    // compiles: an async init that may ignore is seen, too
    const slow = await startLink(Slow);
    holds<undefined extends typeof slow ? true : false>();

    // compiles: other outcomes leave the pid sure
    const stopping = await start(Stopping, [], { timeoutMs: Infinity });
    holds<undefined extends typeof stopping ? false : true>();
    await stop(stopping, ['shutdown', 1], 500);
  });

  void run(function* () {
    // compiles: yield* gives the pid, too
    const pid = yield* startLink(Plain, [], { name: 'plain' });
    holds<Equal<typeof pid, Started<Plain>>>();
    yield* stop('plain');
  });
}

export async function refused(from: From): Promise<void> {
  // @ts-expect-error init takes a number
  await start(Sized, ['1']);

  // @ts-expect-error init needs its size
  await start(Sized);

  // @ts-expect-error init takes no more than two
  await startLink(Sized, [1, 'kg', true]);

  // @ts-expect-error init takes nothing
  await start(Plain, [1]);

  // @ts-expect-error arguments come as a list
  await start(Sized, 1);

  // @ts-expect-error there is no such option
  await start(Plain, [], { nmae: 'x' });

  // @ts-expect-error a name is a string
  await start(Plain, [], { name: 7 });

  // @ts-expect-error an address is no string
  await start(Plain, [], { via: 'x' });

  // @ts-expect-error there may be no pid
  const sure: Pid = await start(Picky, [true]);

  // @ts-expect-error a body is no class
  await start(() => {});

  // @ts-expect-error a From is no server
  await stop(from);

  void sure;
}
