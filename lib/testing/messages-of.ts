import { Signal } from '../kernel/mailbox.js';
import type { ProcessControl } from '../runtime/process-control.js';

/** The messages that have come to a process and wait in its mailbox, oldest first: a list of its own. Signals that it has not received are none. */
export function messagesOf({ items, head, tail, signalCount }: ProcessControl): unknown[] {
  const all = items?.slice(head, tail) ?? [];
  return signalCount === 0 ? all : all.filter((item) => !(item instanceof Signal));
}
