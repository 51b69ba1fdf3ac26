import { copyTerm } from '../kernel/copy-term.js';
import { showTerm } from '../kernel/show-term.js';
import { current } from './current.js';
import { priorityName } from './priorities.js';
import { scheduled, type ProcessControl } from './process-control.js';
import type { Monitoring } from './signals.js';
import { describeWhere } from './where.js';

/** Measured sizes, in bytes: a process at rest, and what a message adds besides its contents. */
const processBytes = 400;
const messageBytes = 64;

const inFunction = '(function)';

/** The items of `Process.info`, in the order in which it shows them. */
export const infoItems: ReadonlyMap<string, (control: ProcessControl) => unknown> = new Map<string, (control: ProcessControl) => unknown>([
  ['currentFunction', currentFunction],
  ['initialCall', initialCall],
  ['status', status],
  ['messageQueueLen', ({ head, tail }) => tail - head],
  ['messages', ({ items, head, tail }) => (items ?? []).slice(head, tail).map((each) => copyTerm(each))],
  ['links', ({ links }) => (links?.toArray() ?? []).map(({ pid }) => pid)],
  ['dictionary', ({ extras }) => [...(extras?.dictionary ?? [])].map(copyOrShow)],
  ['trapExit', ({ trapExit }) => trapExit],
  ['priority', ({ priority }) => priorityName(priority)],
  ['priorityMessages', ({ extras }) => (extras?.prioritySources?.size ?? 0) > 0],
  ['reductions', ({ reductions }) => reductions],
  ['registeredName', ({ extras }) => extras?.name ?? []],
  ['label', ({ extras }) => copyOrShow(extras?.label)],
  ['monitors', monitors],
  ['monitoredBy', monitoredBy],
  ['parent', ({ parent }) => parent],
  ['memory', ({ head, tail }) => processBytes + (tail - head) * messageBytes],
]);

/** What a process keeps for itself need not be copyable, a socket say; whoever asks gets its description. */
function copyOrShow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOrShow);
  try {
    return copyTerm(value);
  } catch {
    return showTerm(value);
  }
}

function currentFunction(control: ProcessControl): [string, string, number] {
  const { className, method } = describeWhere(control);
  return [className ?? inFunction, method, control.handler?.method.length ?? control.body?.length ?? 0];
}

function initialCall({ module, body }: ProcessControl): [string, string, number] {
  if (module !== undefined) return [module.className, 'init', module.init?.method.length ?? 0];
  return [inFunction, body?.name || '(anonymous)', body?.length ?? 0];
}

function status(control: ProcessControl): 'running' | 'runnable' | 'waiting' {
  if (control === current) return 'running';
  return control.activity === scheduled ? 'runnable' : 'waiting';
}

function monitors(control: ProcessControl): unknown[] {
  const found: unknown[] = [];
  for (let each: Monitoring | undefined = control.monitors; each !== undefined; each = each.nextOfWatcher) found.push(['process', each.object]);
  return found.reverse();
}

/** A watcher outside of all processes has no pid, and is left out. */
function monitoredBy(control: ProcessControl): unknown[] {
  const found: unknown[] = [];
  for (let each = control.firstMonitoredBy; each !== undefined; each = each.nextOfTarget) if (each.watcher !== undefined) found.push(each.watcher.pid);
  return found;
}
