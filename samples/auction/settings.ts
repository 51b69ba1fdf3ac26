import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the auction house may be told. */
export class Settings {
  /** Where bids are kept: a file, or `:memory:`. Default: a file in the system's temporary folder. */
  readonly database: string;
  /** The port to listen on; 0 stands for any free one. Default: 0. */
  readonly port: number;
  /** How long a stream of events may be silent, in milliseconds. Default: 15,000. */
  readonly heartbeatMs: number;

  constructor({ database = join(tmpdir(), 'beamwork-auction.db'), port = 0, heartbeatMs = 15_000 }: Partial<Settings> = {}) {
    if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) throw new RangeError('PORT is a whole number from 0 to 65535; 0 stands for any free one');
    this.database = database;
    this.port = port;
    this.heartbeatMs = heartbeatMs;
  }
}

/** The settings that environment variables give: AUCTION_DB and PORT. */
export function settingsFrom({ AUCTION_DB: database, PORT: port }: NodeJS.ProcessEnv): Settings {
  return new Settings({ ...(database && { database }), ...(port && { port: Number(port) }) });
}
