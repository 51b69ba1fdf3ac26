import type { Runtime } from '../../lib/index.js';
import { RuntimeState } from '../../lib/runtime/runtime-state.js';

/** The streams of a runtime that somebody listens to: their sinks cost something, the others nothing. */
export function connected(runtime: Runtime): string[] {
  return Object.entries(runtime.get(RuntimeState).sinks)
    .filter(([, sink]) => sink !== undefined)
    .map(([name]) => name);
}
