import type { ModuleRef } from '@nestjs/core';
import { type Container, inject } from 'inversify';
import { ContainerInstances } from '../application/container-instances.js';
import { constructorTokens } from '../metadata/injection.js';
import type { ProcessClass } from '../metadata/process-metadata.js';
import { InstanceFactory } from '../runtime/instance-factory.js';

/** Where Nest's own `@Inject` leaves its tokens. */
const nestTokensKey = 'self:paramtypes';

/** Makes instances with the container of a runtime; what it does not have, Nest is asked for. */
export class NestInstances extends InstanceFactory {
  readonly #container: Container;
  readonly #nest: ModuleRef;
  readonly #inner: ContainerInstances;

  constructor(container: Container, nest: ModuleRef) {
    super();
    this.#container = container;
    this.#nest = nest;
    this.#inner = new ContainerInstances(container);
  }

  override plan(Class: ProcessClass): () => object {
    translateInjections(Class);
    this.#bindNestProviders(Class);
    return this.#inner.plan(Class);
  }

  #bindNestProviders(Class: ProcessClass): void {
    for (const token of constructorTokens(Class)) {
      if (!isToken(token) || this.#container.isBound(token)) continue;
      const provider = this.#ask(token);
      if (provider !== undefined) this.#container.bind(token).toDynamicValue(() => this.#ask(token));
    }
  }

  #ask(token: string | symbol | (new (...services: never[]) => unknown)): unknown {
    try {
      return this.#nest.get(token, { strict: false });
    } catch {
      // Then neither has it, and the container says so where the class is named.
      return undefined;
    }
  }
}

const translated = new WeakSet<ProcessClass>();

/** Says to inversify, once, what `@Inject` of Nest has said. */
function translateInjections(Class: ProcessClass): void {
  if (translated.has(Class)) return;
  translated.add(Class);
  const injections: readonly { readonly index: number; readonly param: unknown }[] = Reflect.getOwnMetadata(nestTokensKey, Class) ?? [];
  for (const { index, param } of injections) if (isToken(param)) inject(param)(Class, undefined, index);
}

function isToken(token: unknown): token is string | symbol | (new (...services: never[]) => unknown) {
  return typeof token === 'string' || typeof token === 'symbol' || (typeof token === 'function' && token !== Object && token !== String && token !== Number);
}
