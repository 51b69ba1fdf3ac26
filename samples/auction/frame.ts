import type { HouseEvent } from './event-feed.js';
import type { Notice } from './lot-terms.js';

/** An event as a client reads it from the stream. */
export function frameOf({ type, ...data }: HouseEvent | Notice): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
