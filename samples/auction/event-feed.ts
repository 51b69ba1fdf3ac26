import { inspect } from 'node:util';
import { injectable } from 'inversify';
import { EMPTY, from, map, merge, mergeMap, type Observable, of } from 'rxjs';
import { KeyRegistry, Lifecycle, type LifecycleEvent, Monitor, Process, type Pid } from '../../lib/index.js';
import { Directory, type LotStart } from './directory.js';
import { lotKeys } from './names.js';

/** What happens in the house, in words that travel. */
export type HouseEvent =
  | { readonly type: 'spawned'; readonly pid: string; readonly process: string }
  | { readonly type: 'started'; readonly pid: string; readonly lot: number }
  | { readonly type: 'exited' | 'crashed'; readonly pid: string; readonly process: string; readonly reason: string }
  | { readonly type: 'DOWN'; readonly pid: string; readonly lot: number; readonly reason: string };

/** Births and deaths of the processes that stay, and the ends of lots as a monitor tells them. */
@injectable()
export class EventFeed {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly monitor: Monitor,
    private readonly directory: Directory,
  ) {}

  /** From now on; for a process to subscribe to. */
  events$(): Observable<HouseEvent> {
    const open = KeyRegistry.select<number, undefined>(lotKeys).map(([lot, pid]): LotStart => ({ lot, pid }));
    const started$ = this.directory.started$;
    return merge(
      this.lifecycle.events$.pipe(mergeMap((event) => this.#tell(event))),
      started$.pipe(map(({ lot, pid }): HouseEvent => ({ type: 'started', pid: String(pid), lot }))),
      merge(from(open), started$).pipe(mergeMap((start) => this.#down$(start))),
    );
  }

  /** Requests are processes too, of a moment; only classes are worth a line. */
  #tell(event: LifecycleEvent): Observable<HouseEvent> {
    const pid = String(event.pid);
    if (event.type === 'spawned') {
      const process = classOf(event.pid);
      return process === undefined ? EMPTY : of({ type: 'spawned', pid, process });
    }
    const process = this.directory.titleOf(event.pid);
    return process === undefined ? EMPTY : of({ type: event.type, pid, process, reason: showReason(event.reason) });
  }

  #down$({ lot, pid }: LotStart): Observable<HouseEvent> {
    return this.monitor.down$(pid).pipe(map(({ reason }) => ({ type: 'DOWN', pid: String(pid), lot, reason: showReason(reason) })));
  }
}

function classOf(pid: Pid): string | undefined {
  const [name] = Process.info(pid, 'initialCall') ?? [];
  return name === undefined || name.startsWith('(') ? undefined : name;
}

function showReason(reason: unknown): string {
  return reason instanceof Error ? String(reason) : inspect(reason, { depth: 3, breakLength: Infinity });
}
