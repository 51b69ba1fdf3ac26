import type { ProcessControl } from './process-control.js';

/** Carries "which process is this?" across every `await` of an async body. The port and the injection key in one. */
export abstract class ProcessContext {
  /** Runs `frame` so that `currentProcess()` gives `control` in it, and in all that it awaits. */
  abstract run<T>(control: ProcessControl, frame: () => T): T;
}
