import { Supervisor } from '../behaviours/supervisor.js';
import { isSupervisor } from '../behaviours/supervisor-ask.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { ProcessExit } from '../kernel/process-exit.js';
import { controlOf } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { runIn } from '../verbs/spawn.js';
import { showId } from './module-supervisors.js';
import type { ProcessTree } from './process-tree.js';

/** Asks a supervisor, and all supervisors under it, for their children. */
export function livingTree(state: RuntimeState, id: string, root: Pid): Promise<ProcessTree> {
  // In a runtime that has been stopped nobody can ask.
  return controlOf(root).alive ? runIn(state, () => branchOf(id, root), []) : Promise.resolve(endedTree(id));
}

function* treeOf(id: string, pid: Pid): Generator<unknown, ProcessTree> {
  const children: ProcessTree[] = [];
  const found = yield* Supervisor.whichChildren(pid);
  // A supervisor lists the newest first; one whose children have no ids lists them as they came.
  for (const child of found.some((each) => each.id !== undefined) ? found.toReversed() : found) {
    const name = child.id === undefined ? nameOf(child.pid) : showId(child.id);
    if (!isPid(child.pid)) children.push({ id: name, type: child.type, pid: undefined, children: [] });
    else if (child.type === 'supervisor' && controlOf(child.pid).alive && isSupervisor(controlOf(child.pid))) children.push(yield* branchOf(name, child.pid));
    else children.push({ id: name, type: child.type, pid: child.pid, children: [] });
  }
  return { id, type: 'supervisor', pid, children };
}

/** The label, the registered name or the class of a child that has no id. */
function nameOf(pid: unknown): string {
  if (!isPid(pid)) return 'restarting';
  const { extras, module } = controlOf(pid);
  if (extras?.label !== undefined) return showId(extras.label);
  return extras?.name ?? module?.className ?? 'process';
}

/** A supervisor that ends while it is asked has no children. */
function* branchOf(id: string, pid: Pid): Generator<unknown, ProcessTree> {
  try {
    return yield* treeOf(id, pid);
  } catch (failure) {
    if (!(failure instanceof ProcessExit) || controlOf(pid).alive) throw failure;
    return endedTree(id);
  }
}

function endedTree(id: string): ProcessTree {
  return { id, type: 'supervisor', pid: undefined, children: [] };
}
