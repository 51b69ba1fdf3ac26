import 'reflect-metadata/lite';
import { injectable, injectFromBase } from 'inversify';
import type { ProcessClass } from './process-metadata.js';

/** Where the compiler leaves the types of constructor parameters. */
const parameterTypesKey = 'design:paramtypes';
// inversify keeps these two keys to itself. Its version is pinned, and spec/metadata/injection.spec.ts notices when they change.
const injectableKey = '@inversifyjs/core/classIsInjectableFlagReflectKey';
const injectionKey = '@inversifyjs/core/classMetadataReflectKey';

/** What is known about the constructor of a class. */
export interface ConstructorDependencies {
  /** How many arguments the constructor wants. */
  readonly parameters: number;
  /** Whether the compiler left the types of its parameters (`emitDecoratorMetadata`). */
  readonly typed: boolean;
  /** Whether the container knows some argument, by its type, by `@inject`, or from the base class. */
  readonly injected: boolean;
}

/**
 * Lets the container make instances of a class: what `@injectable()` does, and what a base class gets injected is injected into its
 * subclasses too.
 *
 * A user may write `@injectable()` on the same class, above or below: inversify refuses a second one, so an existing mark is
 * respected, and ours is taken off again once it has done its work.
 */
export function makeInjectable(Class: ProcessClass): void {
  if (!Reflect.hasOwnMetadata(injectableKey, Class)) {
    injectable()(Class);
    Reflect.deleteMetadata(injectableKey, Class);
  }
  inheritInjection(Class);
}

/**
 * What is known about the constructor of a class that {@link makeInjectable} has seen.
 *
 * @returns `parameters > 0` with neither `typed` nor `injected` when the class was compiled without metadata: nobody can know its arguments.
 */
export function constructorDependencies(Class: ProcessClass): ConstructorDependencies {
  const injected = injectedArguments(Class);
  return {
    parameters: Math.max(Class.length, injected.length),
    typed: Reflect.hasOwnMetadata(parameterTypesKey, Class),
    injected: injected.some((argument) => argument !== undefined),
  };
}

/** The tokens of the constructor's arguments, as far as they are known: what `@inject` says, else the type that the compiler left. */
export function constructorTokens(Class: ProcessClass): readonly unknown[] {
  const types: readonly unknown[] = Reflect.getOwnMetadata(parameterTypesKey, Class) ?? [];
  const injected = injectedArguments(Class);
  return Array.from({ length: Math.max(types.length, injected.length) }, (_, index) => tokenOf(injected[index]) ?? types[index]);
}

function tokenOf(argument: unknown): unknown {
  return typeof argument === 'object' && argument !== null && 'value' in argument ? argument.value : undefined;
}

/** Whatever stands between a class and the base with metadata is completed on the way: inversify looks at the direct base only. */
function inheritInjection(Class: object): void {
  const base: unknown = Object.getPrototypeOf(Class);
  if (typeof base !== 'function' || base === Function.prototype || typeof Class !== 'function') return;
  inheritInjection(base);
  if (!Reflect.hasOwnMetadata(injectionKey, base)) return;
  injectFromBase({ extendConstructorArguments: hasInheritedConstructor(Class) })(Class);
}

/** A constructor that the language made takes no arguments by its `length`, and the compiler says nothing about it. */
function hasInheritedConstructor(Class: object): boolean {
  return 'length' in Class && Class.length === 0 && !Reflect.hasOwnMetadata(parameterTypesKey, Class) && injectedArguments(Class).length === 0;
}

function injectedArguments(Class: object): readonly unknown[] {
  return Reflect.getOwnMetadata(injectionKey, Class)?.constructorArguments ?? [];
}

/** Whether the container has something to do for an instance besides calling the constructor: injected properties, or life-cycle methods. */
export function hasInjectedMembers(Class: ProcessClass): boolean {
  const { properties, lifecycle } = Reflect.getOwnMetadata(injectionKey, Class) ?? {};
  return (properties?.size ?? 0) > 0 || (lifecycle?.postConstructMethodNames?.size ?? 0) > 0;
}
