import type { VirtualTime } from '../virtual-time.js';
import { type Runner, Channel, type Ids, type InTransit } from './threads.js';

/** What has been sent and has not arrived. */
export class Transit {
  /** Channels with something in them, in the order in which it came into them. */
  readonly open: Channel[] = [];
  readonly #ids: Ids;
  readonly #time: VirtualTime;
  #timers = 0;

  constructor(ids: Ids, time: VirtualTime) {
    this.#ids = ids;
    this.#time = time;
  }

  /** Sends something on its way. */
  put(from: Runner | undefined, to: Runner, item: InTransit): void {
    const channel = this.#channel(from, to);
    if (channel.items.length === 0) this.open.push(channel);
    channel.items.push(item);
  }

  /** Takes what comes next out of a channel. */
  take(channel: Channel): InTransit | undefined {
    const item = channel.items.shift();
    if (channel.items.length === 0) this.open.splice(this.open.indexOf(channel), 1);
    return item;
  }

  /** The channel with what one has sent to the other, where there is something. */
  between(from: Runner | undefined, to: Runner): Channel | undefined {
    return this.open.find((channel) => channel.from === from && channel.to === to);
  }

  /** What timers send is in no order with anything: each has a channel of its own. */
  #channel(from: Runner | undefined, to: Runner): Channel {
    if (this.#time.isMoving) return new Channel(this.#ids.of(`timer ${this.#timers++}>${to.path}`), from, to);
    const known = to.channels.find((channel) => channel.from === from);
    if (known !== undefined) return known;
    const channel = new Channel(this.#ids.of(`${from?.path ?? ''}>${to.path}`), from, to);
    to.channels.push(channel);
    return channel;
  }
}
