import { BeamworkError } from '../lib/kernel/beamwork-error.js';

/** The class and the name of a decorated method. */
export interface MethodTarget {
  readonly Class: object;
  readonly method: string | symbol;
}

/**
 * What a method decorator may stand on, for the compiler: the prototype of a class. A static method would show the class itself, which
 * has a `prototype`.
 */
export type MethodOwner = object & { readonly prototype?: never };

/**
 * Makes sure that a decorator stands on a method of a class.
 *
 * @throws BeamworkError `BEAMWORK_NOT_A_METHOD` for a field, an accessor, a static method, a parameter, a class;
 * `BEAMWORK_METADATA_MISSING` when the code was compiled for standard decorators.
 */
export function checkMethod(decorator: string, target: unknown, key: unknown, descriptor: unknown): MethodTarget {
  refuseStandardDecorators(decorator, target, key);
  if (isObject(target) && typeof target !== 'function' && isKey(key)) {
    if (isObject(descriptor) && 'value' in descriptor && typeof descriptor.value === 'function') return { Class: target.constructor, method: key };
  }
  throw new BeamworkError({
    code: 'BEAMWORK_NOT_A_METHOD',
    problem: `@${decorator} stands on ${memberName(target, key)}, which is ${kindOf(target, key, descriptor)}`,
    remedy: `put @${decorator}(...) on a method of the class that is not static`,
  });
}

/**
 * Refuses the calling convention of standard decorators, which carries no types of constructor parameters.
 *
 * @throws BeamworkError `BEAMWORK_METADATA_MISSING`.
 */
export function refuseStandardDecorators(decorator: string, target: unknown, context: unknown): void {
  if (!isObject(context) || !('kind' in context)) return;
  const name = 'name' in context ? context.name : nameOf(target);
  throw new BeamworkError({
    code: 'BEAMWORK_METADATA_MISSING',
    problem: `@${decorator} on ${String(name)} was compiled as a standard decorator, which knows no types of constructor parameters`,
    remedy: 'set "experimentalDecorators": true and "emitDecoratorMetadata": true in tsconfig.json',
  });
}

/** `Counter.count`, `Counter` for the class itself. */
export function memberName(target: unknown, key: unknown): string {
  const owner = typeof target === 'function' ? nameOf(target) : nameOf(isObject(target) ? target.constructor : undefined);
  return isKey(key) ? `${owner}.${String(key)}` : owner;
}

function kindOf(target: unknown, key: unknown, descriptor: unknown): string {
  if (typeof descriptor === 'number') return 'a parameter';
  if (!isKey(key)) return typeof target === 'function' ? 'a class' : 'no member of a class';
  if (isObject(descriptor) && ('get' in descriptor || 'set' in descriptor)) return 'an accessor';
  return typeof target === 'function' ? 'static' : 'a property';
}

function nameOf(value: unknown): string {
  return typeof value === 'function' && value.name !== '' ? value.name : '(anonymous class)';
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isKey(value: unknown): value is string | symbol {
  return typeof value === 'string' || typeof value === 'symbol';
}
