import { Subject } from 'rxjs';
import type { Message } from './actor-system.js';
import { actorWorkloads } from './actor-workloads.js';

/** Subjects that carry messages about each other. */
class Actor extends Subject<Message<Actor>> {}

/** An actor is a subject with one subscriber; a message waits for a microtask. */
export const workloads = actorWorkloads<Actor>({
  start(handle, ended) {
    const subject = new Actor();
    subject.subscribe({ next: (message) => void handle(message, subject), ...(ended && { complete: ended }) });
    return subject;
  },
  send: (to, message) => queueMicrotask(() => to.next(message)),
  stop: (subject) => subject.complete(),
  ask: (server, by) => new Promise((reply) => queueMicrotask(() => server.next({ type: 'add', by, reply }))),
});
