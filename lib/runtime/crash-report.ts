import { showTerm } from '../kernel/show-term.js';
import { outsideOfProcesses } from './current.js';
import { isThenable } from './frames.js';
import type { CrashReport } from './logger.js';
import type { ProcessControl } from './process-control.js';
import type { RuntimeState } from './runtime-state.js';
import { callTag, castTag } from './server-protocol.js';
import { describeWhere, showWhere } from './where.js';

/** Takes down, at the moment of the crash, what will be logged when the process has ended. */
export function reportOf(control: ProcessControl, reason: unknown): CrashReport {
  const { pid, extras, inHand } = control;
  return { pid, label: extras?.label, registeredName: extras?.name, address: extras?.address, where: showWhere(describeWhere(control)), reason, message: requestIn(inHand) };
}

/** What the sender wrote: of a call or a cast, the request. */
function requestIn(message: unknown): unknown {
  const isRequest = Array.isArray(message) && (message[0] === callTag || message[0] === castTag);
  return isRequest ? message[message.length - 1] : message;
}

/** Logs a crash, once. */
export function logCrash(state: RuntimeState, report: CrashReport): void {
  harmless(() => state.logger.crash(`[beamwork] ${crashLine(report)}`, report));
}

export function logWarning(state: RuntimeState, line: string): void {
  harmless(() => state.logger.warn(`[beamwork] ${line}`));
}

/** A logger that throws, now or later, has nobody left to complain to: the runtime goes on. */
function harmless(log: () => unknown): void {
  outsideOfProcesses(() => {
    try {
      const result = log();
      if (typeof result === 'object' && result !== null && isThenable(result)) result.then(undefined, () => {});
    } catch {
      // As above.
    }
  });
}

/** A crash in one line. */
export function crashLine({ pid, label, registeredName, address, where, reason, message }: CrashReport): string {
  const who = [registeredName, label].filter((each) => each !== undefined).map(showTerm);
  if (address !== undefined) who.unshift(address);
  const inHand = message === undefined ? '' : `, handling ${showTerm(message)}`;
  return `${pid}${who.length === 0 ? '' : ` (${who.join(', ')})`} crashed in ${where}: ${showReason(reason)}${inHand}`;
}

/** An error by name, message and the first line of its stack; anything else as a term. Never throws. */
function showReason(reason: unknown): string {
  try {
    if (!(reason instanceof Error)) return showTerm(reason);
    const [, place] = /\n\s+(at .*)/.exec(String(reason.stack)) ?? [];
    const text = String(reason).replaceAll(/\s*\n\s*/g, ' ');
    return place === undefined ? text : `${text} (${place})`;
  } catch {
    return 'an error that cannot be read';
  }
}
