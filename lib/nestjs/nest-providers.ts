import type { ModuleRef } from '@nestjs/core';
import { inject, type ServiceIdentifier } from 'inversify';
import type { Outside } from '../application/module-outside.js';
import type { ProcessClass } from '../metadata/process-metadata.js';

/** Where Nest's own `@Inject` leaves its tokens. */
const nestTokensKey = 'self:paramtypes';

/** Nest's providers, for processes and for the services of beamwork's modules. */
export class NestProviders implements Outside {
  readonly name = 'Nest';
  readonly #nest: ModuleRef;

  constructor(nest: ModuleRef) {
    this.#nest = nest;
  }

  /** Says to inversify what `@Inject` of Nest has said. */
  prepare(Class: ProcessClass): void {
    translateInjections(Class);
  }

  find(token: ServiceIdentifier<unknown>): (() => unknown) | undefined {
    if (!isNestToken(token) || this.#ask(token) === undefined) return undefined;
    return () => this.#ask(token);
  }

  #ask(token: NestToken): unknown {
    try {
      return this.#nest.get(token, { strict: false });
    } catch {
      // Then neither has it, and the one who asked says so.
      return undefined;
    }
  }
}

type NestToken = string | symbol | (new (...services: never[]) => unknown);

const translated = new WeakSet<ProcessClass>();

function translateInjections(Class: ProcessClass): void {
  if (translated.has(Class)) return;
  translated.add(Class);
  const injections: readonly { readonly index: number; readonly param: unknown }[] = Reflect.getOwnMetadata(nestTokensKey, Class) ?? [];
  for (const { index, param } of injections) if (isNestToken(param)) inject(param)(Class, undefined, index);
}

/** Types that the compiler leaves for what is no class say nothing. */
function isNestToken(token: unknown): token is NestToken {
  return typeof token === 'string' || typeof token === 'symbol' || (typeof token === 'function' && token !== Object && token !== String && token !== Number);
}
