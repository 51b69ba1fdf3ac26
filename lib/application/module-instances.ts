import type { Container, ServiceIdentifier } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { constructorDependencies, constructorTokens, hasInjectedMembers } from '../metadata/injection.js';
import type { ProcessClass } from '../metadata/process-metadata.js';
import { InstanceFactory } from '../runtime/instance-factory.js';
import { ContainerInstances } from './container-instances.js';
import type { Outside } from './module-outside.js';
import { isToken, showToken } from './tokens.js';

/** Why a service is not there, and what to do about it. */
export interface Absence {
  readonly why: string;
  readonly remedy: string;
}

/** Says of a token that nothing is bound to how that comes. */
export type ExplainAbsence = (token: ServiceIdentifier<unknown>) => Absence;

/**
 * Makes the processes of one module: with the services that it may see, and no others.
 *
 * A service that is not there is an error: nobody makes one on the side, which would be a second one beside that of another module.
 */
export class ModuleInstances extends InstanceFactory {
  readonly #container: Container;
  readonly #explain: ExplainAbsence;
  readonly #outside: Outside | undefined;
  readonly #inner: ContainerInstances;

  constructor(container: Container, explain: ExplainAbsence, outside: Outside | undefined) {
    super();
    this.#container = container;
    this.#explain = explain;
    this.#outside = outside;
    this.#inner = new ContainerInstances(container);
  }

  override plan(Class: ProcessClass): () => object {
    this.#outside?.prepare(Class);
    const needy: Needy = { name: Class.name, needs: constructorTokens(Class) };
    borrow(this.#container, needy, this.#outside);
    // Bound here, it is made without the container's freedom to make what it needs.
    if (isMadeByContainer(Class) && !this.#container.isBound(Class)) this.#container.bind(Class).toSelf();
    const make = this.#inner.plan(Class);
    return () => {
      try {
        return make();
      } catch (failure) {
        throw explained(failure, this.#container, needy, this.#explain);
      }
    };
  }
}

/** Who asks the container for services. */
export interface Needy {
  readonly name: string;
  readonly needs: readonly unknown[];
}

/** Binds what somebody needs, and nobody inside has, to what somebody outside has. */
export function borrow(container: Container, { name, needs }: Needy, outside: Outside | undefined): void {
  for (const token of needs) {
    if (!isToken(token) || container.isBound(token)) continue;
    const get = outside?.find(token, name);
    if (get !== undefined) container.bind(token).toDynamicValue(get);
  }
}

/** The container's complaint about a service that is not there, in words that name who asked and the way out; any other failure as it is. */
export function explained(failure: unknown, container: Container, { name, needs }: Needy, explain: ExplainAbsence): unknown {
  if (!isContainerError(failure)) return failure;
  const missing = needs.find((token) => isToken(token) && !container.isBound(token));
  if (!isToken(missing)) return failure;
  const { why, remedy } = explain(missing);
  return new BeamworkError({ code: 'BEAMWORK_BAD_MODULE', problem: `${name} needs ${showToken(missing)}, ${why}`, remedy });
}

/** The first line of what went wrong: the container's errors go on for many. */
export function firstLine(failure: unknown): string {
  if (failure instanceof BeamworkError) return failure.problem;
  return failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : showTerm(failure);
}

function isMadeByContainer(Class: ProcessClass): boolean {
  const { parameters, typed, injected } = constructorDependencies(Class);
  return parameters === 0 ? hasInjectedMembers(Class) : typed || injected;
}

// The container exports none of its error classes.
function isContainerError(failure: unknown): boolean {
  return failure instanceof Error && /^Inversify\w*Error$/.test(failure.constructor.name);
}
