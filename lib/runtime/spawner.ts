import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import type { ProcessMetadata, ProcessPriority } from '../metadata/process-metadata.js';
import { checkFree, giveName } from './names.js';
import { priorityNumber } from './priorities.js';
import { ProcessControl, stillborn } from './process-control.js';
import type { RuntimeState } from './runtime-state.js';
import { enteredScope } from './scope.js';
import { planOf } from './spawn-plan.js';
import { bury } from './stillborn.js';

/** What a birth may come with. */
export interface Birth {
  /** In place of the name of the class. */
  readonly name?: string | undefined;
  /** In place of the priority of the class. */
  readonly priority?: ProcessPriority | undefined;
  /** Links or monitors the child before anybody hears of it; when it throws, there is no child. */
  readonly attend?: ((child: ProcessControl) => void) | undefined;
}

const quietly: Birth = {};

/**
 * Makes a process; its first slice comes later, so whoever spawned it may link, monitor or name it before it runs.
 *
 * @param first a function, a process class, or the module of spawn/3.
 * @param rest arguments, copied; for spawn/3 the name of a method and the array of its arguments.
 */
export function spawnProcess(state: RuntimeState, parent: ProcessControl | undefined, first: unknown, rest: readonly unknown[], birth: Birth = quietly): ProcessControl {
  if (state.stopped) {
    throw new BeamworkError({ code: 'BEAMWORK_RUNTIME_STOPPED', problem: 'cannot spawn a process: this runtime has been stopped', remedy: 'start a new one with Runtime.start()' });
  }
  const scope = enteredScope() ?? parent?.scope ?? state.scope;
  const compiled = scope.modules.get(first);
  const { body, module, args } = compiled === undefined ? planOf(scope, first, rest) : { body: undefined, module: compiled, args: rest };
  const copies = args.length === 0 ? undefined : args.map((each) => copyTerm(each, 'copy the arguments of spawn'));
  const metadata = module?.metadata;
  const name = metadata === undefined ? undefined : (birth.name ?? metadata.name);
  const control = new ProcessControl(state, scope, parent?.pid, body, module, copies, priorityNumber(birth.priority ?? metadata?.priority ?? 'normal'));
  state.table.add(control);
  try {
    if (name !== undefined) checkFree(state, control, name);
    // Before all that others see: so there is a slice that can take it back, should the stack be what is used up.
    state.scheduler.enqueue(control);
    if (metadata !== undefined) applyMetadata(control, metadata, name);
    birth.attend?.(control);
  } catch (failure) {
    if (!control.alive) throw failure;
    // No call does this, so it cannot fail; the table leaves out who is not alive.
    control.alive = false;
    control.phase = stillborn;
    bury(control);
    throw failure;
  }
  state.sinks.lifecycle?.({ type: 'spawned', pid: control.pid, parent: control.parent });
  return control;
}

function applyMetadata(control: ProcessControl, { trapExit, label }: ProcessMetadata, name: string | undefined): void {
  control.trapExit = trapExit;
  if (label !== undefined) control.extra.label = label;
  if (name !== undefined) giveName(control.state, control, name);
}
