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
  /** The process that ended. */
  readonly pid: Pid;
  /** The exit reason; `'noproc'` when the process was dead already. */
  readonly reason: unknown;
}

/**
 * Links between processes, made and seen from outside.
 *
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#links
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
  /** Links made and removed, and exit signals received along them; hot. Costs nothing while nobody subscribes. */
  readonly events$: Observable<LinkEvent>;

  constructor(@inject(RuntimeState) state: RuntimeState) {
    super();
    this.#broadcast = new Broadcast(state, (sink) => void (state.sinks.links = sink));
    this.events$ = this.#broadcast.stream$;
  }

  /**
   * Links two processes, as if `a` had called `Process.link(b)`.
   *
   * What is in transit to the two is received before and after.
   *
   * @param a the process that links.
   * @param b the other one. When it is dead, an `a` that traps exits gets `['EXIT', b, 'noproc']`.
   * @returns `true`; a dead `a` changes nothing.
   * @throws BeamworkError `BEAMWORK_NOPROC` when `b` is dead and `a` does not trap exits; `BEAMWORK_BAD_PID`.
   * Cost: O(1), and the reception of what is in transit.
   * @see https://hexdocs.pm/elixir/Process.html#link/1
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
   * What is in transit to the two is received before and after.
   *
   * @param a the process that unlinks.
   * @param b the other one.
   * @returns `true`, whether there was a link or not.
   * @throws BeamworkError `BEAMWORK_BAD_PID`.
   * Cost: O(1), and the reception of what is in transit.
   * @see https://hexdocs.pm/elixir/Process.html#unlink/1
   */
  unlink(a: Pid, b: Pid): true {
    const [from, to] = [controlGiven(a, 'Linker.unlink'), controlGiven(b, 'Linker.unlink')];
    settleSignals(from, to);
    unlink(from, to);
    settleSignals(from, to);
    return true;
  }

  /**
   * Lists whom a process is linked to; what is in transit to it is received first.
   *
   * @param pid any process.
   * @returns pids; none when it is dead.
   * @throws BeamworkError `BEAMWORK_BAD_PID`.
   * Cost: O(links).
   * @see https://hexdocs.pm/elixir/Process.html#info/2
   */
  links(pid: Pid): Pid[] {
    const control = controlGiven(pid, 'Linker.links');
    settleSignals(control);
    return (control.links?.toArray() ?? []).map((other) => other.pid);
  }

  /**
   * The end of a process as a stream: one value when it comes, at once for a dead one; then complete.
   *
   * @param pid any process.
   * @returns a cold stream; it monitors while it is subscribed. The reason of a dead process is `'noproc'`.
   * @throws BeamworkError `BEAMWORK_BAD_PID`.
   * Cost: O(1), a monitor per subscriber.
   * @see https://www.erlang.org/doc/system/ref_man_processes.html#monitors
   */
  exit$(pid: Pid): Observable<Exit> {
    return ending$(controlGiven(pid, 'Linker.exit$'), (_ref, reason) => ({ pid, reason }));
  }

  override complete(): void {
    this.#broadcast.complete();
  }
}
