import type { AnyPattern } from '../kernel/pattern-types.js';
import { metadataSlot } from './metadata-slot.js';

/** What a handler takes: messages, the requests of `call` and `cast`, or the argument of `continueWith`. */
export type HandlerKind = 'receive' | 'call' | 'cast' | 'continue';

/** A method that takes messages, as `@Receive`, `@Call`, `@Cast` or `@Continue` recorded it. */
export interface HandlerRecord {
  readonly kind: HandlerKind;
  readonly pattern: AnyPattern;
  /** The name of the method, to be looked up on the instance. */
  readonly method: string | symbol;
  /** Its place among the handlers of the class, from 0: the first whose pattern matches runs. */
  readonly order: number;
}

/** A method that runs when no message came for `ms` milliseconds, as `@After` recorded it. */
export interface AfterRecord {
  /** Milliseconds; 0 or more, `Infinity` for never. */
  readonly ms: number;
  readonly method: string | symbol;
}

type OwnHandler = Omit<HandlerRecord, 'order'>;

const handlerSlot = metadataSlot<readonly OwnHandler[]>('beamwork:handlers');
const afterSlot = metadataSlot<AfterRecord>('beamwork:after');

/**
 * Records a handler of a class.
 *
 * Decorators on one method are applied from the last to the first, so a further pattern of a method goes before those it has.
 */
export function writeHandler(Class: object, kind: HandlerKind, pattern: AnyPattern, method: string | symbol): void {
  const own = handlerSlot.read(Class) ?? [];
  const first = own.findIndex((handler) => handler.method === method);
  handlerSlot.write(Class, own.toSpliced(first === -1 ? own.length : first, 0, Object.freeze({ kind, pattern, method })));
}

/** Records what a class does after a silence; replaces what it said before. */
export function writeAfter(Class: object, after: AfterRecord): void {
  afterSlot.write(Class, Object.freeze(after));
}

/**
 * The handlers of a class: those of its base classes first, each class in source order.
 *
 * A method that a subclass overrides keeps pattern and place of the base; where the subclass decorates it again, its patterns stand in
 * that place instead.
 *
 * @returns a frozen array of frozen records, made anew on each call. O(handlers²): call it once per class.
 */
export function readHandlers(Class: object): readonly HandlerRecord[] {
  return Object.freeze(allHandlers(Class).map((handler, order) => Object.freeze({ ...handler, order })));
}

/**
 * What a class does after a silence: its own `@After`, or the one of the nearest base class that has one.
 *
 * @returns a frozen record, or `undefined`.
 */
export function readAfter(Class: object): AfterRecord | undefined {
  const base = baseOf(Class);
  return afterSlot.read(Class) ?? (base === undefined ? undefined : readAfter(base));
}

/** What this very class says about silences. */
export function readOwnAfter(Class: object): AfterRecord | undefined {
  return afterSlot.read(Class);
}

function allHandlers(Class: object): readonly OwnHandler[] {
  const base = baseOf(Class);
  const own = handlerSlot.read(Class) ?? [];
  if (base === undefined) return own;
  const placed = new Set<string | symbol>();
  const kept = allHandlers(base).flatMap((handler) => {
    const { method } = handler;
    const again = own.filter((ownHandler) => ownHandler.method === method);
    if (again.length === 0) return [handler];
    if (placed.has(method)) return [];
    placed.add(method);
    return again;
  });
  return [...kept, ...own.filter(({ method }) => !placed.has(method))];
}

function baseOf(Class: object): object | undefined {
  const base: unknown = Object.getPrototypeOf(Class);
  return typeof base === 'function' && base !== Function.prototype ? base : undefined;
}
