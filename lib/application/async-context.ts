import { AsyncLocalStorage } from 'node:async_hooks';
import { Unwind } from '../kernel/process-exit.js';
import { consultContext } from '../runtime/current.js';
import { ProcessContext } from '../runtime/process-context.js';
import type { ProcessControl } from '../runtime/process-control.js';

const storage = new AsyncLocalStorage<ProcessControl>();
let listening = false;

/**
 * Code of a process that has ended is stopped by a throw, and when it runs in a promise that only the ended body would have awaited, nobody is
 * left to catch it. That one rejection is no fault of the program; all others keep the effect that they have without this listener.
 */
function ignoreUnwinding(): void {
  if (listening) return;
  listening = true;
  process.on('unhandledRejection', (reason) => {
    if (reason !== Unwind.token && process.listenerCount('unhandledRejection') === 1) throw reason;
  });
}

/** Follows a process through each `await` of its async bodies, foreign ones too; makes every `await` in the program dearer on Node 20, 22. */
export class AsyncContext extends ProcessContext {
  constructor() {
    super();
    ignoreUnwinding();
    consultContext(
      () => storage.getStore(),
      (call) => storage.exit(call),
    );
  }

  override run<T>(control: ProcessControl, frame: () => T): T {
    return storage.run(control, frame);
  }
}
