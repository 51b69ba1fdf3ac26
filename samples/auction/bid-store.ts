import Database from 'libsql';
import { injectable } from 'inversify';
import type { LifecycleHooks } from '../../lib/index.js';
import type { Bid, LotRow, LotSummary } from './lot-terms.js';
import { Settings } from './settings.js';

const schema = `
  CREATE TABLE IF NOT EXISTS lots (id INTEGER PRIMARY KEY, title TEXT NOT NULL, start_price REAL NOT NULL, ends_at INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS bids (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, lot INTEGER NOT NULL REFERENCES lots (id), bidder TEXT NOT NULL, amount REAL NOT NULL);
  CREATE INDEX IF NOT EXISTS bids_of_lot ON bids (lot, seq);
  CREATE INDEX IF NOT EXISTS bids_of_bidder ON bids (bidder, lot);
`;

const columns = 'lots.id, lots.title, lots.start_price AS startPrice, lots.ends_at AS endsAt, lots.closed';

/** A lot as the tables have it. */
interface Row extends Omit<LotRow, 'closed'> {
  readonly closed: 0 | 1;
}

/**
 * What must outlive every process: lots, and the bids that were accepted.
 *
 * A write is on the disk when the method returns, so that whoever answers afterwards has not promised too much.
 */
@injectable()
export class BidStore implements LifecycleHooks {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor({ database }: Settings) {
    this.#db = new Database(database);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.exec(schema);
  }

  addLot(title: string, startPrice: number, endsAt: number): LotRow {
    const { lastInsertRowid } = this.#statement('INSERT INTO lots (title, start_price, ends_at) VALUES (?, ?, ?)').run(title, startPrice, endsAt);
    return { id: Number(lastInsertRowid), title, startPrice, endsAt, closed: false };
  }

  lot(id: number): LotRow | undefined {
    const [row] = this.#rows<Row>(`SELECT ${columns} FROM lots WHERE id = ?`, id);
    return row === undefined ? undefined : lotOf(row);
  }

  lots(): LotSummary[] {
    const sql = `SELECT ${columns}, MAX(amount) AS highest, COUNT(seq) AS bidCount FROM lots LEFT JOIN bids ON bids.lot = lots.id GROUP BY lots.id ORDER BY lots.id`;
    const rows = this.#rows<Row & Pick<LotSummary, 'highest' | 'bidCount'>>(sql);
    return rows.map((row) => ({ ...lotOf(row), highest: row.highest, bidCount: row.bidCount }));
  }

  openLots(): number[] {
    return this.#rows<Pick<Row, 'id'>>('SELECT id FROM lots WHERE closed = 0 ORDER BY id').map(({ id }) => id);
  }

  /** The open lots that somebody has bid on. */
  openLotsOf(bidder: string): number[] {
    const sql = 'SELECT DISTINCT lots.id FROM lots JOIN bids ON bids.lot = lots.id WHERE lots.closed = 0 AND bids.bidder = ?';
    return this.#rows<Pick<Row, 'id'>>(sql, bidder).map(({ id }) => id);
  }

  closeLot(id: number): void {
    this.#statement('UPDATE lots SET closed = 1 WHERE id = ?').run(id);
  }

  addBid(lot: number, { key, bidder, amount }: Bid): void {
    this.#statement('INSERT INTO bids (key, lot, bidder, amount) VALUES (?, ?, ?, ?)').run(key, lot, bidder, amount);
  }

  bids(lot: number): Bid[] {
    return this.#rows<Bid>('SELECT key, bidder, amount FROM bids WHERE lot = ? ORDER BY seq', lot).map(({ key, bidder, amount }) => ({ key, bidder, amount }));
  }

  /** All processes have ended by now: nobody writes any more. */
  onApplicationShutdown(): void {
    this.#db.close();
  }

  /** The driver knows nothing of types: what a query names is what `T` says. */
  #rows<T>(sql: string, ...values: readonly (string | number)[]): T[];
  #rows(sql: string, ...values: readonly (string | number)[]): unknown[] {
    return this.#statement(sql).all(...values);
  }

  /** Prepared once. */
  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#db.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}

function lotOf({ id, title, startPrice, endsAt, closed }: Row): LotRow {
  return { id, title, startPrice, endsAt, closed: closed === 1 };
}
