// P.select changes what a handler gets; HandlerArg says what that is.
import { Receive } from '../../decorators/index.js';
import { P } from '../../lib/kernel/pattern.js';
import type { HandlerArg, Infer } from '../../lib/kernel/pattern-types.js';
import type { Pid } from '../../lib/kernel/pid.js';
import { type Equal, holds } from './expect-type.js';

export class Accepted {
  // compiles: an unnamed selection is the argument
  @Receive(['set', P.select(P.number)]) unnamed(value: number) {
    return value;
  }

  // compiles: an unnamed selection of anything
  @Receive(['set', P.select()]) anything(_value: unknown) {}

  // compiles: an unnamed selection of a nested object
  @Receive(['set', P.select({ id: P.number, tags: P.array(P.string) })]) nested({ id, tags }: { id: number; tags: string[] }) {
    return [id, tags];
  }

  // compiles: named selections are the fields of one object
  @Receive(['move', P.select('x', P.number), P.select('who', P.string)]) named({ x, who }: { x: number; who: string }) {
    return [x, who];
  }

  // compiles: a handler may want fewer fields
  @Receive(['move', P.select('x', P.number), P.select('y', P.number)]) fewer({ x }: { x: number }) {
    return x;
  }

  // compiles: a chained selection
  @Receive(['get', P.pid.select()]) chained(caller: Pid) {
    return caller;
  }

  // compiles: a selection inside an array is an array
  @Receive(['many', P.array({ id: P.select('ids', P.number) })]) many({ ids }: { ids: number[] }) {
    return ids;
  }

  // compiles: a selection inside an optional pattern may be undefined
  @Receive({ type: 'q', v: P.optional(P.select('v', P.string)) }) optional({ v }: { v: string | undefined }) {
    return v;
  }

  // compiles: a selection inside one branch of a union may be undefined
  @Receive(P.union(['a', P.select('a', P.string)], ['b', P.select('b', P.number)])) union({ a, b }: { a: string | undefined; b: number | undefined }) {
    return [a, b];
  }

  // compiles: a selection inside a selection
  @Receive(['pair', P.select('pair', [P.number, P.select('second', P.string)])]) deep({ pair, second }: { pair: [number, string]; second: string }) {
    return [pair, second];
  }

  // compiles: selections of the values of a map
  @Receive(['all', P.map(P.string, P.select('n', P.number))]) map({ n }: { n: number[] }) {
    return n;
  }

  // compiles: a selection of the rest
  @Receive(['log', ...P.array(P.string).select()]) rest(lines: string[]) {
    return lines;
  }
}

export class Refused {
  // @ts-expect-error the handler gets the selected value, not the message
  @Receive(['set', P.select(P.number)]) message(message: ['set', number]) {
    return message;
  }

  // @ts-expect-error the selected value is a number
  @Receive(['set', P.select(P.number)]) unnamed(value: string) {
    return value;
  }

  // @ts-expect-error a selection of anything promises nothing
  @Receive(['set', P.select()]) anything(value: string) {
    return value;
  }

  // @ts-expect-error a named selection comes inside an object
  @Receive(['move', P.select('x', P.number)]) value(x: number) {
    return x;
  }

  // @ts-expect-error a field of another type
  @Receive(['move', P.select('x', P.number), P.select('who', P.string)]) field(s: { x: string; who: string }) {
    return s;
  }

  // @ts-expect-error no selection has this name
  @Receive(['move', P.select('x', P.number)]) name(s: { y: number }) {
    return s;
  }

  // @ts-expect-error a chained selection of a pid is no string
  @Receive(['get', P.pid.select()]) chained(caller: string) {
    return caller;
  }

  // @ts-expect-error a selection inside an array is an array
  @Receive(['many', P.array({ id: P.select('ids', P.number) })]) many({ ids }: { ids: number }) {
    return ids;
  }

  // @ts-expect-error a selection inside an optional pattern may be undefined
  @Receive({ type: 'q', v: P.optional(P.select('v', P.string)) }) optional({ v }: { v: string }) {
    return v;
  }

  // @ts-expect-error a selection inside one branch of a union may be undefined
  @Receive(P.union(['a', P.select('a', P.string)], ['b', P.number])) union({ a }: { a: string }) {
    return a;
  }
}

// compiles: HandlerArg of a pattern without selections is what the pattern matches
const plain = ['increment', P.number] as const;
holds<Equal<HandlerArg<typeof plain>, ['increment', number]>>();
holds<Equal<HandlerArg<typeof plain>, Infer<typeof plain>>>();

// compiles: HandlerArg of named selections
const named = ['move', P.select('x', P.number), P.select('rest')] as const;
holds<Equal<HandlerArg<typeof named>, { x: number; rest: unknown }>>();

// compiles: HandlerArg of a pattern that is not known
declare const unknownPattern: any;
holds<Equal<HandlerArg<typeof unknownPattern>, any>>();

// compiles: selections inside P.not are not seen
const negated = ['set', P.not(P.select('x', P.string))] as const;
holds<Equal<HandlerArg<typeof negated>, ['set', unknown]>>();

// @ts-expect-error HandlerArg keeps the literal tag
holds<Equal<HandlerArg<typeof plain>, [string, number]>>();
