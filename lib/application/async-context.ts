import { AsyncLocalStorage } from 'node:async_hooks';
import { consultContext } from '../runtime/current.js';
import { ProcessContext } from '../runtime/process-context.js';
import type { ProcessControl } from '../runtime/process-control.js';

const storage = new AsyncLocalStorage<ProcessControl>();

/** Follows a process through every `await` of its async bodies, foreign ones too; makes each `await` in the program dearer on Node 20 and 22. */
export class AsyncContext extends ProcessContext {
  constructor() {
    super();
    consultContext(
      () => storage.getStore(),
      (call) => storage.exit(call),
    );
  }

  override run<T>(control: ProcessControl, frame: () => T): T {
    return storage.run(control, frame);
  }
}
