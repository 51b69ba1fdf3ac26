import type { ClassModule } from './class-module.js';
import type { InstanceFactory } from './instance-factory.js';

/**
 * Where the classes of processes get their services from, and the classes compiled for it.
 *
 * A runtime has one; each module of an application has one of its own. A process hands its scope down to those that it spawns.
 */
export class Scope {
  readonly modules = new Map<unknown, ClassModule>();

  constructor(readonly instances: InstanceFactory) {}
}
