import type { Pid } from '../kernel/pid.js';
import { crashLine } from '../runtime/crash-report.js';
import type { Lifecycle } from '../services/lifecycle.js';

/** How many crashes the text of an error shows. */
const mostCrashes = 3;
/** So many characters of each. */
const longest = 500;

/** How the processes of a runtime under test have ended. */
export class Ends {
  /** The newest crashes, a line each. */
  readonly crashes: string[] = [];
  readonly #reasons = new WeakMap<Pid, { readonly reason: unknown }>();

  constructor(lifecycle: Lifecycle) {
    lifecycle.events$.subscribe((event) => {
      if (event.type === 'exited') this.#reasons.set(event.pid, { reason: event.reason });
      else if (event.type === 'crashed') this.#note(crashLine(event.report));
    });
  }

  /** The exit reason of a process, in a box; nothing while it lives, or when nobody knows it any more. */
  of(pid: Pid): { readonly reason: unknown } | undefined {
    return this.#reasons.get(pid);
  }

  #note(crash: string): void {
    this.crashes.push(crash.length <= longest ? crash : `${crash.slice(0, longest)}…`);
    if (this.crashes.length > mostCrashes) this.crashes.shift();
  }
}
