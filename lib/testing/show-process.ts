import { showTerm } from '../kernel/show-term.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { describeWhere, showWhere } from '../runtime/where.js';

/** A process by its pid, and what it runs. */
export function showProcess(control: ProcessControl): string {
  return `${control.pid} ${showWhere(describeWhere(control))}`;
}

/** A line of a trace: when, who, and what it has in its mailbox. */
export function showSlice(ms: number, control: ProcessControl): string {
  const { items, head, tail } = control;
  const waiting = tail === head ? '' : `, ${tail - head} waiting: ${showTerm(items?.[head])}`;
  return `${ms} ms  ${showProcess(control)}${waiting}`;
}
