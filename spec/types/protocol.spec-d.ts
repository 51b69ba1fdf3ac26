// OpsOf reads a protocol off a class; MsgOf, ReplyOf, InitArgs and Result are what the verbs make of it.
import type { Pid } from '../../lib/kernel/pid.js';
import type { InitArgs, MsgOf, Op, OpsOf, ReplyOf, Result, Speaks } from '../../lib/kernel/protocol.js';
import { speaks } from '../../lib/kernel/protocol.js';
import { type Equal, holds } from './expect-type.js';

class Counter {
  private count = 0;
  step = 1;
  init(start = 0) {
    this.count = start;
  }
  increment([, by]: ['increment', number]) {
    this.count += by;
  }
  get(_: ['get']) {
    return this.count;
  }
  stop(_: 'stop') {
    this.secret(['secret']);
  }
  private secret(_: ['secret']) {}
  terminate(_: 'normal') {}
  helper(x: string) {
    return x;
  }
}
type CounterOps = OpsOf<Counter>;

// compiles: each public handler gives its message
holds<Equal<MsgOf<CounterOps>, ['increment', number] | ['get'] | 'stop'>>();

// compiles: a handler's return value is the reply
holds<Equal<CounterOps, Op<['increment', number], void> | Op<['get'], number> | Op<'stop', void>>>();
holds<Equal<ReplyOf<CounterOps, ['get']>, number>>();

// compiles: a handler that returns nothing gives a message without reply
holds<Equal<ReplyOf<CounterOps, ['increment', number]>, void>>();

// compiles: a message object, a readonly tuple, a number as tag
class Kinds {
  reset(_: { type: 'reset'; to: number }) {}
  move(_: readonly ['move', number, number]) {}
  code(_: [404, string]) {}
}
holds<Equal<MsgOf<OpsOf<Kinds>>, { type: 'reset'; to: number } | readonly ['move', number, number] | [404, string]>>();

// compiles: unions of messages, of words, of tags
class Unions {
  either(_: ['a', string] | ['b', number]) {}
  word(_: 'on' | 'off') {}
  tag(_: ['up' | 'down', number]) {}
}
holds<Equal<MsgOf<OpsOf<Unions>>, ['a', string] | ['b', number] | 'on' | 'off' | ['up' | 'down', number]>>();

// compiles: async and generator handlers reply with what they come to
class Waiting {
  async load(_: ['load', string]): Promise<Date> {
    return new Date();
  }
  *walk(_: ['walk']): Generator<unknown, boolean> {
    yield;
    return true;
  }
}
holds<Equal<ReplyOf<OpsOf<Waiting>, ['load', string]>, Date>>();
holds<Equal<ReplyOf<OpsOf<Waiting>, ['walk']>, boolean>>();

// compiles: parameters that show no literal tag give nothing
class Mixed {
  stop(_: 'stop') {}
  anything(_: any) {}
  unknown(_: unknown) {}
  text(_: string) {}
  loose(_: [string, number]) {}
  list(_: string[]) {}
  typed(_: { type: string }) {}
  branded(_: string & { readonly brand: 'id' }) {}
  instance(_: Date) {}
  nothing() {}
}
holds<Equal<OpsOf<Mixed>, 'stop'>>();

// compiles: of a union, the members with a literal tag
class Half {
  some(_: ['some', number] | number) {}
}
holds<Equal<OpsOf<Half>, ['some', number]>>();

// compiles: a class without any tagged handler takes any message
class Untagged {
  all(_: unknown) {}
}
holds<Equal<OpsOf<Untagged>, any>>();
holds<Equal<OpsOf<object>, any>>();

// compiles: inherited handlers count
class Loud extends Counter {
  shout(_: ['shout']) {}
}
holds<Equal<MsgOf<OpsOf<Loud>>, MsgOf<CounterOps> | ['shout']>>();

// compiles: a declared protocol is taken as it stands
class Declared {
  declare readonly [speaks]: Op<['open', string], boolean> | 'close';
  private any(_: unknown) {}
  visible(_: ['visible']) {}
}
holds<Equal<OpsOf<Declared>, Op<['open', string], boolean> | 'close'>>();

// compiles: a class may say so in its head as well
class Promised implements Speaks<'close'> {
  declare readonly [speaks]: 'close';
}
holds<Equal<OpsOf<Promised>, 'close'>>();

// compiles: plain messages are a protocol
holds<Equal<MsgOf<['inc', number] | Op<['get'], number>>, ['inc', number] | ['get']>>();

// compiles: an operation without a reply is its message
holds<Equal<Op<['stop'], void>, ['stop']>>();
holds<Equal<Op<['stop']>, ['stop']>>();

// compiles: any stays any
holds<Equal<MsgOf<any>, any>>();
holds<Equal<OpsOf<any>, any>>();
holds<Equal<ReplyOf<any, 'x'>, any>>();

// compiles: the arguments of init
holds<Equal<InitArgs<Counter>, [start?: number | undefined]>>();
holds<Equal<InitArgs<Kinds>, []>>();
class Two {
  async init(_name: string, ..._rest: number[]) {}
}
holds<Equal<InitArgs<Two>, [_name: string, ..._rest: number[]]>>();

// compiles: what bodies come to
holds<Equal<Result<number>, number>>();
holds<Equal<Result<Promise<number>>, number>>();
holds<Equal<Result<Generator<unknown, string>>, string>>();
holds<Equal<Result<Generator<undefined, Date, number>>, Date>>();
holds<Equal<Result<void>, void>>();
holds<Equal<Result<any>, any>>();

// compiles: a protocol names itself in signatures
export function increase(_counter: Pid<OpsOf<Counter>>, message: MsgOf<OpsOf<Counter>>): MsgOf<OpsOf<Counter>> {
  return message;
}

// @ts-expect-error the payload is a number
export const payload: MsgOf<CounterOps> = ['increment', 'x'];

// @ts-expect-error no handler has this tag
export const tag: MsgOf<CounterOps> = ['decrement', 1];

// @ts-expect-error a private handler is not part of the protocol
export const hidden: MsgOf<CounterOps> = ['secret'];

// @ts-expect-error terminate takes no messages
export const end: MsgOf<CounterOps> = 'normal';

// @ts-expect-error one element too many
export const longer: MsgOf<CounterOps> = ['get', 1];

// @ts-expect-error a reply is no message
export const reply: MsgOf<CounterOps> = 0;

// @ts-expect-error the reply to get is a number
export const wrong: ReplyOf<CounterOps, ['get']> = 'x';

// @ts-expect-error the declared protocol hides other handlers
export const undeclared: MsgOf<OpsOf<Declared>> = ['visible'];

// @ts-expect-error an object message with a wrong field
export const object: MsgOf<OpsOf<Kinds>> = { type: 'reset', to: 'x' };

// @ts-expect-error a class that promises a protocol has to declare it
export class Forgot implements Speaks<'close'> {}

// @ts-expect-error init takes a number
export const start: InitArgs<Counter> = ['x'];

// @ts-expect-error without init there are no arguments
export const surplus: InitArgs<Kinds> = [1];
