import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import type { ProcessControl } from './process-control.js';
import type { RuntimeState } from './runtime-state.js';

/** The name of this node while there is no distribution. */
export const nodeName = 'nonode@nohost';

/** Gives `name` to a living process that has none. */
export function registerName(state: RuntimeState, control: ProcessControl, name: string): void {
  checkFree(state, control, name);
  giveName(state, control, name);
}

/** Gives a process a name that {@link checkFree} has found free. */
export function giveName(state: RuntimeState, control: ProcessControl, name: string): void {
  control.extra.name = name;
  state.names.set(name, control);
  state.sinks.names?.({ type: 'registered', name, pid: control.pid });
}

/** Whether `name` can be given to a process. @throws BeamworkError that says why not. */
export function checkFree(state: RuntimeState, control: ProcessControl, name: string): void {
  checkName(name);
  const tried = `cannot register ${showTerm(name)} for ${control.pid}`;
  if (control.state !== state) {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_PID', problem: `${tried}: it belongs to another runtime`, remedy: 'register it with the Registry of its own runtime' });
  }
  if (!control.alive) {
    throw new BeamworkError({ code: 'BEAMWORK_NOPROC', problem: `${tried}: it is not alive`, remedy: 'start a new process and register that one' });
  }
  const holder = holderOf(state, name);
  if (holder !== undefined) {
    throw new BeamworkError({
      code: 'BEAMWORK_NAME_TAKEN',
      problem: `${tried}: ${holder.pid} holds it`,
      remedy: `pick another name, or call Process.unregister(${showTerm(name)}) first`,
    });
  }
  const own = control.extras?.name;
  if (own !== undefined) {
    throw new BeamworkError({
      code: 'BEAMWORK_ALREADY_NAMED',
      problem: `${tried}: it is already registered as ${showTerm(own)}, and a process has at most one name`,
      remedy: `call Process.unregister(${showTerm(own)}) first`,
    });
  }
}

/** Who has a name. One that came to nothing while it was made, and could not give it back yet, does not count. */
export function holderOf(state: RuntimeState, name: string): ProcessControl | undefined {
  const holder = state.names.get(name);
  return holder?.alive === true ? holder : undefined;
}

/** Takes `name` from its holder. */
export function unregisterName(state: RuntimeState, name: string): void {
  checkName(name);
  const holder = state.names.get(name);
  if (holder === undefined) {
    throw new BeamworkError({
      code: 'BEAMWORK_NAME_NOT_REGISTERED',
      problem: `cannot unregister ${showTerm(name)}: no process has that name`,
      remedy: 'check with Process.whereis(name) first',
    });
  }
  releaseName(holder, name);
}

/** Frees the name of a process, before anybody hears of its end. */
export function releaseName(holder: ProcessControl, name: string): void {
  const { names, sinks } = holder.state;
  names.delete(name);
  holder.extra.name = undefined;
  sinks.names?.({ type: 'unregistered', name, pid: holder.pid });
}

export function checkName(name: unknown): asserts name is string {
  if (typeof name === 'string' && name !== '') return;
  throw new BeamworkError({ code: 'BEAMWORK_BAD_NAME', problem: `${showTerm(name)} cannot be the name of a process`, remedy: 'give a string that is not empty' });
}
