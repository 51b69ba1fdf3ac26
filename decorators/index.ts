// Public: the decorators alone, for code that declares process classes and starts none.
export type { ProcessOptions, ProcessPriority, UnmatchedPolicy } from '../lib/metadata/process-metadata.js';
export { After } from './after.js';
export { processDecorator as Process } from './process.js';
export { Call, type CallDecorator, type CallHandler } from './call.js';
export { Cast } from './cast.js';
export { Continue } from './continue.js';
export { type Handler, type HandlerDecorator, Receive } from './receive.js';
