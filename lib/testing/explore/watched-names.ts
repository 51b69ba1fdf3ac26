import type { ProcessControl } from '../../runtime/process-control.js';

/** Who hears which names are looked up, and which are given or freed. */
interface Listener {
  reads(key: string): void;
  /** A name is given to a process, or taken from it. */
  isNamed(key: string, control: ProcessControl | undefined): void;
  /** All names are looked at. */
  concernsAll(): void;
}

/** The names of a runtime; somebody hears who looks at them. */
export class WatchedNames extends Map<string, ProcessControl> {
  readonly #listener: Listener;

  constructor(listener: Listener) {
    super();
    this.#listener = listener;
  }

  override get(name: string): ProcessControl | undefined {
    this.#listener.reads(`name ${name}`);
    return super.get(name);
  }

  override has(name: string): boolean {
    this.#listener.reads(`name ${name}`);
    return super.has(name);
  }

  override keys(): MapIterator<string> {
    this.#listener.concernsAll();
    return super.keys();
  }

  override set(name: string, control: ProcessControl): this {
    this.#listener.isNamed(`name ${name}`, control);
    return super.set(name, control);
  }

  override delete(name: string): boolean {
    this.#listener.isNamed(`name ${name}`, super.get(name));
    return super.delete(name);
  }
}
