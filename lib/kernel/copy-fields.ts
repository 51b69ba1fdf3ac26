/** Any object, read and written by the names of its fields. */
export type Fields = Record<string, unknown>;

/** Every object is one: this only tells the compiler. */
export function hasFields(value: object): value is Fields {
  return typeof value === 'object';
}

/** Makes a field where assigning would meet an inherited setter or constant, above all `__proto__`. */
export function defineField(target: object, key: string, value: unknown, enumerable = true): void {
  Object.defineProperty(target, key, { value, enumerable, configurable: true, writable: true });
}

/** Tells an index of an array from the name of a field. */
export function isIndex(key: string): boolean {
  const index = Number(key) >>> 0;
  return String(index) === key && index !== 0xffff_ffff;
}
