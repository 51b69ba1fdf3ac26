import { type Observable, Subject } from 'rxjs';
import type { Pid } from '../../lib/index.js';

/** A lot that has started, for the first time or again. */
export interface LotStart {
  readonly lot: number;
  readonly pid: Pid;
}

/** What people call the processes of the house, dead ones included: an event of an end comes when nobody can be asked any more. */
export class Directory {
  readonly #titles = new WeakMap<Pid, string>();
  readonly #started = new Subject<LotStart>();
  /** Lots that have read their bids and take new ones. */
  readonly started$: Observable<LotStart> = this.#started.asObservable();

  enter(pid: Pid, title: string, lot?: number): void {
    this.#titles.set(pid, title);
    if (lot !== undefined) this.#started.next({ lot, pid });
  }

  titleOf(pid: Pid): string | undefined {
    return this.#titles.get(pid);
  }
}
