import type { Body, ProcessControl } from './process-control.js';
import { inBody, inInit, inTerminate } from './process-control.js';

/** What runs in a process, or ran last: for reports and for `Process.info`. */
export interface Where {
  readonly className: string | undefined;
  readonly method: string;
}

export function describeWhere(control: ProcessControl, body: Body | undefined = control.body): Where {
  const { module, handler, stage } = control;
  if (module === undefined) return { className: undefined, method: nameOf(body) };
  if (stage === inBody) return { className: module.className, method: 'constructor' };
  if (stage === inInit) return { className: module.className, method: 'init' };
  if (stage === inTerminate) return { className: module.className, method: 'terminate' };
  return { className: module.className, method: handler?.name ?? 'init' };
}

/** The name of a function is a property like any other, and may be anything. */
function nameOf(body: Body | undefined): string {
  try {
    const name: unknown = body?.name;
    return typeof name === 'string' && name !== '' ? name : '(anonymous)';
  } catch {
    return '(anonymous)';
  }
}

export function showWhere({ className, method }: Where): string {
  return className === undefined ? method : `${className}.${method}`;
}
