import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { noHandler, type ClassModule } from './class-module.js';
import { logWarning } from './crash-report.js';
import type { ProcessControl } from './process-control.js';
import { stopWaiting } from './wake-timer.js';

/**
 * Does with the message at the cursor what the class says about messages that no handler wants.
 *
 * A parent's end is no such message: a class that does not handle it ends with its parent, or with its runtime.
 *
 * @returns `false` when the process has to end, for `extra.endReason`.
 * @throws BeamworkError `BEAMWORK_UNMATCHED` for `unmatched: 'crash'`.
 */
export function leaveUnmatched(control: ProcessControl, module: ClassModule, message: unknown): boolean {
  if (isParentExit(control, message)) {
    control.removeAt(control.cursor);
    control.extra.endReason = message[2];
    return false;
  }
  if (control.extras?.idleMs !== undefined) stopWaiting(control);
  const policy = module.metadata.unmatched;
  if (policy === 'keep') {
    control.cursor++;
    return true;
  }
  control.removeAt(control.cursor);
  if (policy === 'log') logWarning(control.state, `${control.pid} (${module.className}) has no handler for ${showTerm(message)}`);
  if (policy !== 'crash') return true;
  control.inHand = message;
  control.handler = noHandler;
  throw new BeamworkError({
    code: 'BEAMWORK_UNMATCHED',
    problem: `${module.className} has no handler for ${showTerm(message)}`,
    remedy: "add a method with a @Receive pattern for it, or choose unmatched: 'keep', 'log' or 'drop'",
  });
}

function isParentExit(control: ProcessControl, message: unknown): message is ['EXIT', unknown, unknown] {
  return control.trapExit && Array.isArray(message) && message.length === 3 && message[0] === 'EXIT' && (message[1] === control.parent || message[1] === control.state.outside);
}
