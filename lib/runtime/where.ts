import type { Body, ProcessControl } from './process-control.js';
import { inBody, inInit, inTerminate } from './process-control.js';

/** What runs in a process, or ran last: for reports and for `Process.info`. */
export interface Where {
  readonly className: string | undefined;
  readonly method: string;
}

export function describeWhere(control: ProcessControl, body: Body | undefined = control.body): Where {
  const { module, handler, stage } = control;
  if (module === undefined) return { className: undefined, method: body === undefined || body.name === '' ? '(anonymous)' : body.name };
  if (stage === inBody) return { className: module.className, method: 'constructor' };
  if (stage === inInit) return { className: module.className, method: 'init' };
  if (stage === inTerminate) return { className: module.className, method: 'terminate' };
  return { className: module.className, method: handler?.name ?? 'init' };
}

export function showWhere({ className, method }: Where): string {
  return className === undefined ? method : `${className}.${method}`;
}
