import type { ProcessClass } from '../metadata/process-metadata.js';

/** Makes the instance behind a class process, its services injected. The port and the injection key in one. */
export abstract class InstanceFactory {
  /**
   * Plans how instances of `Class` are made; called once per class.
   *
   * @throws BeamworkError `BEAMWORK_METADATA_MISSING` when the class takes constructor arguments that nobody can know.
   */
  abstract plan(Class: ProcessClass): () => object;
}
