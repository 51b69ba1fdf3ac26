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

let entered: Scope | undefined;

/** Runs `call`; the processes that it spawns at once get this scope instead of the one of their parent. */
export function inScope<T>(scope: Scope, call: () => T): T {
  const outer = entered;
  entered = scope;
  try {
    return call();
  } finally {
    entered = outer;
  }
}

/** The scope that {@link inScope} has entered. */
export function enteredScope(): Scope | undefined {
  return entered;
}
