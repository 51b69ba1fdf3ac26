import { Call, Cast, ignore, type Ignore, KeyRegistry, type NoReply, P, type Pid, Process, Receive, type Reference, self, send, stopWith } from '../../lib/index.js';
import { BidStore } from './bid-store.js';
import { Directory } from './directory.js';
import { frameOf } from './frame.js';
import type { Bid, LotRow, LotView, Notice, Verdict } from './lot-terms.js';
import { bidderKeys } from './names.js';

/**
 * An open lot. What it knows it can lose: the store has all of it, and `init` reads it back.
 *
 * One message is handled at a time, so two bids never race; a bid is stored before it is answered.
 */
@Process({ label: 'lot' })
export class Lot {
  private lot: LotRow = { id: 0, title: '', startPrice: 0, endsAt: 0, closed: true };
  private bids: Bid[] = [];
  /** The same by their keys: a bid that comes twice is known. */
  private readonly byKey = new Map<string, Bid>();
  /** The connections of its bidders. */
  private readonly present = new Map<Pid, string>();

  constructor(
    private readonly store: BidStore,
    private readonly directory: Directory,
  ) {}

  init(id: number): void | Ignore {
    const lot = this.store.lot(id);
    if (lot === undefined || lot.closed) return ignore();
    this.lot = lot;
    this.bids = this.store.bids(id);
    for (const bid of this.bids) this.byKey.set(bid.key, bid);
    for (const bidder of new Set(this.bids.map((bid) => bid.bidder))) this.watch(bidder);
    Process.setLabel(`lot ${id}`);
    this.directory.enter(self(), `lot ${id}`, id);
    Process.sendAfter(self(), 'close', Math.max(0, lot.endsAt - Date.now()));
  }

  @Call(['bid', P.string, P.string, P.number])
  bid([, key, bidder, amount]: ['bid', key: string, bidder: string, amount: number]): Verdict {
    const known = this.byKey.get(key);
    if (known !== undefined) return { accepted: true, bid: known };
    if (Date.now() >= this.lot.endsAt) return { accepted: false, why: 'closed' };
    const highest = this.bids.at(-1);
    if (highest === undefined ? amount < this.lot.startPrice : amount <= highest.amount) {
      return { accepted: false, why: 'low', least: highest?.amount ?? this.lot.startPrice };
    }
    const bid: Bid = { key, bidder, amount };
    this.store.addBid(this.lot.id, bid);
    this.bids.push(bid);
    this.byKey.set(key, bid);
    this.watch(bidder);
    if (highest !== undefined && highest.bidder !== bidder) this.tell(highest.bidder, { type: 'outbid', lot: this.lot.id, by: bidder, amount });
    return { accepted: true, bid };
  }

  @Call(['show'])
  show(_: ['show']): LotView {
    return { ...this.lot, bids: this.bids, present: [...new Set(this.present.values())] };
  }

  /** A bidder has come back. */
  @Cast(['here', P.string])
  here([, bidder]: ['here', bidder: string]): void {
    this.watch(bidder);
  }

  @Receive(['DOWN', P.reference, 'process', P.pid, P.any])
  left([, , , pid]: ['DOWN', Reference, 'process', Pid, unknown]): void {
    this.present.delete(pid);
  }

  @Receive('close')
  close(_: 'close'): NoReply {
    this.store.closeLot(this.lot.id);
    const winner = this.bids.at(-1);
    const notice: Notice = { type: 'closed', lot: this.lot.id, winner: winner?.bidder ?? null, amount: winner?.amount ?? null };
    for (const pid of this.present.keys()) send(pid, ['show', frameOf(notice)]);
    return stopWith('normal');
  }

  /** Monitors the connections of a bidder, each once. */
  private watch(bidder: string): void {
    for (const [pid] of KeyRegistry.lookup(bidderKeys, bidder)) {
      if (this.present.has(pid)) continue;
      this.present.set(pid, bidder);
      Process.monitor(pid);
    }
  }

  private tell(bidder: string, notice: Notice): void {
    for (const [pid, name] of this.present) if (name === bidder) send(pid, ['show', frameOf(notice)]);
  }
}
