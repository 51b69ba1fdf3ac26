import { filter } from 'rxjs';
import type { Pid } from '../kernel/pid.js';
import type { Lifecycle } from '../services/lifecycle.js';

/** The exit reasons of all processes of a runtime under test that somebody still knows. */
export class ExitReasons {
  readonly #reasons = new WeakMap<Pid, { readonly reason: unknown }>();

  constructor(lifecycle: Lifecycle) {
    lifecycle.events$.pipe(filter((event) => event.type === 'exited')).subscribe(({ pid, reason }) => this.#reasons.set(pid, { reason }));
  }

  /** In a box; nothing while the process lives. */
  of(pid: Pid): { readonly reason: unknown } | undefined {
    return this.#reasons.get(pid);
  }
}
