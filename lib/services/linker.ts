import { inject, injectable } from 'inversify';
import type { Observable } from 'rxjs';
import type { Pid } from '../kernel/pid.js';
import { link, unlink } from '../runtime/links.js';
import { controlGiven } from '../runtime/check-arguments.js';
import { settleSignals } from '../runtime/signal-reception.js';
import { RuntimeState } from '../runtime/runtime-state.js';
import type { LinkEvent } from '../runtime/sinks.js';
import { Broadcast } from './broadcast.js';
import { ending$ } from './ending.js';
import { StreamingService } from './service.js';

/** The end of a process. */
export interface Exit {
  readonly pid: Pid;
  /** The exit reason; `'noproc'` when the process was dead already. */
  readonly reason: unknown;
}

/**
 * Links between processes, made and seen from outside.
 *
 * ```ts run
 * const runtime = await Runtime.start();
 * const wait = function* () {
 *   yield* receive('stop');
 * };
 * const [a, b] = [runtime.spawn(wait), runtime.spawn(wait)];
 * runtime.get(Linker).link(a, b); // => true
 * runtime.get(Linker).links(a).length; // => 1
 * ```
 */
@injectable()
export class Linker extends StreamingService {
  readonly #broadcast: Broadcast<LinkEvent>;
  /** Links made and removed, and exit signals received along them; hot. */
  readonly events$: Observable<LinkEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.links = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /**
   * Links two processes, as if `a` had called `Process.link(b)`.
   *
   * @returns `true`.
   * @throws BeamworkError `BEAMWORK_NOPROC` when `b` is dead and `a` does not trap exits. O(1).
   */
  link(a: Pid, b: Pid): true {
    const [from, to] = [controlGiven(a, 'Linker.link'), controlGiven(b, 'Linker.link')];
    settleSignals(from, to);
    link(from, to);
    settleSignals(from, to);
    return true;
  }

  /**
   * Removes the link between two processes, as if `a` had called `Process.unlink(b)`.
   *
   * @returns `true`. O(1).
   */
  unlink(a: Pid, b: Pid): true {
    const [from, to] = [controlGiven(a, 'Linker.unlink'), controlGiven(b, 'Linker.unlink')];
    settleSignals(from, to);
    unlink(from, to);
    settleSignals(from, to);
    return true;
  }

  /** Whom a process is linked to; nobody when it is dead. */
  links(pid: Pid): Pid[] {
    const control = controlGiven(pid, 'Linker.links');
    settleSignals(control);
    return (control.links?.toArray() ?? []).map((other) => other.pid);
  }

  /** The end of a process: one value when it comes, at once for a dead one; then complete. */
  exit$(pid: Pid): Observable<Exit> {
    return ending$(controlGiven(pid, 'Linker.exit$'), (_ref, reason) => ({ pid, reason }));
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
