import { inject, injectable } from 'inversify';
import type { Observable } from 'rxjs';
import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import { endMonitor } from '../runtime/monitor-lists.js';
import { monitor, monitoringOf, plainMonitor } from '../runtime/monitors.js';
import { controlOf } from '../runtime/process-control.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { MonitorEvent } from '../runtime/sinks.js';
import { Broadcast } from './broadcast.js';
import { ending$ } from './ending.js';
import { StreamingService } from './service.js';

/** What `down$` tells: the same as a DOWN message. */
export interface Down {
  readonly ref: Reference;
  readonly pid: Pid;
  /** The exit reason; `'noproc'` when the process was dead already. */
  readonly reason: unknown;
}

/**
 * Monitors, made and seen from outside.
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * const pid = runtime.spawn(() => exit('oops'));
 * const reason = await new Promise((resolve) => {
 *   runtime.get(Monitor).down$(pid).subscribe((down) => resolve(down.reason));
 * });
 * reason; // => 'oops'
 * ```
 */
@injectable()
export class Monitor extends StreamingService {
  readonly #broadcast: Broadcast<MonitorEvent>;
  /** Monitors made, called off and fired; hot. */
  readonly events$: Observable<MonitorEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.monitors = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /** Monitors `target` for `watcher`, as if `watcher` had called `Process.monitor(target)`. @returns the reference. O(1). */
  monitor(watcher: Pid, target: Pid | string): Reference {
    return monitor(controlOf(watcher), target, plainMonitor);
  }

  /** Calls a monitor of `watcher` off. @returns whether it was still active. O(1). */
  demonitor(watcher: Pid, ref: Reference): boolean {
    const monitoring = monitoringOf(controlOf(watcher), ref);
    if (monitoring === undefined || !monitoring.active) return false;
    endMonitor(monitoring);
    return true;
  }

  /**
   * The end of a process.
   *
   * Monitors when subscribed, gives one value, completes, and demonitors when unsubscribed. For a dead process the reason is `'noproc'`, at once.
   */
  down$(target: Pid): Observable<Down> {
    return ending$(controlOf(target), (ref, reason) => ({ ref, pid: target, reason }));
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
