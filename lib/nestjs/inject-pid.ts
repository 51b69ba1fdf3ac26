import { Inject, type Provider } from '@nestjs/common';
import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import type { OpsOf } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { Address } from '../runtime/address.js';
import type { SpawnableClass } from '../verbs/spawn.js';
import { BeamworkHost } from './beamwork-host.js';

/** Whoever is the process of a class, or has a name, right now: stays right when a supervisor has restarted it. */
export class ProcessAddress<C extends object = any> extends Address<OpsOf<C>> {
  readonly #host: BeamworkHost;
  readonly #target: ProcessTarget;

  /** @internal */
  constructor(host: BeamworkHost, target: ProcessTarget) {
    super();
    this.#host = host;
    this.#target = target;
  }

  /** Who it is now; `undefined` between an end and the restart. */
  override whereis(): Pid<OpsOf<C>> | undefined {
    return this.#host.pidOf(this.#target);
  }

  /** @internal Nobody else can have it. */
  override claim(): Pid | undefined {
    return this.whereis();
  }

  /** As it prints, in errors. */
  override toString(): string {
    return typeof this.#target === 'string' ? this.#target : this.#target.name;
  }
}

/** What a pid is asked for by: a class given to `forFeature`, or a registered name. */
export type ProcessTarget = SpawnableClass<object> | string;

const tokens = new Map<ProcessTarget, symbol>();

/**
 * Injects the address of a process into a Nest provider: it may be sent to, called and cast wherever a pid may.
 *
 * @param target a class that was given to `BeamworkModule.forFeature`, or a registered name.
 * @returns a decorator for constructor parameters and properties of type {@link ProcessAddress}.
 * @throws BeamworkError `BEAMWORK_NOT_A_PROCESS_CLASS` for what is neither.
 * Cost: O(1) per injection; a look-up per use.
 * @see https://docs.nestjs.com/fundamentals/custom-providers
 *
 * ```ts
 * @Controller('counter')
 * class CounterController {
 *   constructor(@InjectPid(Counter) private readonly counter: ProcessAddress<Counter>) {}
 * }
 * ```
 */
export function InjectPid(target: ProcessTarget): ParameterDecorator & PropertyDecorator {
  if (typeof target !== 'string' && typeof target !== 'function') {
    throw new BeamworkError({
      code: 'BEAMWORK_NOT_A_PROCESS_CLASS',
      problem: `InjectPid was given ${showTerm(target)}`,
      remedy: 'give a class with @Process, or a registered name; an undefined one is often a circle of files that import each other',
    });
  }
  return Inject(tokenOf(target));
}

/** A provider for each address that somebody has asked for up to now. */
export function addressProviders(): Provider[] {
  return [...tokens].map(([target, token]) => ({ provide: token, useFactory: (host: BeamworkHost) => new ProcessAddress(host, target), inject: [BeamworkHost] }));
}

function tokenOf(target: ProcessTarget): symbol {
  const present = tokens.get(target);
  if (present !== undefined) return present;
  const token = Symbol(`pid of ${typeof target === 'string' ? target : target.name}`);
  tokens.set(target, token);
  return token;
}
