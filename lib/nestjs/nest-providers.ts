import { Scope } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { inject, type ServiceIdentifier } from 'inversify';
import type { Outside } from '../application/module-outside.js';
import { showToken } from '../application/tokens.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
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

  /** @throws BeamworkError `BEAMWORK_BAD_MODULE` for a provider that is not one for all. */
  find(token: ServiceIdentifier<unknown>, who: string): (() => unknown) | undefined {
    if (!isNestToken(token)) return undefined;
    const scope = this.#scopeOf(token);
    if (scope === undefined) return undefined;
    if (scope === Scope.DEFAULT) return () => this.#nest.get<unknown>(token, { strict: false });
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_MODULE',
      problem: `${who} needs ${showToken(token)}, which Nest makes anew for each ${scope === Scope.REQUEST ? 'request' : 'injection'}`,
      remedy: 'ask for a provider of the default scope, and put what belongs to a request into the messages',
    });
  }

  /** `undefined` for what Nest does not have: the one who asks says so. */
  #scopeOf(token: NestToken): Scope | undefined {
    try {
      return this.#nest.introspect(token).scope;
    } catch {
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
