// @Receive holds a pattern against the first parameter of its method.
import { Receive } from '../../decorators/index.js';
import { P } from '../../lib/kernel/pattern.js';
import type { Pid } from '../../lib/kernel/pid.js';
import type { Reference } from '../../lib/kernel/reference.js';
import { type Equal, holds } from './expect-type.js';

class Order {
  constructor(readonly total: number) {}
}
class Refund {
  constructor(readonly reason: string) {}
}
type Shape = { kind: 'circle'; r: number } | { kind: 'square'; w: number };
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && 'kind' in value;
declare const watched: Pid<['stop']>;
declare const ticket: Reference;
declare const otherTicket: Reference;

export class Accepted {
  // compiles: a tuple whose tag and payload fit
  @Receive(['increment', P.number]) exact([, by]: ['increment', number]) {
    return by;
  }

  // compiles: a parameter wider than the pattern
  @Receive(['increment', P.number]) wider(message: readonly [string, number | string]) {
    return message;
  }

  // compiles: the tag arrives as a literal
  @Receive(['increment', P.number]) literal([tag]: ['increment', number]) {
    holds<Equal<typeof tag, 'increment'>>();
  }

  // compiles: no parameter at all
  @Receive('stop') none() {}

  // compiles: a parameter of type unknown
  @Receive(['increment', P.number]) open(_message: unknown) {}

  // compiles: further optional parameters
  @Receive('stop') optional(_message: 'stop', _times = 1) {}

  // compiles: a literal string
  @Receive('stop') word(message: 'stop') {
    holds<Equal<typeof message, 'stop'>>();
  }

  // compiles: a rest of strings
  @Receive(['log', ...P.array(P.string)]) rest([, ...lines]: ['log', ...string[]]) {
    return lines;
  }

  // compiles: a rest in the middle, with two elements after it
  @Receive(['log', ...P.array(P.string), P.number, P.boolean]) middle(message: ['log', ...string[], number, boolean]) {
    return message;
  }

  // compiles: a nested array that is no rest
  @Receive(['add', P.array(P.number)]) nested([, numbers]: ['add', number[]]) {
    return numbers;
  }

  // compiles: a union of literals
  @Receive(P.union('stop', 'pause')) either(message: 'stop' | 'pause') {
    return message;
  }

  // compiles: a union of tuples
  @Receive(P.union(['a', P.string], ['b', P.number])) tuples(message: ['a', string] | ['b', number]) {
    return message;
  }

  // compiles: an instance of a class
  @Receive(['paid', P.instanceOf(Order)]) instance([, order]: ['paid', Order]) {
    return order.total;
  }

  // compiles: an object with an optional key
  @Receive({ type: 'reset', to: P.number.optional() }) object(message: { type: 'reset'; to?: number | undefined }) {
    return message.to;
  }

  // compiles: a guard
  @Receive(['draw', P.when(isShape)]) guard([, shape]: ['draw', Shape]) {
    return shape.kind;
  }

  // compiles: a chained guard
  @Receive(['age', P.number.int().gte(0)]) chained([, age]: ['age', number]) {
    return age;
  }

  // compiles: a map, a set and a record
  @Receive(['all', P.map(P.string, P.number), P.set(P.string), P.record(P.string, P.boolean)])
  collections([, map, set, record]: ['all', Map<string, number>, Set<string>, Record<string, boolean>]) {
    return [map, set, record];
  }

  // compiles: nothing
  @Receive(['found', P.nullish]) nullish([, value]: ['found', null | undefined]) {
    return value;
  }

  // compiles: an intersection
  @Receive(P.intersection({ type: 'a' }, { size: P.number })) both(message: { type: 'a' } & { size: number }) {
    return message.size;
  }

  // compiles: a negation matches anything else
  @Receive(P.not('stop')) negation(_message: unknown) {}

  // compiles: P.pid is a pid that takes any message
  @Receive(['get', P.pid]) pid([, caller]: ['get', Pid]) {
    return caller;
  }

  // compiles: P.pid is a pid of any protocol that the method names
  @Receive(['get', P.pid]) typedPid([, caller]: ['get', Pid<['count', number]>]) {
    return caller;
  }

  // compiles: a monitor's message, with pinned reference and pid
  @Receive(['DOWN', ticket, 'process', watched, P.any]) pinned([, ref, , pid, reason]: ['DOWN', Reference, 'process', Pid<['stop']>, unknown]) {
    return [ref, pid, reason];
  }

  // compiles: one of several pinned references
  @Receive(['timeout', P.union(ticket, otherTicket), P.any]) oneOf([, ref]: ['timeout', Reference, unknown]) {
    return ref;
  }

  // compiles: P.reference is a reference
  @Receive(['timeout', P.reference, P.any]) reference([, ref]: ['timeout', Reference, unknown]) {
    return ref;
  }

  // compiles: an async method
  @Receive(['load', P.string]) async later([, path]: ['load', string]): Promise<string> {
    return path;
  }

  // compiles: a generator method
  @Receive(['step', P.number]) *stepwise([, count]: ['step', number]): Generator<unknown, number> {
    yield;
    return count;
  }

  // compiles: a private method
  @Receive(['tick', P.number]) private tick([, at]: ['tick', number]) {
    return at;
  }

  // compiles: a method named by a symbol
  @Receive('dispose') [Symbol.for('dispose')](_message: 'dispose') {}

  // compiles: two patterns on one method
  @Receive('stop')
  @Receive(['stop', P.any])
  twice(message: 'stop' | ['stop', unknown]) {
    return message;
  }
}

export class Refused {
  // @ts-expect-error the payload is a number
  @Receive(['increment', P.number]) payload([, by]: ['increment', string]) {
    return by;
  }

  // @ts-expect-error another tag
  @Receive(['increment', P.number]) tag([, by]: ['decrement', number]) {
    return by;
  }

  // @ts-expect-error a tuple of three elements
  @Receive(['increment', P.number]) longer(message: ['increment', number, boolean]) {
    return message;
  }

  // @ts-expect-error another word
  @Receive('stop') word(message: 'halt') {
    return message;
  }

  // @ts-expect-error the rest is of strings
  @Receive(['log', ...P.array(P.string)]) rest([, ...lines]: ['log', ...number[]]) {
    return lines;
  }

  // @ts-expect-error what comes after the rest keeps its order
  @Receive(['log', ...P.array(P.string), P.number, P.boolean]) middle(message: ['log', ...string[], boolean, number]) {
    return message;
  }

  // @ts-expect-error one member of the union has no place in the parameter
  @Receive(P.union('stop', 'pause')) either(message: 'stop') {
    return message;
  }

  // @ts-expect-error one tuple of the union has no place in the parameter
  @Receive(P.union(['a', P.string], ['b', P.number])) tuples(message: ['a', string]) {
    return message;
  }

  // @ts-expect-error an instance of another class
  @Receive(['paid', P.instanceOf(Order)]) instance([, refund]: ['paid', Refund]) {
    return refund.reason;
  }

  // @ts-expect-error a field of another type
  @Receive({ type: 'reset', to: P.number }) field(message: { type: 'reset'; to: string }) {
    return message.to;
  }

  // @ts-expect-error a field that the pattern does not promise
  @Receive({ type: 'reset' }) missing(message: { type: 'reset'; to: number }) {
    return message.to;
  }

  // @ts-expect-error an optional key may be absent
  @Receive({ type: 'reset', to: P.number.optional() }) absent(message: { type: 'reset'; to: number }) {
    return message.to;
  }

  // @ts-expect-error P.any promises nothing
  @Receive(['set', P.any]) any([, value]: ['set', string]) {
    return value;
  }

  // @ts-expect-error a pid is no string
  @Receive(['get', P.pid]) pid([, caller]: ['get', string]) {
    return caller;
  }

  // @ts-expect-error a reference is no pid
  @Receive(['timeout', P.reference, P.any]) reference([, ref]: ['timeout', Pid, unknown]) {
    return ref;
  }

  // @ts-expect-error a pinned pid is no reference
  @Receive(['DOWN', P.reference, 'process', watched, P.any]) pinned([, , , pid]: ['DOWN', Reference, 'process', Reference, unknown]) {
    return pid;
  }

  // @ts-expect-error an async method is checked too
  @Receive(['load', P.string]) async later([, path]: ['load', number]): Promise<number> {
    return path;
  }

  // @ts-expect-error a generator method is checked too
  @Receive(['step', P.number]) *stepwise([, count]: ['step', string]) {
    yield;
    return count;
  }

  // @ts-expect-error a private method is checked too
  @Receive(['tick', P.number]) private tick([, at]: ['tick', string]) {
    return at;
  }

  // @ts-expect-error the second of two patterns does not fit
  @Receive(['halt', P.any])
  @Receive('stop')
  twice(message: 'stop') {
    return message;
  }

  // @ts-expect-error a property is no method
  @Receive(['increment', P.number]) property = 3;

  // @ts-expect-error a property that holds a function is no method
  @Receive('stop') arrow = (_message: 'stop') => {};

  // @ts-expect-error an accessor is no method
  @Receive('size') get size() {
    return 1;
  }

  // @ts-expect-error a static method belongs to no process
  @Receive('stop') static shared(_message: 'stop') {}

  // @ts-expect-error a decorator without its pattern
  @Receive bare(_message: 'stop') {}

  // @ts-expect-error a call without a pattern
  @Receive() empty(_message: 'stop') {}
}
