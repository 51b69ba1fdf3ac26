// Pid is contravariant in its protocol: who takes more may stand where less is asked for.
import { P } from '../../lib/kernel/pattern.js';
import type { Pid } from '../../lib/kernel/pid.js';
import type { Destination, MsgOf, Op, OpsOf } from '../../lib/kernel/protocol.js';
import type { Reference } from '../../lib/kernel/reference.js';
import { type Equal, holds } from './expect-type.js';

class Counter {
  increment(_: ['increment', number]) {}
  get(_: ['get']) {
    return 0;
  }
}
declare const wide: Pid<['increment', number] | ['stop']>;
declare const narrow: Pid<['increment', number]>;
declare const bare: Pid;
declare const counter: Pid<OpsOf<Counter>>;
declare const sometimesText: Pid<Op<['get'], number | string>>;
declare const name: string;
declare const alias: Reference;

// compiles: a wider protocol where a narrower one is wanted
export const narrowed: Pid<['increment', number]> = wide;

// compiles: a protocol without any message
export const mute: Pid<never> = wide;

// compiles: a bare pid stands anywhere
export const fromBare: Pid<['increment', number]> = bare;

// compiles: any pid may stand as a bare one
export const toBare: Pid = narrow;

// compiles: a class's pid where only its messages are wanted
export const sink: Pid<['increment', number]> = counter;

// compiles: a class's pid where only the message of a replying operation is wanted
export const getter: Pid<['get']> = counter;

// compiles: operations without reply and plain messages are the same
export const plain: Pid<['increment', number]> = narrow satisfies Pid<Op<['increment', number], void>>;

// compiles: who replies with a number may stand for who replies with a number or a text
export const looser: Pid<Op<['get'], number | string>> = counter;

// compiles: a message that takes more may stand for one that takes less
declare const takesBoth: Pid<['set', number | string]>;
export const takesOne: Pid<['set', number]> = takesBoth;

// compiles: destinations are pids, names and aliases
export const destinations: Destination<['increment', number]>[] = [narrow, wide, bare, name, alias];

// compiles: what P.pid finds is a bare pid
const found = ['get', P.pid] as const;
holds<Equal<P.infer<typeof found>[1], Pid>>();

// compiles: the messages of a pid's protocol
holds<Equal<typeof counter extends Pid<infer Ops> ? MsgOf<Ops> : never, ['increment', number] | ['get']>>();

// compiles: pids are keys and can be compared
export const same: boolean = new Map<Pid, number>([[narrow, 1]]).has(wide) && bare === narrow;

// @ts-expect-error a narrower protocol does not stand for a wider one
export const widened: typeof wide = narrow;

// @ts-expect-error another payload
export const payload: Pid<['increment', string]> = narrow;

// @ts-expect-error another tag
export const tag: Pid<['decrement', number]> = narrow;

// @ts-expect-error a pid that takes numbers only does not take texts
export const both: Pid<['set', number | string]> = takesOne;

// @ts-expect-error nobody promised a reply to a plain message
export const promised: Pid<Op<['get'], number>> = getter;

// @ts-expect-error a reply that may be a text is no number
export const stricter: Pid<Op<['get'], number>> = sometimesText;

// @ts-expect-error a pid is no string
export const text: string = narrow;

// @ts-expect-error a string is no pid
export const fake: Pid = '#PID<0.1.0>';

// @ts-expect-error an object that looks like a pid is none
export const lookalike: Pid = { number: 1, toString: () => '', toJSON: () => '' };

// @ts-expect-error a reference is no pid
export const reference: Pid = alias;

// @ts-expect-error a destination is no number
export const number: Destination = 5;

// @ts-expect-error a destination of another protocol
export const other: Destination<['stop']> = narrow;
