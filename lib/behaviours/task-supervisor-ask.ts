import { BeamworkError } from '../kernel/beamwork-error.js';
import { newExit } from '../kernel/process-exit.js';
import { showTerm } from '../kernel/show-term.js';
import { findServer } from '../runtime/calls.js';
import { inTerminate, type ProcessControl } from '../runtime/process-control.js';
import { call, type Server, stateOf } from '../verbs/call.js';
import type { Receiving } from '../verbs/receive.js';
import { isTaskSupervisor } from './task-supervisor-server.js';

/** The task supervisor that a user means. @throws ProcessExit `noproc`; BeamworkError `BEAMWORK_BAD_DESTINATION` for another process. */
export function supervisorOf({ state }: ProcessControl, given: Server, verb: string): ProcessControl {
  const control = findServer(state, given, verb);
  control?.state.sinks.asked?.(control);
  // One that ends waits for its tasks: with new ones it would never be done.
  if (control?.alive !== true || control.stage === inTerminate) throw newExit(['noproc', [verb, given]]);
  checkSupervisor(control, given, verb);
  return control;
}

/** Calls a task supervisor. Another process would end with such a request, or never answer: it is not asked. */
export function askTasks<T>(verb: string, supervisor: Server, request: readonly unknown[]): Receiving<T>;
export function askTasks(verb: string, supervisor: Server, request: readonly unknown[]): unknown {
  const control = findServer(stateOf(supervisor), supervisor, verb);
  if (control?.alive === true) checkSupervisor(control, supervisor, verb);
  return call(supervisor, request, Infinity);
}

function checkSupervisor(control: ProcessControl, given: Server, verb: string): void {
  if (isTaskSupervisor(control)) return;
  throw new BeamworkError({ code: 'BEAMWORK_BAD_DESTINATION', problem: `${verb} was given ${showTerm(given)}, which is no task supervisor`, remedy: 'give what TaskSupervisor.start or startLink returned' });
}
