import { metadataSlot } from './metadata-slot.js';

/** A module class; its constructor may take services, as any provider's. */
export type ModuleClass = new (...services: any[]) => object;

const slot = metadataSlot<object>('beamwork:module');

/** Marks a class as a module; what the options mean is the business of who reads them. */
export function writeModuleMetadata(Class: ModuleClass, options: object): void {
  slot.write(Class, Object.freeze({ ...options }));
}

/** What `@Module` was given for this very class; `undefined` for what is no module. */
export function readModuleMetadata(Class: object): object | undefined {
  return slot.read(Class);
}
