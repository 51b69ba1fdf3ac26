import { showTerm } from '../kernel/show-term.js';
import { logWarning } from '../runtime/crash-report.js';
import type { ProcessControl } from '../runtime/process-control.js';
import type { RestartIntensity } from './restart-intensity.js';

/** Says that a child is started again, and how many such restarts are left. */
export function logRestart(me: ProcessControl, id: unknown, reason: unknown, intensity: RestartIntensity, waitMs = 0): void {
  const wait = waitMs === 0 ? '' : `, after ${Math.round(waitMs)} ms`;
  logWarning(me.state, `${nameOf(me)} restarts ${textOf(id)}: ${showReason(reason)} (${intensity}${wait})`);
}

/** Says that a child would have to be started again too often. */
export function logGivingUp(me: ProcessControl, id: unknown, reason: unknown, intensity: RestartIntensity): void {
  logWarning(me.state, `${nameOf(me)} gives up on ${textOf(id)}: ${showReason(reason)} (${intensity})`);
}

function nameOf({ pid, extras }: ProcessControl): string {
  const name = extras?.name ?? extras?.label;
  return name === undefined ? String(pid) : `${pid} (${textOf(name)})`;
}

/** A name as it is, when it fits into the line. */
function textOf(term: unknown): string {
  return typeof term === 'string' && /^[^\n\r]{1,80}$/.test(term) ? term : showTerm(term);
}

/** An error by name and message, in one line. Never throws. */
function showReason(reason: unknown): string {
  try {
    return reason instanceof Error ? String(reason).replaceAll(/\s*\n\s*/g, ' ') : showTerm(reason);
  } catch {
    return 'an error that cannot be read';
  }
}
