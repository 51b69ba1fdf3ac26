import { BeamworkError } from '../kernel/beamwork-error.js';
import { type From, noReply, type NoReply } from '../kernel/outcome.js';
import { supervisorTag } from '../../decorators/supervisor.js';
import { calleeOf, findServer, Refused, sendCall } from '../runtime/calls.js';
import { currentProcess } from '../runtime/current.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { checkFree, receiveAnswer } from '../runtime/receive.js';
import { deliverThrough } from '../runtime/router.js';
import { type Server, stateOf } from '../verbs/call.js';
import { waitOutside } from '../verbs/outside.js';
import type { Receiving } from '../verbs/receive.js';

/** Asks a supervisor; a request that it refuses fails with the reason alone. */
export function ask<T>(verb: string, supervisor: Server, argument: unknown): Receiving<T>;
export function ask(verb: string, supervisor: Server, argument: unknown): unknown {
  const caller = currentProcess();
  if (caller === undefined) return waitOutside(stateOf(supervisor), () => ask(verb, supervisor, argument));
  checkFree(caller);
  const what = ['call', supervisor, [verb, argument], Infinity];
  const callee = calleeOf(findServer(caller.state, supervisor, verb), what);
  if (!isSupervisor(callee)) throw noSupervisor(callee, verb);
  return receiveAnswer(caller, sendCall(caller, callee, [supervisorTag, verb, argument], Infinity, what));
}

/** Whether a process understands what is asked of supervisors; any other class would end with such a question. */
export function isSupervisor({ module }: ProcessControl): boolean {
  return module?.calls.find([supervisorTag, 'whichChildren', undefined]) !== undefined;
}

function noSupervisor({ pid, module }: ProcessControl, verb: string): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_DESTINATION',
    problem: `${verb} was asked of ${pid}, ${module === undefined ? 'which runs a function' : `a ${module.className}`}, and that is no supervisor`,
    remedy: 'give what Supervisor.startLink, DynamicSupervisor.startLink or PartitionSupervisor.startLink returned, or the name it was given',
  });
}

/** Lets a request fail, as if whoever was asked had ended: the asker needs no second look at answers that are none. The reason is the asker's from now on. */
export function refuse([pid, ref]: From, refused: Refused): NoReply {
  deliverThrough(ref, ['DOWN', ref, 'process', pid, refused]);
  return noReply;
}
