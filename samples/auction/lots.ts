import { randomUUID } from 'node:crypto';
import { injectable } from 'inversify';
import { call, type ChildSpec, DynamicSupervisor, type Pid, Process, Runtime, startLink, via } from '../../lib/index.js';
import { BidStore } from './bid-store.js';
import type { LotRow, LotSummary, LotView, Verdict } from './lot-terms.js';
import { Lot } from './lot.js';
import { lotAt, lotKeys, lotSupervisor } from './names.js';
import { patiently } from './patience.js';

/** How an open lot is started: found by its number, and started again after a crash but not after its close. */
export function lotSpec(id: number): ChildSpec {
  return { id: `lot ${id}`, start: () => startLink(Lot, [id], { via: via(lotKeys, id) }), restart: 'transient' };
}

/** What may be done with lots, from outside of processes: every request becomes a process of its own. */
@injectable()
export class Lots {
  constructor(
    private readonly runtime: Runtime,
    private readonly store: BidStore,
  ) {}

  /** Opens a lot; it is stored first, so that it opens by itself should anything end in between. */
  async open(title: string, startPrice: number, closesInMs: number): Promise<LotRow | 'away'> {
    const lot = this.store.addLot(title, startPrice, Date.now() + closesInMs);
    const started = await this.runtime.run(function* () {
      return yield* patiently<Pid | undefined>(
        () => via(lotKeys, lot.id).whereis(),
        () => DynamicSupervisor.startChild(lotSupervisor, lotSpec(lot.id)),
      );
    });
    return started === 'away' ? 'away' : lot;
  }

  all(): LotSummary[] {
    return this.store.lots();
  }

  /** The lot as its own process sees it, or as the store has it when it is closed. */
  async find(id: number): Promise<LotView | 'unknown' | 'away'> {
    const { store } = this;
    return this.runtime.run(function* () {
      return yield* patiently<LotView | 'unknown'>(
        () => {
          const lot = store.lot(id);
          if (lot === undefined) return 'unknown';
          return lot.closed ? { ...lot, bids: store.bids(id), present: [] } : undefined;
        },
        () => call(lotAt(id), ['show']),
      );
    });
  }

  /**
   * Bids. A lot that crashes meanwhile is asked again when it is back: the bid has a key, by which the lot knows it
   * when it was stored and only the answer got lost.
   */
  async bid(id: number, bidder: string, amount: number): Promise<Verdict> {
    const { store } = this;
    const key = randomUUID();
    const verdict = await this.runtime.run(function* () {
      return yield* patiently<Verdict | 'away'>(
        () => {
          const lot = store.lot(id);
          if (lot === undefined) return { accepted: false, why: 'unknown' };
          if (!lot.closed) return undefined;
          const stored = store.bids(id).find((bid) => bid.key === key);
          return stored === undefined ? { accepted: false, why: 'closed' } : { accepted: true, bid: stored };
        },
        () => call(lotAt(id), ['bid', key, bidder, amount]),
      );
    });
    return verdict === 'away' ? { accepted: false, why: 'away' } : verdict;
  }

  /** Kills a lot; its supervisor starts it again. */
  async crash(id: number): Promise<boolean> {
    return this.runtime.run(() => {
      const pid = via(lotKeys, id).whereis();
      return pid !== undefined && Process.exit(pid, 'kill');
    });
  }
}
