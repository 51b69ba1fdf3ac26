import { type ChainFacts, readChain } from './copy-chain.js';
import { newErrorLike } from './copy-error.js';
import { byteLeaves, type Leaf, valueLeaves } from './copy-leaf.js';
import { Pid } from './pid.js';
import { Reference } from './reference.js';

/**
 * How values of one prototype are copied.
 *
 * `content` says what they hold: `record` named fields, `list` elements, `map` entries, `set` members, `error` all own properties,
 * `value` nothing beyond what {@link Plan.make} gives, `bytes` memory. A `reference` is never copied, and what is `refused` cannot be.
 */
export interface Plan {
  readonly content: 'record' | 'list' | 'map' | 'set' | 'error' | 'value' | 'bytes' | 'reference' | 'refused';
  /** The class, as an error names it. */
  readonly name: string;
  /** The class of the language below it, if any. */
  readonly native: string | undefined;
  readonly prototype: object | null;
  /** Whether the values may have fields beside their content, as those of a subclass do. */
  readonly fields: boolean;
  /** Names that must be defined, because assigning would meet an inherited accessor or constant. */
  readonly hidden: ReadonlySet<string> | undefined;
  /** A fresh value of this prototype: complete for `value` and `bytes`, empty for the others. */
  readonly make: (source: object) => object;
  /** For `refused`: what to do instead. */
  readonly remedy: string;
}

/** What to do when a value cannot travel and nothing better is known. */
export const plainRemedy = 'send plain data in its place, or the pid of a process that owns it';

/** From this length on V8 keeps an array as a dictionary, and nearly all of its elements are holes. */
export const longestDense = 2 ** 25;

const containers: ReadonlyMap<string, Leaf & { readonly content: Plan['content'] }> = new Map([
  ['Array', { content: 'list', prototype: Array.prototype, copy: newList }],
  ['Map', { content: 'map', prototype: Map.prototype, copy: newMap }],
  ['Set', { content: 'set', prototype: Set.prototype, copy: newSet }],
]);

const plans = new WeakMap<object, Plan>(
  [Pid, Reference].map(({ name, prototype }) => [prototype, { ...record(name, prototype), content: 'reference' }]),
);
const bare = record('object', null);
const namespace = refused({ ...bare, name: 'module namespace' }, plainRemedy);
let lastPrototype: object | undefined;
let lastPlan = bare;

/** The plan for a value that is neither a plain object nor a plain array. O(1) after the first value of a prototype. */
export function planOf(source: object): Plan {
  const prototype: object | null = Object.getPrototypeOf(source);
  if (prototype === null) return isNamespace(source) ? namespace : bare;
  if (prototype === lastPrototype) return lastPlan;
  let plan = plans.get(prototype);
  if (plan === undefined) {
    plan = newPlan(prototype);
    plans.set(prototype, plan);
  }
  lastPrototype = prototype;
  lastPlan = plan;
  return plan;
}

function newPlan(prototype: object): Plan {
  const chain = readChain(prototype);
  const refusal = refusalOf(chain);
  const name = chain.name || (refusal?.noun ?? 'object');
  const plan: Plan = { ...record(name, prototype), native: chain.natives[0], hidden: chain.hidden };
  if (refusal !== undefined) return refused(plan, refusal.remedy);
  if (chain.natives.includes('Error')) return { ...plan, content: 'error', make: (source) => newErrorLike(source, prototype, chain.host) };
  const { native } = plan;
  if (native === undefined) return chain.host === undefined ? plan : refused(plan, plainRemedy);
  const bytes = byteLeaves.get(native);
  if (bytes !== undefined) return { ...derive(plan, bytes), content: 'bytes', fields: false };
  const value = valueLeaves.get(native);
  if (value !== undefined) return { ...derive(plan, value), content: 'value' };
  const container = containers.get(native);
  if (container !== undefined) return { ...derive(plan, container), content: container.content };
  return refused(plan, plainRemedy);
}

function record(name: string, prototype: object | null): Plan {
  const make = (): object => Object.create(prototype);
  return { content: 'record', name, native: undefined, prototype, fields: false, hidden: undefined, make, remedy: '' };
}

function refused(plan: Plan, remedy: string): Plan {
  return { ...plan, content: 'refused', remedy };
}

// A subclass, or the same class of another realm: made by the class of this realm, then given its prototype.
function derive(plan: Plan, { prototype, copy }: Leaf): Plan {
  if (plan.prototype === prototype) return { ...plan, make: copy };
  return { ...plan, fields: true, make: (source) => Object.setPrototypeOf(copy(source), plan.prototype) };
}

interface Refusal {
  /** What stands for the class name where there is none. */
  readonly noun: string;
  readonly remedy: string;
}

// Only what a class provides counts: a plain object may well have a field of that name.
function refusalOf({ methods, iterator, natives }: ChainFacts): Refusal | undefined {
  if (methods.has('then')) return { noun: 'thenable', remedy: 'wait for its result first, and send that' };
  if (methods.has('subscribe')) return { noun: 'observable', remedy: 'subscribe to it, and send what it emits' };
  if (iterator) return { noun: 'iterator', remedy: 'collect its values in an array, and send that' };
  if (methods.has('addEventListener')) return { noun: 'event target', remedy: plainRemedy };
  if (methods.has('on') && methods.has('emit') && methods.has('removeListener')) return { noun: 'event emitter', remedy: plainRemedy };
  if (natives.includes('SharedArrayBuffer')) return { noun: 'SharedArrayBuffer', remedy: 'send a copy of its bytes, or the pid of a process that owns it' };
  return undefined;
}

function newList(source: object): unknown[] {
  if (!Array.isArray(source)) throw new TypeError('it is not an array');
  if (source.length < longestDense) return new Array(source.length);
  const list: unknown[] = [];
  list.length = source.length;
  return list;
}

// `has` is there for its check: a value that only looks like a Map makes it throw.
function newMap(source: object): Map<unknown, unknown> {
  Map.prototype.has.call(source, undefined);
  return new Map();
}

function newSet(source: object): Set<unknown> {
  Set.prototype.has.call(source, undefined);
  return new Set();
}

function isNamespace(source: object): boolean {
  return Object.prototype.toString.call(source) === '[object Module]';
}
