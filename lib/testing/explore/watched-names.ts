import type { ProcessControl } from '../../runtime/process-control.js';

/** The names of a runtime; somebody hears which are looked up, and which are given or freed. */
export class WatchedNames extends Map<string, ProcessControl> {
  readonly #tell: (key: string, writes: boolean) => void;

  constructor(tell: (key: string, writes: boolean) => void) {
    super();
    this.#tell = tell;
  }

  override get(name: string): ProcessControl | undefined {
    this.#tell(`name ${name}`, false);
    return super.get(name);
  }

  override has(name: string): boolean {
    this.#tell(`name ${name}`, false);
    return super.has(name);
  }

  override set(name: string, control: ProcessControl): this {
    this.#tell(`name ${name}`, true);
    return super.set(name, control);
  }

  override delete(name: string): boolean {
    this.#tell(`name ${name}`, true);
    return super.delete(name);
  }
}
