import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { FullChildSpec } from './child-spec.js';
import { canonicalKey } from './key-registry-key.js';
import type { Waits } from './restart-backoff.js';

/** A child, as its supervisor knows it. */
export interface Child extends Waits {
  readonly spec: FullChildSpec;
  /** Its id, as a key of a Map. */
  readonly key: unknown;
  /** `undefined` for one that does not run; `'restarting'` for one that is to be started again. */
  pid: Pid | 'restarting' | undefined;
  /** How many restarts were planned: tells a plan that is out of date. */
  plan: number;
}

/** The children of a supervisor, in the order of their start; every look-up is O(1). */
export class Family {
  readonly #byKey = new Map<unknown, Child>();
  readonly #byPid = new Map<Pid, Child>();

  get size(): number {
    return this.#byKey.size;
  }

  add(spec: FullChildSpec): Child {
    const child: Child = { spec, key: canonicalKey(spec.id), pid: undefined, plan: 0, startedMs: 0, lastMs: 0, timer: undefined };
    this.#byKey.set(child.key, child);
    return child;
  }

  find(id: unknown): Child | undefined {
    return this.#byKey.get(keyOf(id));
  }

  findByPid(pid: Pid): Child | undefined {
    return this.#byPid.get(pid);
  }

  /** Whose process has ended: it has no process any more. */
  bury(pid: Pid): Child | undefined {
    const child = this.#byPid.get(pid);
    if (child !== undefined) this.setPid(child, undefined);
    return child;
  }

  setPid(child: Child, pid: Child['pid']): void {
    if (typeof child.pid === 'object') this.#byPid.delete(child.pid);
    child.pid = pid;
    if (typeof pid === 'object') this.#byPid.set(pid, child);
  }

  remove(child: Child): void {
    this.setPid(child, undefined);
    this.#byKey.delete(child.key);
  }

  /** In the order of their start. */
  all(): Child[] {
    return [...this.#byKey.values()];
  }

  /** From one child on. */
  from(first: Child): Child[] {
    const all = this.all();
    return all.slice(all.indexOf(first));
  }
}

const noKey = Symbol('no key');

/** What can be no key is the id of no child. */
function keyOf(id: unknown): unknown {
  try {
    return canonicalKey(id);
  } catch (error) {
    if (error instanceof BeamworkError) return noKey;
    throw error;
  }
}
