import { isPid, type Pid } from '../kernel/pid.js';
import { Supervisor } from '../behaviours/supervisor.js';
import { controlOf } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { runIn } from '../verbs/spawn.js';
import { showId } from './module-supervisors.js';
import type { ProcessTree } from './process-tree.js';

/** Asks a supervisor, and all supervisors under it, for their children. */
export function livingTree(state: RuntimeState, id: string, root: Pid): Promise<ProcessTree> {
  return runIn(state, () => treeOf(id, root), []);
}

function* treeOf(id: string, pid: Pid): Generator<unknown, ProcessTree> {
  const children: ProcessTree[] = [];
  for (const child of (yield* Supervisor.whichChildren(pid)).toReversed()) {
    const name = showId(child.id);
    if (!isPid(child.pid)) children.push({ id: name, type: child.type, pid: undefined, children: [] });
    else if (child.type === 'supervisor' && controlOf(child.pid).alive) children.push(yield* treeOf(name, child.pid));
    else children.push({ id: name, type: child.type, pid: child.pid, children: [] });
  }
  return { id, type: 'supervisor', pid, children };
}
