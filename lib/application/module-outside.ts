import type { ServiceIdentifier } from 'inversify';
import type { ProcessClass } from '../metadata/process-metadata.js';

/** A container of somebody else's around the modules, which is asked for what they do not have. */
export interface Outside {
  /** As people call it: `Nest`. */
  readonly name: string;
  /** Makes what others have said about the injections of a class known to ours. */
  prepare(Class: ProcessClass): void;
  /** How to get a service for `who`; `undefined` when there is none. @throws BeamworkError when there is one that cannot be given. */
  find(token: ServiceIdentifier<unknown>, who: string): (() => unknown) | undefined;
}
