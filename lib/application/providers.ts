import { ContainerModule, type Container, type ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { constructorDependencies, constructorTokens, makeInjectable } from '../metadata/injection.js';
import type { Outside } from './module-outside.js';
import { isToken, showToken } from './tokens.js';

/** A service that a module gives: a class, or one of the forms that NestJS has. */
export type Provider<T = any> = ProviderClass<T> | ClassProvider<T> | ValueProvider<T> | FactoryProvider<T> | ExistingProvider<T> | ContainerModule;

/** A class that the container makes an instance of; listed by itself, it is its own token. */
export type ProviderClass<T = any> = new (...services: any[]) => T;

/** An instance of a class under another token. */
export interface ClassProvider<T = any> {
  readonly provide: ServiceIdentifier<T>;
  readonly useClass: ProviderClass<T>;
}

/** A value that is there already. */
export interface ValueProvider<T = any> {
  readonly provide: ServiceIdentifier<T>;
  readonly useValue: T;
}

/** What a function returns, which may be a promise: it is awaited before the first process of the module starts. */
export interface FactoryProvider<T = any> {
  readonly provide: ServiceIdentifier<T>;
  /** Gets the services named by `inject`. */
  readonly useFactory: (...services: any[]) => T | Promise<T>;
  /** The tokens of the function's arguments. Default: none. */
  readonly inject?: readonly ServiceIdentifier<unknown>[];
}

/** A second token for a service. */
export interface ExistingProvider<T = any> {
  readonly provide: ServiceIdentifier<T>;
  readonly useExisting: ServiceIdentifier<T>;
}

/** What a service is asked for by; `undefined` for a container module, which binds what it likes. */
export function tokenOf(provider: Provider): ServiceIdentifier<unknown> | undefined {
  if (provider instanceof ContainerModule) return undefined;
  return typeof provider === 'function' ? provider : provider.provide;
}

/** The class that the container makes an instance of, if it does. */
export function classOf(provider: Provider): ProviderClass | undefined {
  if (typeof provider === 'function') return provider;
  return 'useClass' in provider ? provider.useClass : undefined;
}

/** The services that it is made of. */
export function needsOf(provider: Provider): readonly unknown[] {
  if ('useExisting' in provider) return [provider.useExisting];
  if ('useFactory' in provider) return provider.inject ?? [];
  const Class = classOf(provider);
  return Class === undefined ? [] : constructorTokens(Class);
}

/**
 * Binds a provider in the container of a module, one instance for all who ask.
 *
 * @throws BeamworkError `BEAMWORK_BAD_MODULE` for what is no provider, and for a second one of a token; `BEAMWORK_METADATA_MISSING` for a class
 * whose needs nobody knows.
 */
export function bindProvider(container: Container, provider: Provider, where: string, outside: Outside | undefined): void {
  if (provider instanceof ContainerModule) {
    container.load(provider);
    return;
  }
  checkProvider(provider, where);
  const token = typeof provider === 'function' ? provider : provider.provide;
  if (container.isCurrentBound(token)) throw badModule(`${where} provides ${showToken(token)} twice`, 'leave one of them out');
  if (typeof provider === 'function') bindClass(container, token, provider, where, outside);
  else if ('useClass' in provider) bindClass(container, token, provider.useClass, where, outside);
  else if ('useFactory' in provider) container.bind(token).toResolvedValue(provider.useFactory, [...(provider.inject ?? [])]).inSingletonScope();
  else if ('useExisting' in provider) container.bind(token).toService(provider.useExisting);
  else container.bind(token).toConstantValue(provider.useValue);
}

/** The compiler has looked at it; not so when an `any` or a circle of files that import each other is on the way. */
function checkProvider(provider: unknown, where: string): void {
  if (isClass(provider)) return;
  if (typeof provider !== 'object' || provider === null || !('provide' in provider && isToken(provider.provide) && isRecipe(provider))) {
    throw badModule(
      `${where} has the provider ${showTerm(provider)}`,
      'give a class, { provide, useClass }, { provide, useValue }, { provide, useFactory, inject }, { provide, useExisting }, or an inversify ContainerModule; an undefined one is often a circle of files that import each other',
    );
  }
}

function isRecipe(provider: object): boolean {
  if ('useClass' in provider) return isClass(provider.useClass);
  if ('useExisting' in provider) return isToken(provider.useExisting);
  if (!('useFactory' in provider)) return 'useValue' in provider;
  const inject: unknown = Reflect.get(provider, 'inject') ?? [];
  return typeof provider.useFactory === 'function' && Array.isArray(inject) && inject.every(isToken);
}

function isClass(given: unknown): given is ProviderClass {
  return typeof given === 'function' && given.prototype !== undefined;
}

const injectable = new WeakSet<object>();

function bindClass(container: Container, token: ServiceIdentifier<unknown>, Class: ProviderClass, where: string, outside: Outside | undefined): void {
  outside?.prepare(Class);
  if (!injectable.has(Class)) makeInjectable(Class);
  injectable.add(Class);
  const { parameters, typed, injected } = constructorDependencies(Class);
  if (parameters > 0 && !typed && !injected) {
    throw new BeamworkError({
      code: 'BEAMWORK_METADATA_MISSING',
      problem: `${where} has the provider ${Class.name}, whose constructor has ${parameters} parameter(s), and the compiled code does not say of what types`,
      remedy: `write @injectable() of inversify above class ${Class.name}: the compiler leaves the types for decorated classes only; or mark each parameter with @inject(Token)`,
    });
  }
  container.bind(token).to(Class).inSingletonScope();
}

function badModule(problem: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_MODULE', problem, remedy });
}
