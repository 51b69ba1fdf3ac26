import type { ProcessControl } from '../../runtime/process-control.js';
import { ProcessTable } from '../../runtime/process-table.js';

/** The processes of a runtime; somebody hears who looks at all of them. */
export class WatchedTable extends ProcessTable {
  readonly #listener: { concernsAll(): void };

  constructor(listener: { concernsAll(): void }) {
    super();
    this.#listener = listener;
  }

  override toArray(): ProcessControl[] {
    this.#listener.concernsAll();
    return super.toArray();
  }
}
