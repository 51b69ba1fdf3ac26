import { defineField, type Fields, hasFields } from './copy-fields.js';
import { copyGraph, longestFilled } from './copy-graph.js';
import { byteLengthOf } from './copy-leaf.js';
import { type Plan, planOf } from './copy-plan.js';
import { Shapes } from './copy-shape.js';
import { isPid, Pid } from './pid.js';
import { Reference } from './reference.js';
import { anyShared, isShared } from './share.js';

// The recursion hands over to the graph copier when a message is deeper than this, or when it has copied this many values.
const deepest = 200;
const mostValues = longestFilled;
// What a part of a message that needs the graph copier counts for: few of them, and the whole message goes there.
const graphPart = mostValues / 8;

const { hasOwnProperty } = Object.prototype;
const { slice } = Array.prototype;
// Thrown to leave the recursion: not an Error, because nobody will see it and a stack would cost time.
const giveUp = Symbol('give up');
let budget = 0;
// How many copies are under way: more than one when an accessor that a copy reads makes another.
let running = 0;
const mostRunning = 4;
const shapes = new Shapes(copyObject);

/**
 * Copies a message, so that sender and receiver share no mutable object.
 *
 * Copied: plain objects, arrays, class instances with public fields (they keep their class), Map, Set, Date, RegExp, errors, Buffer, typed
 * arrays, ArrayBuffer, DataView, boxed primitives, and subclasses of these. By reference: primitives, functions, pids, references and
 * what {@link share} froze. Copies are never frozen, own accessors arrive as the value they gave, and private fields (`#name`), symbol
 * keys, named fields of an ordinary array, Map or Date stay behind. A hole in an array arrives as `undefined`; in an array of more than
 * 131,072 elements it stays a hole. Bytes come with memory of their own.
 *
 * Cycles, any depth and any sharing inside the message are copied faithfully when the message is deep (200 levels) or large
 * (131,072 values); in a smaller message without cycles, an object that occurs twice may arrive as two.
 *
 * @param value the message.
 * @param attempt what an error says was tried; default `'copy the message'`.
 * @returns the copy, of the same type. Accessors run once, or twice when the first, fast attempt is given up.
 * @throws BeamworkError `BEAMWORK_UNCOPYABLE`, with the path, for what has a life of its own or state out of reach: promises and whatever
 * inherits `then`, emitters, event targets, observables, streams, generators, weak collections, shared memory, most classes of the host
 * (URL, Blob, Intl, WebAssembly), and for accessors and proxies that throw (their error is the `cause`).
 *
 * Cost: about that of a copy written by hand: 20 ns for `['increment', 5]`, 2 µs for 5 kB of nested objects whose shapes have come often, twice that when they have not; deep or cyclic ones several times that.
 *
 * ```ts run
 * const sent = ['put', { tags: ['a'] }];
 * const received = copyTerm(sent);
 * received[1] === sent[1]; // => false
 * JSON.stringify(received); // => '["put",{"tags":["a"]}]'
 * ```
 *
 * @see https://www.erlang.org/doc/system/eff_guide_processes.html#process-messages
 */
export function copyTerm<T>(value: T, attempt?: string): T;
export function copyTerm(value: unknown, attempt = 'copy the message'): unknown {
  if (typeof value !== 'object' || value === null) return value;
  running++;
  let copy: unknown;
  try {
    copy = copySmall(value) ?? copyLarge(value);
  } catch (error) {
    running--;
    return copyOtherwise(value, attempt, error);
  }
  // No `finally`: with one, V8 does not make this a part of `send`.
  running--;
  return copy;
}

/** The commonest messages by far, such as `['get', pid]`, and too small to need a budget; `undefined` for all others. */
function copySmall(value: object): unknown[] | undefined {
  if (!isPlainList(value) || (anyShared && isShared(value))) return undefined;
  const { length } = value;
  if (length === 2) {
    const first = value[0];
    const second = value[1];
    if (isAtomic(first) && isAtomic(second)) return [first, second];
  } else if (length === 3) {
    const first = value[0];
    const second = value[1];
    const third = value[2];
    if (isAtomic(first) && isAtomic(second) && isAtomic(third)) return [first, second, third];
  }
  return undefined;
}

function copyLarge(value: object): unknown {
  budget = mostValues;
  return copyObject(value, 0);
}

/** Too deep, too wide, a cycle, or something that cannot be copied: the graph copier does it, or says what is wrong and where. */
function copyOtherwise(value: object, attempt: string, error: unknown): unknown {
  running++;
  try {
    // An accessor that copies its own object would otherwise double the work at each level, until the stack ends.
    if (error !== giveUp && running > mostRunning) throw error;
    return copyGraph(value, attempt);
  } finally {
    running--;
  }
}

function copyObject(source: object, depth: number): unknown {
  if (depth > deepest) throw giveUp;
  if (anyShared && isShared(source)) return source;
  if (isPlainList(source)) return copyList(source, depth + 1);
  if (isPlain(source)) return copyShaped(source, depth + 1) ?? copyPlain(source, depth + 1);
  return copyOther(source, depth + 1);
}

function copyList(source: readonly unknown[], depth: number): unknown[] {
  const { length } = source;
  spend(length);
  // Most messages are a tag and one value, and a literal is the fastest array there is.
  if (length === 2) {
    const first = source[0];
    const second = source[1];
    return [
      typeof first === 'object' && first !== null ? copyObject(first, depth) : first,
      typeof second === 'object' && second !== null ? copyObject(second, depth) : second,
    ];
  }
  // A field of the list may be named so, too. The slice keeps V8's kind of elements, so a list of numbers stays one.
  const target: unknown[] = slice.call(source);
  for (let i = 0; i < length; i++) {
    const value = target[i];
    if (typeof value === 'object') {
      if (value !== null) target[i] = copyObject(value, depth);
    } else if (value === undefined) target[i] = undefined;
  }
  return target;
}

/** An object that looks like many before it; `undefined` for all others. */
function copyShaped(source: Fields, depth: number): Fields | undefined {
  let shape = shapes.root;
  for (const key in source) {
    const next = hasOwnProperty.call(source, key) ? shape.with(key) : undefined;
    if (next === undefined) return undefined;
    shape = next;
  }
  const { copier } = shape;
  if (copier === undefined) return undefined;
  spend(shape.length + 1);
  return copier(source, depth);
}

// Asking for the prototype costs more than a field. `constructor` has told nearly all; what it has missed either has no fields of its own
// (the iterators of the language) or shows inherited ones.
function copyPlain(source: Fields, depth: number): unknown {
  shapes.learn(source);
  const target: Fields = {};
  let count = 1;
  let isCertain = true;
  for (const key in source) {
    // V8 answers this from the hidden class.
    if (!hasOwnProperty.call(source, key)) {
      isCertain = false;
      continue;
    }
    count++;
    const value = source[key];
    const copy = typeof value === 'object' && value !== null ? copyObject(value, depth) : value;
    if (key === '__proto__') defineField(target, key, copy);
    else target[key] = copy;
  }
  spend(count);
  return (isCertain && count > 1) || Object.getPrototypeOf(source) === Object.prototype ? target : copyOther(source, depth);
}

function copyRecord(source: Fields, { prototype, hidden }: Plan, depth: number): unknown {
  const target: Fields = Object.create(prototype);
  let count = 1;
  for (const key in source) {
    if (!hasOwnProperty.call(source, key)) continue;
    count++;
    const value = source[key];
    const copy = typeof value === 'object' && value !== null ? copyObject(value, depth) : value;
    if (key === '__proto__' || (hidden !== undefined && hidden.has(key))) defineField(target, key, copy);
    else target[key] = copy;
  }
  spend(count);
  return target;
}

function copyOther(source: object, depth: number): unknown {
  if (source.constructor === Pid && isPid(source)) return source;
  const plan = planOf(source);
  switch (plan.content) {
    case 'record':
      if (hasFields(source)) return copyRecord(source, plan, depth);
      break;
    case 'map':
      if (!plan.fields && source instanceof Map) return copyMap(source, depth);
      break;
    case 'set':
      if (!plan.fields && source instanceof Set) return copySet(source, depth);
      break;
    case 'value':
      if (plan.fields) break;
      spend(1);
      return plan.make(source);
    case 'bytes':
      spend(1 + byteLengthOf(source) / 8);
      return plan.make(source);
    case 'reference':
      return source;
    case 'refused':
      throw giveUp;
  }
  spend(graphPart);
  return copyGraph(source, '');
}

function copyMap(source: ReadonlyMap<unknown, unknown>, depth: number): Map<unknown, unknown> {
  spend(source.size);
  const target = new Map<unknown, unknown>();
  for (const [key, value] of source) target.set(copyValue(key, depth), copyValue(value, depth));
  return target;
}

function copySet(source: ReadonlySet<unknown>, depth: number): Set<unknown> {
  spend(source.size);
  const target = new Set<unknown>();
  for (const member of source) target.add(copyValue(member, depth));
  return target;
}

function copyValue(value: unknown, depth: number): unknown {
  return typeof value === 'object' && value !== null ? copyObject(value, depth) : value;
}

function isPlain(source: object): source is Fields {
  return source.constructor === Object;
}

/** What goes by reference, the cheapest to tell of it. */
function isAtomic(value: unknown): boolean {
  return typeof value !== 'object' || value === null || value instanceof Pid || value instanceof Reference;
}

function isPlainList(source: object): source is readonly unknown[] {
  return Array.isArray(source) && source.constructor === Array;
}

function spend(count: number): void {
  budget -= count;
  if (!(budget > 0)) throw giveUp;
}
