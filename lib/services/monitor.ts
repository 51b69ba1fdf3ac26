import { inject, injectable } from 'inversify';
import type { Observable } from 'rxjs';
import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import { demonitor, monitor, plainMonitor, watcherOf } from '../runtime/monitors.js';
import { checkPid, checkReference, controlGiven } from '../runtime/check-arguments.js';
import { checkName } from '../runtime/names.js';
import { settleSignals } from '../runtime/signal-reception.js';
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
    if (typeof target === 'string') checkName(target);
    else checkPid(target, 'Monitor.monitor');
    return monitor(controlGiven(watcher, 'Monitor.monitor'), target, plainMonitor);
  }

  /**
   * Calls a monitor off, whichever process made it.
   *
   * @param options.flush take its DOWN message out of the watcher's mailbox; default `false`.
   * @param options.info return whether the monitor was still active; default `false`.
   * @returns `true`, or what `info` asks for. O(1); with `flush` O(length of the mailbox) when it has fired.
   */
  demonitor(ref: Reference, { flush = false, info = false }: { readonly flush?: boolean; readonly info?: boolean } = {}): boolean {
    checkReference(ref, 'Monitor.demonitor');
    const watcher = watcherOf(ref);
    if (watcher === undefined) return !info;
    settleSignals(watcher);
    return demonitor(watcher, ref, { flush, info });
  }

  /**
   * The end of a process.
   *
   * Monitors when subscribed, gives one value, completes, and demonitors when unsubscribed. For a dead process the reason is `'noproc'`, at once.
   */
  down$(target: Pid): Observable<Down> {
    return ending$(controlGiven(target, 'Monitor.down$'), (ref, reason) => ({ ref, pid: target, reason }));
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
