import { EventEmitter } from 'node:events';
import { actorWorkloads } from './actor-workloads.js';

/** An actor is an emitter with one listener; a message waits for a microtask. */
export const workloads = actorWorkloads<EventEmitter>({
  start(handle, ended) {
    const emitter = new EventEmitter();
    emitter.on('message', (message) => handle(message, emitter));
    if (ended !== undefined) emitter.once('end', ended);
    return emitter;
  },
  send: (to, message) => queueMicrotask(() => to.emit('message', message)),
  stop(emitter) {
    emitter.emit('end');
    emitter.removeAllListeners();
  },
  ask: (server, by) => new Promise((reply) => queueMicrotask(() => server.emit('message', { type: 'add', by, reply }))),
});
