import { map, type Subscription } from 'rxjs';
import { cast, KeyRegistry, P, Process, Receive, self, sendTo } from '../../lib/index.js';
import { BidStore } from './bid-store.js';
import { Directory } from './directory.js';
import { EventFeed } from './event-feed.js';
import { frameOf } from './frame.js';
import { bidderKeys, lotAt } from './names.js';
import { Settings } from './settings.js';

/** Writes to the client; the socket itself stays with the server. */
export type Write = (text: string) => void;

/** Somebody who listens to the house; under a name, a bidder whom the lots that he bids on monitor. */
@Process({ label: 'connection' })
export class Connection {
  private write: Write = () => {};

  constructor(
    private readonly feed: EventFeed,
    private readonly store: BidStore,
    private readonly directory: Directory,
    private readonly settings: Settings,
  ) {}

  init(write: Write, bidder: string | undefined): Subscription {
    this.write = write;
    this.directory.enter(self(), bidder === undefined ? 'connection' : `connection of ${bidder}`);
    if (bidder !== undefined) {
      KeyRegistry.register(bidderKeys, bidder, undefined);
      for (const id of this.store.openLotsOf(bidder)) cast(lotAt(id), ['here', bidder]);
    }
    this.beat();
    // Ends with this process, whatever ends it.
    return this.feed.events$().pipe(map((event): ['show', string] => ['show', frameOf(event)]), sendTo(self())).subscribe();
  }

  @Receive(['show', P.string])
  show([, frame]: ['show', string]): void {
    this.write(frame);
  }

  @Receive('beat')
  pulse(_: 'beat'): void {
    this.beat();
  }

  private beat(): void {
    this.write(': heartbeat\n\n');
    Process.sendAfter(self(), 'beat', this.settings.heartbeatMs);
  }
}
