import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { readProcessMetadata, type ProcessClass } from '../metadata/process-metadata.js';
import { moduleOf, type ClassModule } from './class-module.js';
import type { Body } from './process-control.js';
import type { Scope } from './scope.js';

/** What a process is made from: a compiled class or a function, and the arguments. */
export interface SpawnPlan {
  readonly body: Body | undefined;
  readonly module: ClassModule | undefined;
  readonly args: readonly unknown[];
}

const generatorFunction = Object.getPrototypeOf(function* () {});
const asyncGeneratorFunction = Object.getPrototypeOf(async function* () {});

/**
 * Reads the arguments of `spawn`: a function or a process class with its arguments, or the module, method and arguments of spawn/3.
 *
 * @throws BeamworkError `BEAMWORK_BAD_BODY`, `BEAMWORK_NOT_A_PROCESS_CLASS`, `BEAMWORK_METADATA_MISSING`.
 */
export function planOf(scope: Scope, first: unknown, rest: readonly unknown[]): SpawnPlan {
  if (isBody(first)) {
    const kind: unknown = Object.getPrototypeOf(first);
    if (kind === asyncGeneratorFunction) throw asyncGenerator(first);
    if (kind === generatorFunction || !hasPrototype(first)) return { body: first, module: undefined, args: rest };
    if (isConstructor(first) && readProcessMetadata(first) !== undefined) return { body: undefined, module: moduleOf(scope, first), args: rest };
    if (isModuleCall(first, rest)) return moduleCall(first, rest[0], rest[1]);
    if (isConstructor(first)) moduleOf(scope, first);
    return { body: first, module: undefined, args: rest };
  }
  if (typeof first === 'object' && first !== null && isModuleCall(first, rest)) return moduleCall(first, rest[0], rest[1]);
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_BODY',
    problem: `cannot spawn ${showTerm(first)}`,
    remedy: "give a function, a generator function, an async function, a @Process class, or spawn(module, 'method', [arguments])",
  });
}

/** The method is looked up in the new process: one that is not there ends it, as `undef` does on the BEAM. */
function moduleCall(module: object, method: string, args: readonly unknown[]): SpawnPlan {
  const body = (...copies: unknown[]): unknown => {
    const found: unknown = Reflect.get(module, method);
    if (isBody(found)) return Reflect.apply(found, module, copies);
    throw new BeamworkError({
      code: 'BEAMWORK_UNDEFINED_FUNCTION',
      problem: `cannot run ${method}: ${showTerm(module)} has no such function`,
      remedy: 'check the name of the method; for a class it must be static',
    });
  };
  Object.defineProperty(body, 'name', { value: method });
  return { body, module: undefined, args };
}

function isModuleCall(module: object, rest: readonly unknown[]): rest is [string, readonly unknown[]] {
  if (rest.length !== 2 || typeof rest[0] !== 'string' || !Array.isArray(rest[1])) return false;
  return typeof module === 'object' || (hasStatic(module, rest[0]) && typeof Reflect.get(module, rest[0]) === 'function');
}

/** Whether a class or a function has a member of its own or of a base class; what every function has, such as `call`, does not count. */
function hasStatic(module: object, name: string): boolean {
  for (let holder: unknown = module; typeof holder === 'function' && holder !== Function.prototype; holder = Object.getPrototypeOf(holder)) if (Object.hasOwn(holder, name)) return true;
  return false;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'function';
}

function hasPrototype(body: Body): boolean {
  return 'prototype' in body && body.prototype !== undefined;
}

/** A class keeps its prototype to itself; that of a function may be replaced. */
function isConstructor(body: Body): body is Body & ProcessClass {
  return Object.getOwnPropertyDescriptor(body, 'prototype')?.writable === false;
}

function asyncGenerator(body: Body): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_BODY',
    problem: `cannot spawn the async generator ${showTerm(body)}`,
    remedy: 'use an async function with await receive(…), or a generator function with yield* receive(…)',
  });
}
