import 'reflect-metadata/lite';

/** One kind of fact about a class; facts are kept per class, and a subclass has its own. */
export interface MetadataSlot<T> {
  /** What was written for this very class, not for its bases. */
  read(Class: object): T | undefined;
  write(Class: object, value: T): void;
}

/** Makes a slot; `name` shows up in debuggers only. */
export function metadataSlot<T>(name: string): MetadataSlot<T> {
  const key = Symbol(name);
  return {
    read: (Class) => Reflect.getOwnMetadata(key, Class),
    write: (Class, value) => Reflect.defineMetadata(key, value, Class),
  };
}
