import type { Container } from 'inversify';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { constructorDependencies, hasInjectedMembers } from '../metadata/injection.js';
import type { ProcessClass } from '../metadata/process-metadata.js';
import { InstanceFactory } from '../runtime/instance-factory.js';

/** Makes instances with the container of a runtime; a class that needs nothing of it is made with `new`, at no extra cost. */
export class ContainerInstances extends InstanceFactory {
  readonly #container: Container;

  constructor(container: Container) {
    super();
    this.#container = container;
  }

  override plan(Class: ProcessClass): () => object {
    const { parameters, typed, injected } = constructorDependencies(Class);
    if (this.#container.isBound(Class)) return () => this.#container.get<object>(Class);
    if (parameters === 0 && !hasInjectedMembers(Class)) return () => new Class();
    if (parameters > 0 && !typed && !injected) {
      throw new BeamworkError({
        code: 'BEAMWORK_METADATA_MISSING',
        problem: `cannot spawn class ${Class.name}: its constructor has ${parameters} parameter(s), and the compiled code does not say of what types`,
        remedy:
          'set experimentalDecorators and emitDecoratorMetadata in tsconfig.json and compile with tsc (esbuild and tsx never emit metadata), or mark each parameter with @inject(Token)',
      });
    }
    return () => this.#container.get<object>(Class, { autobind: true });
  }
}
