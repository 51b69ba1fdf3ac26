import { logWarning } from './crash-report.js';
import type { ProcessControl } from './process-control.js';
import { showTerm } from '../kernel/show-term.js';

/** Reports a mailbox over the limit of its runtime: once, and again each time it has doubled. */
export function reportGrowth(control: ProcessControl): void {
  const length = control.tail - control.head;
  const { extra, state } = control;
  if (length < extra.reportAt) return;
  extra.reportAt = Math.max(state.mailboxLimit, length) * 2;
  const oldest = showTerm(control.items?.[control.head]);
  logWarning(state, `${control.pid} has ${length} messages in its mailbox that nothing receives; the oldest is ${oldest}`);
}
