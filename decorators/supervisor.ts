import { BeamworkError } from '../lib/kernel/beamwork-error.js';
import type { From } from '../lib/kernel/outcome.js';
import { P } from '../lib/kernel/pattern.js';
import type { Pid } from '../lib/kernel/pid.js';
import { showTerm } from '../lib/kernel/show-term.js';
import { writeHandler } from '../lib/metadata/handler-metadata.js';
import { makeInjectable } from '../lib/metadata/injection.js';
import { type ProcessClass, writeProcessMetadata } from '../lib/metadata/process-metadata.js';
import { supervisorBehaviour, writeSupervisorMetadata } from '../lib/metadata/supervisor-metadata.js';
import { checkClass } from './check-process.js';
import { memberName } from './check-target.js';

/** The first element of what is sent to a supervisor. */
export const supervisorTag = '$supervisor';

const onRequest = Symbol('supervisor request');
const onExit = Symbol('supervisor exit');
const onAgain = Symbol('supervisor again');
const accepted = ['strategy', 'maxRestarts', 'maxSeconds', 'autoShutdown', 'backoff', 'name'];

/**
 * Writes the metadata of `@Supervisor`: the class is a process class that traps exits, with the handlers of a supervisor.
 *
 * @param label how the log names it; default: as its class is named.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` for an option that does not exist, and on anything but a class; `BEAMWORK_METADATA_MISSING`.
 */
export function markSupervisor(target: ProcessClass, options: object, key: unknown, label: string | false = target.name): void {
  checkClass(target, key);
  for (const name of Object.keys(options)) {
    if (!accepted.includes(name)) throw badOption(target, `there is no option ${showTerm(name)}`, `the options are ${accepted.join(', ')}`);
  }
  const name: unknown = Reflect.get(options, 'name');
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw badOption(target, `name is ${showTerm(name)}`, 'give a string that is not empty');
  writeProcessMetadata(target, { trapExit: true, unmatched: 'log', ...(label === false ? {} : { label }), ...(name === undefined ? {} : { name }) });
  writeSupervisorMetadata(target, options);
  addMethods(target.prototype, options);
  writeHandler(target, 'call', [supervisorTag, P.string, P.any], onRequest);
  writeHandler(target, 'receive', ['EXIT', P.pid, P.any], onExit);
  writeHandler(target, 'receive', [supervisorTag, P.any], onAgain);
  makeInjectable(target);
}

/** What the class itself wrote, by the methods that stand in its place: a subclass goes on from there. */
const replaced = new WeakMap<object, ((...args: unknown[]) => unknown) | undefined>();

function addMethods(prototype: object, options: object): void {
  const init = methodOf(prototype, 'init');
  const terminate = methodOf(prototype, 'terminate');
  const methods = {
    init(this: object, ...args: unknown[]): unknown {
      return supervisorBehaviour().init(this, init?.apply(this, args), options);
    },
    terminate(this: object, reason: unknown): unknown {
      return supervisorBehaviour().terminate(this, () => terminate?.call(this, reason));
    },
    [onRequest](this: object, [, verb, argument]: [unknown, string, unknown], from: From): unknown {
      return supervisorBehaviour().request(verb, argument, from, this);
    },
    [onExit](this: object, [, pid, reason]: ['EXIT', Pid, unknown]): unknown {
      return supervisorBehaviour().exited(this, pid, reason);
    },
    [onAgain](this: object, [, argument]: [unknown, unknown]): unknown {
      return supervisorBehaviour().again(this, argument);
    },
  };
  replaced.set(methods.init, init);
  replaced.set(methods.terminate, terminate);
  for (const key of Reflect.ownKeys(methods)) Object.defineProperty(prototype, key, { value: Reflect.get(methods, key), configurable: true, writable: true });
}

function methodOf(prototype: object, name: string): ((...args: unknown[]) => unknown) | undefined {
  const method: unknown = Reflect.get(prototype, name);
  if (!isFunction(method)) return undefined;
  return replaced.has(method) ? replaced.get(method) : method;
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}

function badOption(target: ProcessClass, obstacle: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `@Supervisor on ${memberName(target, undefined)}: ${obstacle}`, remedy });
}
