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
  /** The monitor that has fired. */
  readonly ref: Reference;
  /** The process that ended. */
  readonly pid: Pid;
  /** The exit reason; `'noproc'` when the process was dead already. */
  readonly reason: unknown;
}

/**
 * Monitors, made and seen from outside.
 *
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#monitors
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
  /** Monitors made, called off and fired; hot. Costs nothing while nobody subscribes. */
  readonly events$: Observable<MonitorEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.monitors = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /**
   * Monitors a process for another, as if `watcher` had called `Process.monitor(target)`.
   *
   * @param watcher the process that will get the DOWN message.
   * @param target a pid or a registered name.
   * @returns the reference in that message.
   * @throws BeamworkError `BEAMWORK_BAD_PID`; `BEAMWORK_BAD_NAME` for an empty name.
   * Cost: O(1), one object.
   * @see https://hexdocs.pm/elixir/Process.html#monitor/1
   */
  monitor(watcher: Pid, target: Pid | string): Reference {
    if (typeof target === 'string') checkName(target);
    else checkPid(target, 'Monitor.monitor');
    return monitor(controlGiven(watcher, 'Monitor.monitor'), target, plainMonitor);
  }

  /**
   * Calls a monitor off, whichever process made it.
   *
   * @param ref what `monitor` returned.
   * @param options `flush`: take its DOWN message out of the watcher's mailbox; `info`: return whether the monitor was still active. Default:
   * neither.
   * @returns `true`; with `info` whether the monitor was still active.
   * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`.
   * Cost: O(1), and the reception of what is in transit; with `flush` O(length of the mailbox) when it has fired.
   * @see https://hexdocs.pm/elixir/Process.html#demonitor/2
   */
  demonitor(ref: Reference, options: { readonly flush?: boolean; readonly info?: boolean } = {}): boolean {
    const { flush = false, info = false } = options;
    checkReference(ref, 'Monitor.demonitor');
    const watcher = watcherOf(ref);
    if (watcher === undefined) return !info;
    settleSignals(watcher);
    return demonitor(watcher, ref, { flush, info });
  }

  /**
   * The end of a process as a stream: one value, then complete.
   *
   * Monitors when subscribed, and demonitors when unsubscribed. For a dead process the reason is `'noproc'`, at once.
   *
   * @param target any process.
   * @returns a cold stream.
   * @throws BeamworkError `BEAMWORK_BAD_PID`.
   * Cost: O(1), a monitor per subscriber.
   * @see https://www.erlang.org/doc/system/ref_man_processes.html#monitors
   */
  down$(target: Pid): Observable<Down> {
    return ending$(controlGiven(target, 'Monitor.down$'), (ref, reason) => ({ ref, pid: target, reason }));
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
