/** A class of the language whose values are copied in one go: its prototype, and the way to copy one. */
export interface Leaf {
  readonly prototype: object;
  /** A copy of `source`; throws when the value only looks like one of this class, or has lost its memory. */
  readonly copy: (source: object) => object;
}

// What all classes of typed arrays can be made from; `never`, because the elements may be numbers or bigints.
type Elements = ArrayBufferView & ArrayLike<never>;
type ElementsClass = { new (source: Elements): object; readonly prototype: object };

const elementClasses: Readonly<Record<string, ElementsClass>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

/** Classes that own memory: they can be copied, but not frozen. */
export const byteLeaves: ReadonlyMap<string, Leaf> = new Map<string, Leaf>([
  ['ArrayBuffer', { prototype: ArrayBuffer.prototype, copy: (source) => ArrayBuffer.prototype.slice.call(source, 0) }],
  ['DataView', { prototype: DataView.prototype, copy: copyDataView }],
  ...Object.entries(elementClasses).map(([name, elementClass]): [string, Leaf] => [
    name,
    { prototype: elementClass.prototype, copy: (source) => new elementClass(elementsOf(source)) },
  ]),
]);

/** Classes that hold one value. */
export const valueLeaves: ReadonlyMap<string, Leaf> = new Map<string, Leaf>([
  ['Date', { prototype: Date.prototype, copy: (source) => new Date(Date.prototype.getTime.call(source)) }],
  ['RegExp', { prototype: RegExp.prototype, copy: copyRegExp }],
  ['Number', { prototype: Number.prototype, copy: (source) => Object(Number.prototype.valueOf.call(source)) }],
  ['String', { prototype: String.prototype, copy: (source) => Object(String.prototype.valueOf.call(source)) }],
  ['Boolean', { prototype: Boolean.prototype, copy: (source) => Object(Boolean.prototype.valueOf.call(source)) }],
  ['Symbol', { prototype: Symbol.prototype, copy: (source) => Object(Symbol.prototype.valueOf.call(source)) }],
  ['BigInt', { prototype: BigInt.prototype, copy: (source) => Object(BigInt.prototype.valueOf.call(source)) }],
]);

/** How much memory a value of {@link byteLeaves} holds. */
export function byteLengthOf(source: object): number {
  return ArrayBuffer.isView(source) || source instanceof ArrayBuffer ? source.byteLength : 0;
}

function copyRegExp(source: object): RegExp {
  const copy: RegExp = Reflect.construct(RegExp, [source]);
  copy.lastIndex = Reflect.get(source, 'lastIndex');
  return copy;
}

function copyDataView(source: object): DataView {
  const view = unsharedView(source);
  return new DataView(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

function elementsOf(source: object): Elements {
  const view = unsharedView(source);
  if (!isElements(view)) throw new TypeError('it is not a typed array');
  return view;
}

// A view over shared memory is there to be shared: a copy of its bytes would quietly cut the connection.
function unsharedView(source: object): ArrayBufferView {
  if (!ArrayBuffer.isView(source)) throw new TypeError('it is not a view over memory');
  if (source.buffer instanceof SharedArrayBuffer) throw new TypeError('its memory is a SharedArrayBuffer');
  return source;
}

function isElements(view: ArrayBufferView): view is Elements {
  return 'length' in view;
}
