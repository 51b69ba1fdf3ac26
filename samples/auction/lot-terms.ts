/** A lot as it was opened. */
export interface LotRow {
  readonly id: number;
  readonly title: string;
  readonly startPrice: number;
  /** Milliseconds since 1970, as `Date.now()` gives them: the end must outlive the process that waits for it. */
  readonly endsAt: number;
  readonly closed: boolean;
}

/** An accepted bid. */
export interface Bid {
  readonly key: string;
  readonly bidder: string;
  readonly amount: number;
}

/** What a list of lots shows of each. */
export interface LotSummary extends LotRow {
  readonly highest: number | null;
  readonly bidCount: number;
}

/** All there is to know of a lot. */
export interface LotView extends LotRow {
  /** The lowest first. */
  readonly bids: readonly Bid[];
  /** Those of its bidders who are connected now. */
  readonly present: readonly string[];
}

/** What a lot says to a bid. */
export type Verdict = { readonly accepted: true; readonly bid: Bid } | { readonly accepted: false; readonly why: 'closed' | 'unknown' | 'away' } | { readonly accepted: false; readonly why: 'low'; readonly least: number };

/** What bidders are told about a lot that they have bid on. */
export type Notice =
  | { readonly type: 'outbid'; readonly lot: number; readonly by: string; readonly amount: number }
  | { readonly type: 'closed'; readonly lot: number; readonly winner: string | null; readonly amount: number | null };
