import { BeamworkError } from '../kernel/beamwork-error.js';
import { Unwind } from '../kernel/process-exit.js';
import type { ProcessControl } from './process-control.js';
import type { RuntimeState } from './runtime-state.js';

/** The process whose code runs right now; `undefined` outside of all processes. */
export let current: ProcessControl | undefined;

/** Whether the slot above being empty may mean that a context knows more. */
export let hasContext = false;

let leaveContext: (call: () => void) => void = (call) => call();
let fromContext: (() => ProcessControl | undefined) | undefined;
let makeDefault: (() => RuntimeState) | undefined;

export function setCurrent(control: ProcessControl | undefined): void {
  current = control;
}

/** Asks `lookup` for the running process where the slot above is empty, after an `await` of something foreign; `leave` runs code without it. */
export function consultContext(lookup: () => ProcessControl | undefined, leave: (call: () => void) => void): void {
  fromContext = lookup;
  leaveContext = leave;
  hasContext = true;
}

/** Runs code that belongs to no process: a subscriber's, a logger's. */
export function outsideOfProcesses(call: () => void): void {
  const running = current;
  current = undefined;
  try {
    if (hasContext) leaveContext(call);
    else call();
  } finally {
    current = running;
  }
}

/** Says how the runtime is made that serves code outside of all processes; called by the composition root. */
export function provideDefaultRuntime(make: () => RuntimeState): void {
  makeDefault = make;
}

/** The process that runs, or `undefined` outside; a process that has ended may do nothing more. */
export function currentProcess(): ProcessControl | undefined {
  const control = current ?? fromContext?.();
  if (control !== undefined && !control.alive) throw Unwind.token;
  return control;
}

/** The process that runs, for a verb that makes no sense outside. */
export function runningProcess(verb: string): ProcessControl {
  const control = currentProcess();
  if (control === undefined) {
    throw new BeamworkError({
      code: 'BEAMWORK_OUTSIDE_PROCESS',
      problem: `${verb} was called outside of a process, or after an await of something that is no receive, sleep or Process.wait`,
      remedy:
        'call it inside a body given to spawn or run; in an async body write await Process.wait(promise), take what you need before the await (const me = self()), or start the runtime with asyncContext: true',
    });
  }
  return control;
}

/** The runtime of the running process, else the default one. */
export function currentRuntime(): RuntimeState {
  const control = currentProcess();
  if (control !== undefined) return control.state;
  if (makeDefault === undefined) throw new Error('the composition root has not been loaded');
  return makeDefault();
}
