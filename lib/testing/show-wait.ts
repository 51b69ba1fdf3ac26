import { toReceiveAsync, toResumeGenerator, waiting, type ProcessControl } from '../runtime/process-control.js';
import { awaitsPromise } from './awaits-promise.js';
import { messagesOf } from './messages-of.js';
import { showMailbox } from './show-mismatch.js';
import { showValue } from './show-value.js';

/** What a process waits for, and what is in its mailbox meanwhile. */
export function showWait(control: ProcessControl): string {
  return `${goalOf(control)}; its mailbox: ${showMailbox(messagesOf(control))}`;
}

function goalOf(control: ProcessControl): string {
  const { activity, phase, receiving } = control;
  if (awaitsPromise(control)) return 'awaits something that is no part of the runtime';
  if (activity !== waiting) return 'can go on';
  const isInReceive = phase === toResumeGenerator || phase === toReceiveAsync;
  if (receiving === undefined || !isInReceive) return 'waits for a message that a handler takes';
  const { pendingCall, patterns, timeoutMs } = receiving;
  if (pendingCall !== undefined) return `waits for an answer of ${pendingCall.callee.pid}`;
  if (patterns.length === 0) return 'sleeps';
  return `waits for ${patterns.map(showValue).join(' or ')}${timeoutMs === undefined || timeoutMs === Infinity ? '' : ', or for its time to be up'}`;
}
