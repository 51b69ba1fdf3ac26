import { BeamworkError } from '../kernel/beamwork-error.js';
import { type Clause, DispatchTable } from '../kernel/dispatch-table.js';
import { P } from '../kernel/pattern.js';
import { type HandlerKind, readAfter, readHandlers } from '../metadata/handler-metadata.js';
import { readProcessMetadata, type ProcessClass, type ProcessMetadata } from '../metadata/process-metadata.js';
import type { Scope } from './scope.js';
import { callTag, castTag, stopTag } from './server-protocol.js';

/** A method that user code wrote, ready to be called. */
export interface Handler {
  readonly method: (this: object, ...args: unknown[]) => unknown;
  readonly name: string;
}

/** Stands for the handler where none was found, so that no other one is blamed. */
export const noHandler: Handler = { method: () => undefined, name: '(no handler)' };

/** What a class does when no message has come for `ms` milliseconds. */
export interface Timeout {
  readonly ms: number;
  readonly handler: Handler;
}

/** What a row of the table of messages stands for: a handler, or a message of the protocol of servers, which has tables of its own. */
export type Row = Handler | 'call' | 'cast' | 'stop';

/** A process class, compiled: all that the runtime needs to know, looked up once. */
export interface ClassModule {
  readonly className: string;
  readonly metadata: ProcessMetadata;
  readonly table: DispatchTable<Row>;
  readonly calls: DispatchTable<Handler>;
  readonly casts: DispatchTable<Handler>;
  readonly continues: DispatchTable<Handler>;
  readonly init: Handler | undefined;
  readonly terminate: Handler | undefined;
  readonly after: Timeout | undefined;
  readonly newInstance: () => object;
}

/** Compiles a class at its first spawn in a scope; later spawns find it there. */
export function moduleOf(scope: Scope, Class: ProcessClass): ClassModule {
  const known = scope.modules.get(Class);
  if (known !== undefined) return known;
  const module = compileClass(scope, Class);
  scope.modules.set(Class, module);
  return module;
}

function compileClass(scope: Scope, Class: ProcessClass): ClassModule {
  const metadata = readProcessMetadata(Class);
  if (metadata === undefined) {
    throw new BeamworkError({
      code: 'BEAMWORK_NOT_A_PROCESS_CLASS',
      problem: `cannot spawn class ${Class.name}: it has no @Process decorator of its own`,
      remedy: `write @Process() above class ${Class.name}; a subclass needs it too`,
    });
  }
  const after = readAfter(Class);
  return {
    className: Class.name,
    metadata,
    table: new DispatchTable<Row>([...protocolRows, ...clausesOf(Class, 'receive')]),
    calls: new DispatchTable(clausesOf(Class, 'call')),
    casts: new DispatchTable(clausesOf(Class, 'cast')),
    continues: new DispatchTable(clausesOf(Class, 'continue')),
    init: handlerOf(Class, 'init'),
    terminate: handlerOf(Class, 'terminate'),
    after: after === undefined ? undefined : { ms: after.ms, handler: requireHandler(Class, after.method) },
    newInstance: scope.instances.plan(Class),
  };
}

/** What `call`, `cast` and `stop` send; the tags keep these rows out of the way of all other messages. */
const protocolRows: readonly Clause<Row>[] = [
  { pattern: [callTag, P.any, P.any], handler: 'call' },
  { pattern: [castTag, P.any], handler: 'cast' },
  { pattern: [stopTag, P.any], handler: 'stop' },
];

function clausesOf(Class: ProcessClass, kind: HandlerKind): Clause<Handler>[] {
  return readHandlers(Class)
    .filter((record) => record.kind === kind)
    .map(({ pattern, method }) => ({ pattern, handler: requireHandler(Class, method) }));
}

function handlerOf(Class: ProcessClass, name: string | symbol): Handler | undefined {
  const method: unknown = Reflect.get(Class.prototype, name);
  return isMethod(method) ? { method, name: String(name) } : undefined;
}

function requireHandler(Class: ProcessClass, name: string | symbol): Handler {
  const handler = handlerOf(Class, name);
  if (handler !== undefined) return handler;
  throw new BeamworkError({
    code: 'BEAMWORK_NOT_A_METHOD',
    problem: `${Class.name}.${String(name)} is decorated as a handler, but its prototype has no such method any more`,
    remedy: 'decorate methods only, and keep them on the prototype',
  });
}

function isMethod(value: unknown): value is Handler['method'] {
  return typeof value === 'function';
}
