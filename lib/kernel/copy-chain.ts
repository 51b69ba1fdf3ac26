/** What the prototypes behind a value tell about it. */
export interface ChainFacts {
  /** The nearest class name. */
  readonly name: string;
  /** The classes of the language in the chain, nearest first; `Object` at the end of the chain is left out. */
  readonly natives: readonly string[];
  /** A class that the host provides as a global; its state lies where a copy cannot reach. */
  readonly host: Function | undefined;
  /** Whether the values are generators or the iterators of the language. */
  readonly iterator: boolean;
  /** The names of all inherited methods. */
  readonly methods: ReadonlySet<string>;
  /** Names where assigning would not make a field, because an accessor or a constant is inherited there. */
  readonly hidden: ReadonlySet<string> | undefined;
}

// No class is derived so deeply; a chain made by a Proxy may be endless.
const longestChain = 1_000;
const [nativeStart, nativeEnd] = ['function ', '() { [native code] }'];

/* No regular expressions here either, see `copy-path.ts`. */

/** Reads the prototype chain from `first` up, without running code of its classes. */
export function readChain(first: object): ChainFacts {
  let name = '';
  let host: Function | undefined;
  let iterator = false;
  const natives: string[] = [];
  const methods = new Set<string>();
  const hidden = new Set<string>();
  let prototype: object | null = first;
  for (let depth = 0; prototype !== null && depth < longestChain; depth++) {
    const above: object | null = Object.getPrototypeOf(prototype);
    const maker = classOf(prototype);
    const native = maker === undefined ? undefined : nativeName(maker);
    // Whatever somebody added to Object.prototype says nothing about a class.
    if (native === 'Object' && above === null) break;
    if (name === '' && maker !== undefined) name = maker.name;
    if (native !== undefined) natives.push(native);
    else if (maker !== undefined && host === undefined && isHostClass(maker)) host = maker;
    const tag = tagOf(prototype);
    iterator ||= isIteratorTag(tag);
    if (name === '') name = tag;
    for (const [key, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function') methods.add(key);
      if (native === undefined && writable !== true) hidden.add(key);
    }
    prototype = above;
  }
  return { name, natives, host, iterator, methods, hidden: hidden.size === 0 ? undefined : hidden };
}

function classOf(prototype: object): Function | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof value === 'function' ? value : undefined;
}

function tagOf(prototype: object): string {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value;
  return typeof value === 'string' ? value : '';
}

function isIteratorTag(tag: string): boolean {
  return tag === 'Generator' || tag === 'AsyncGenerator' || tag.endsWith(' Iterator');
}

// By source text, so that the classes of another realm (a vm context) are found as well.
function nativeName(maker: Function): string | undefined {
  const source = Function.prototype.toString.call(maker);
  if (!source.startsWith(nativeStart) || !source.endsWith(nativeEnd)) return undefined;
  const name = source.slice(nativeStart.length, -nativeEnd.length);
  // The accessors of the language have `get` or `set` before their names.
  return name === '' || name.includes(' ') ? undefined : name;
}

// The host's own globals are not enumerable; a class that a program puts on globalThis is.
function isHostClass(maker: Function): boolean {
  const global = Object.getOwnPropertyDescriptor(globalThis, maker.name);
  if (global === undefined || global.enumerable === true) return false;
  return global.get === undefined ? global.value === maker : Reflect.get(globalThis, maker.name) === maker;
}
