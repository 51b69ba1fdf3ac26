import type { IncomingMessage, ServerResponse } from 'node:http';
import { injectable } from 'inversify';
import { EventsStream } from './events-stream.js';
import { Lots } from './lots.js';
import type { LotView } from './lot-terms.js';
import { page } from './page.js';
import { Problem } from './problem.js';
import { numberIn, readJson, textIn } from './read-json.js';
import { TreeView } from './tree-view.js';

/** What is sent back; `undefined` when the handler answers by itself. */
export interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; charset=utf-8' | 'text/html; charset=utf-8';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request, with its address read. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** What stands in the place of `:id`. */
  readonly id: string;
}

type Handler = (asked: Asked) => Promise<Answer | undefined> | Answer;
type Methods = Readonly<Record<string, Handler>>;

const longestMs = 366 * 24 * 60 * 60 * 1_000;

/** What the house can be asked over HTTP. */
@injectable()
export class Routes {
  readonly #paths: readonly (readonly [path: RegExp, methods: Methods])[];

  constructor(
    private readonly lots: Lots,
    private readonly streams: EventsStream,
    private readonly tree: TreeView,
  ) {
    this.#paths = [
      [/^\/$/, { GET: () => ({ status: 200, type: 'text/html; charset=utf-8', body: page }) }],
      [/^\/lots$/, { GET: () => json(200, this.lots.all()), POST: (asked) => this.#open(asked) }],
      [/^\/lots\/([^/]+)$/, { GET: async ({ id }) => json(200, await this.#find(id)) }],
      [/^\/lots\/([^/]+)\/bids$/, { POST: (asked) => this.#bid(asked) }],
      [/^\/lots\/([^/]+)\/crash$/, { POST: (asked) => this.#crash(asked) }],
      [/^\/tree$/, { GET: async () => ({ status: 200, type: 'text/plain; charset=utf-8', body: await this.tree.show() }) }],
      [/^\/events$/, { GET: (asked) => this.#events(asked) }],
    ];
  }

  /** @throws Problem, as a rejection. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
    const { url: path = '/', method = 'GET' } = request;
    if (!URL.canParse(path, 'http://house')) throw new Problem(400, 'the address cannot be read', 'ask for a path such as /lots');
    const url = new URL(path, 'http://house');
    for (const [pattern, methods] of this.#paths) {
      const found = pattern.exec(url.pathname);
      if (found === null) continue;
      const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (handler !== undefined) return handler({ request, response, url, id: found[1] ?? '' });
      const allow = Object.keys(methods).join(', ');
      throw new Problem(405, `${method} is not possible here`, `use ${allow}`, { allow });
    }
    throw new Problem(404, `there is nothing at ${url.pathname.slice(0, 100)}`, 'the house has /, /lots, /lots/:id, /lots/:id/bids, /lots/:id/crash, /tree and /events');
  }

  async #open({ request }: Asked): Promise<Answer> {
    const body = await readJson(request);
    const lot = await this.lots.open(textIn(body, 'title', 200), numberIn(body, 'startPrice', 0), numberIn(body, 'closesInMs', 1, longestMs));
    if (lot === 'away') throw away();
    return json(201, lot, { location: `/lots/${lot.id}` });
  }

  async #find(id: string): Promise<LotView> {
    const lot = await this.lots.find(numberOf(id));
    if (lot === 'unknown') throw unknownLot(id);
    if (lot === 'away') throw away();
    return lot;
  }

  async #bid({ request, id }: Asked): Promise<Answer> {
    const body = await readJson(request);
    const verdict = await this.lots.bid(numberOf(id), textIn(body, 'bidder', 100), numberIn(body, 'amount', 0));
    if (verdict.accepted) return json(201, verdict.bid);
    switch (verdict.why) {
      case 'low': throw new Problem(409, `the bid is too low: the lot stands at ${verdict.least}`, 'bid more');
      case 'closed': throw closed(id);
      case 'unknown': throw unknownLot(id);
      case 'away': throw away();
    }
  }

  async #crash({ id }: Asked): Promise<Answer> {
    const { closed: isClosed } = await this.#find(id);
    if (isClosed) throw closed(id);
    return json(202, { crashed: await this.lots.crash(numberOf(id)) });
  }

  async #events({ response, url }: Asked): Promise<undefined> {
    const bidder = url.searchParams.get('bidder')?.trim().slice(0, 100);
    await this.streams.open(response, bidder === '' ? undefined : bidder);
  }
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value), headers };
}

function numberOf(id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw unknownLot(id);
  return Number(id);
}

function unknownLot(id: string): Problem {
  return new Problem(404, `there is no lot ${id.slice(0, 50)}`, 'GET /lots lists those that there are');
}

function closed(id: string): Problem {
  return new Problem(409, `lot ${id} is closed`, 'GET /lots lists those that are open');
}

function away(): Problem {
  return new Problem(503, 'the lot is not back yet from a crash', 'see with GET /lots/:id what stands, and try again', { 'retry-after': '1' });
}
