import { Container, type ContainerModule } from 'inversify';
import { ContainerInstances } from '../../application/container-instances.js';
import { bindServices } from '../../application/services.js';
import { constructorDependencies, hasInjectedMembers } from '../../metadata/injection.js';
import type { ProcessClass } from '../../metadata/process-metadata.js';
import { runningProcess } from '../../runtime/current.js';
import { InstanceFactory } from '../../runtime/instance-factory.js';
import type { RuntimeState } from '../../runtime/runtime-state.js';

/** Makes instances for the runtimes of all schedules. A container is made for those runtimes only in which a class asks for one: it takes longer than a schedule. */
export class ExploredInstances extends InstanceFactory {
  readonly #containers = new WeakMap<RuntimeState, Container>();
  readonly #modules: (() => readonly ContainerModule[]) | undefined;

  constructor(modules: (() => readonly ContainerModule[]) | undefined) {
    super();
    this.#modules = modules;
  }

  override plan(Class: ProcessClass): () => object {
    const { parameters } = constructorDependencies(Class);
    if (this.#modules === undefined && parameters === 0 && !hasInjectedMembers(Class)) return () => new Class();
    return () => new ContainerInstances(this.#containerOf(runningProcess('spawn').state)).plan(Class)();
  }

  #containerOf(state: RuntimeState): Container {
    const known = this.#containers.get(state);
    if (known !== undefined) return known;
    const container = new Container({ defaultScope: 'Transient' });
    bindServices(container, state);
    container.load(...(this.#modules?.() ?? []));
    this.#containers.set(state, container);
    return container;
  }
}
