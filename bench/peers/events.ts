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
  dispatch(tags, take) {
    const emitter = new EventEmitter();
    for (const tag of tags) emitter.on(tag, (by: number) => take(by));
    return (tag, by) => queueMicrotask(() => emitter.emit(tag, by));
  },
  ask: (server, by) => new Promise((reply) => queueMicrotask(() => server.emit('message', { type: 'add', by, reply }))),
});
