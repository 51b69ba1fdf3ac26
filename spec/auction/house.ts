import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Application } from '../../lib/index.js';
import { openHouse } from '../../samples/auction/open-house.js';
import { Settings } from '../../samples/auction/settings.js';
import { CollectingLogger } from '../semantics/support.js';
import { EventReader } from './event-reader.js';

/** What the house has answered. */
export interface Answered {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
}

/** A house of a spec, spoken to over HTTP only. */
export class TestHouse {
  readonly logger = new CollectingLogger();
  readonly #readers: EventReader[] = [];
  #application: Application | undefined;
  url = '';

  async open(settings: Partial<Settings> = {}): Promise<void> {
    this.logger.clear();
    const { application, url } = await openHouse(new Settings({ database: ':memory:', ...settings }), { logger: this.logger, signals: false });
    this.#application = application;
    this.url = url;
  }

  get application(): Application {
    if (this.#application === undefined) throw new Error('the house is closed');
    return this.#application;
  }

  async close(): Promise<void> {
    for (const reader of this.#readers.splice(0)) reader.leave();
    await this.#application?.stop();
    this.#application = undefined;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answered> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${this.url}${path}`, { method, ...sent });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  /** Opens a lot and gives its path. */
  async lot(title = 'a chair', startPrice = 10, closesInMs = 60_000): Promise<string> {
    const { body } = await this.ask('POST', '/lots', { title, startPrice, closesInMs });
    return `/lots/${body.id}`;
  }

  bid(lot: string, bidder: string, amount: unknown): Promise<Answered> {
    return this.ask('POST', `${lot}/bids`, { bidder, amount });
  }

  /** Listens to the house, as nobody or as a bidder. */
  async listen(bidder?: string): Promise<EventReader> {
    const reader = await EventReader.open(`${this.url}/events${bidder === undefined ? '' : `?bidder=${bidder}`}`);
    this.#readers.push(reader);
    return reader;
  }
}

/** A house for each spec of the surrounding `describe`. */
export function testHouse(settings: Partial<Settings> = {}): TestHouse {
  const house = new TestHouse();
  beforeEach(() => house.open(settings));
  afterEach(() => house.close());
  return house;
}

/** A folder that is there while the specs of the surrounding `describe` run. */
export function databaseFile(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'auction-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, 'auction.db');
}
