import type { ProcessControl } from '../runtime/process-control.js';

/** What has come to a process and waits in its mailbox, oldest first: a list of its own. */
export function messagesOf({ items, head, tail }: ProcessControl): unknown[] {
  return items?.slice(head, tail) ?? [];
}
