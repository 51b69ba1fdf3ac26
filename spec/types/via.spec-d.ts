// An address made by `via` may say whose it is: then requests are held against the protocol, and replies have their types.
import { Call, call, Cast, cast, type KeyAddress, type KeyRegistryPid, type NoReply, noReply, type From, type Op, type OpsOf, P, type Pid, Process, send, start, type Speaks, via } from '../../lib/index.js';
import { type Equal, holds } from './expect-type.js';

@Process()
class Room {
  private guests: string[] = [];

  @Call(['size'])
  size(_: ['size']): number {
    return this.guests.length;
  }

  @Call(['next'])
  next(_: ['next'], _from: From<Date>): NoReply {
    return noReply;
  }

  @Cast(['enter', P.string])
  enter([, name]: ['enter', string]): void {
    this.guests.push(name);
  }
}

type Clock = Op<['time'], number> | ['wind'];

declare const rooms: KeyRegistryPid<[string, number], string>;

export async function accepted(): Promise<void> {
  // compiles: a class says what the process speaks
  const lobby = via<Room>(rooms, ['room', 1]);
  holds<Equal<typeof lobby, KeyAddress<OpsOf<Room>>>>();

  // compiles: the reply follows from the request
  const size = await call(lobby, ['size']);
  holds<Equal<typeof size, number>>();

  // compiles: a reply that comes later, too
  const next = await call(lobby, ['next'], 100);
  holds<Equal<typeof next, Date>>();

  // compiles: requests that a handler takes, and messages
  cast(lobby, ['enter', 'Ada']);
  send(lobby, ['enter', 'Ada']);

  // compiles: a protocol says it as well, as in a pid
  const clock = via<Clock>('clocks', 'tower', 'value');
  holds<Equal<typeof clock, KeyAddress<Clock>>>();
  const time = await call(clock, ['time']);
  holds<Equal<typeof time, number>>();
  holds<Equal<ReturnType<typeof clock.whereis>, Pid<Clock> | undefined>>();

  // compiles: the operations of a class are those of the class
  const same: KeyAddress<OpsOf<Room>> = via<OpsOf<Room>>(rooms, ['room', 1]);
  holds<Equal<typeof same, typeof lobby>>();

  // compiles: messages alone are a protocol, whatever their shape
  const text = via<'stop'>('clocks', 'tower');
  holds<Equal<typeof text, KeyAddress<'stop'>>>();
  send(text, 'stop');
  send(via<{ type: 'reset' }>('clocks', 'tower'), { type: 'reset' });

  // compiles: a declared protocol goes before the methods
  const narrow = await call(via<Speaks<Op<['ask'], string>>>(rooms, 'k'), ['ask']);
  holds<Equal<typeof narrow, string>>();

  // compiles: an address that says nothing takes any request, and its reply is anything
  const bare = via(rooms, ['room', 1], 'lobby');
  holds<Equal<typeof bare, KeyAddress>>();
  const anything = await call(bare, ['whatever']);
  holds<Equal<typeof anything, any>>();
  cast(bare, 5);

  // compiles: a bare address may stand for a typed one, and a typed one where a start wants one
  const typed: KeyAddress<Clock> = bare;
  void typed;
  await start(Room, [], { via: lobby });

  // compiles: two type arguments are those of the registry
  holds<Equal<typeof bare, ReturnType<typeof via<[string, number], string>>>>();
}

export async function refused(): Promise<void> {
  const lobby = via<Room>(rooms, ['room', 1]);

  // @ts-expect-error no handler takes this request
  await call(lobby, ['leave']);

  // @ts-expect-error the reply is a number
  const text: string = await call(lobby, ['size']);

  // @ts-expect-error the name is a string
  cast(lobby, ['enter', 7]);

  // @ts-expect-error no handler takes this message
  send(lobby, ['size', 1]);

  // @ts-expect-error the reply of the protocol is a number
  const time: string = await call(via<Clock>('clocks', 'tower'), ['time']);

  // @ts-expect-error the key is a pair, where nothing is said of the process
  via(rooms, 'lobby');

  // @ts-expect-error the value is a string
  via(rooms, ['room', 1], 7);

  // @ts-expect-error an address of a room is none of a clock
  const clock: KeyAddress<Clock> = lobby;

  void [text, time, clock];
}
