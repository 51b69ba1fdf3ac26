import type { From } from '../kernel/outcome.js';
import { metadataSlot } from './metadata-slot.js';

/** What the methods do that `@Supervisor` gives a class; the layer of behaviours provides it. */
export interface SupervisorBehaviour {
  /** `given` is what the class's own `init` returned. */
  init(instance: object, given: unknown, options: object): unknown;
  request(verb: string, argument: unknown, from: From, instance: object): unknown;
  exited(instance: object, pid: object, reason: unknown): unknown;
  again(instance: object, argument: unknown): unknown;
  /** `own` runs what the class itself does at its end. */
  terminate(instance: object, own: () => unknown): unknown;
}

const slot = metadataSlot<object>('beamwork:supervisor');
let behaviour: SupervisorBehaviour | undefined;

/** Marks a class as a supervisor; what the options mean is the business of who reads them. */
export function writeSupervisorMetadata(Class: object, options: object): void {
  slot.write(Class, Object.freeze({ ...options }));
}

/** What `@Supervisor` was given for this very class; `undefined` for what is no supervisor. */
export function readSupervisorMetadata(Class: object): object | undefined {
  return slot.read(Class);
}

/** Says what supervisors do; called once, by those who know. */
export function provideSupervisorBehaviour(given: SupervisorBehaviour): void {
  behaviour = given;
}

/** What supervisors do. */
export function supervisorBehaviour(): SupervisorBehaviour {
  if (behaviour === undefined) throw new Error('the behaviour of supervisors has not been loaded: import from beamwork');
  return behaviour;
}
