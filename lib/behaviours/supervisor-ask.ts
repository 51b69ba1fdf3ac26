import { copyTerm } from '../kernel/copy-term.js';
import { type From, noReply, type NoReply } from '../kernel/outcome.js';
import { isPid } from '../kernel/pid.js';
import { newExit } from '../kernel/process-exit.js';
import { supervisorTag } from '../../decorators/supervisor.js';
import { aliasTarget } from '../runtime/aliases.js';
import { calleeOf, findServer, sendCall } from '../runtime/calls.js';
import { currentProcess, currentRuntime } from '../runtime/current.js';
import { controlOf } from '../runtime/process-control.js';
import { checkFree, receiveAnswer } from '../runtime/receive.js';
import { deliver } from '../runtime/router.js';
import type { Server } from '../verbs/call.js';
import type { Receiving } from '../verbs/receive.js';
import { runIn } from '../verbs/spawn.js';

const refusal = '$refused';

/** Asks a supervisor; a request that it refuses fails with the reason alone. */
export function ask<T>(verb: string, supervisor: Server, argument: unknown): Receiving<T>;
export function ask(verb: string, supervisor: Server, argument: unknown): unknown {
  const caller = currentProcess();
  if (caller === undefined) {
    const state = isPid(supervisor) ? controlOf(supervisor).state : currentRuntime();
    return runIn(state, function* (): Generator<unknown, unknown> {
      return yield* ask(verb, supervisor, argument);
    }, []);
  }
  checkFree(caller);
  const what = ['call', supervisor, [verb, argument], Infinity];
  const callee = calleeOf(findServer(caller.state, supervisor, verb), what);
  const pending = sendCall(caller, callee, [supervisorTag, verb, argument], Infinity, what);
  pending.ended = (reason) => {
    throw newExit(Array.isArray(reason) && reason[0] === refusal ? reason[1] : [reason, what]);
  };
  return receiveAnswer(caller, pending);
}

/** Lets a request fail, as if whoever was asked had ended: the asker needs no second look at answers that are none. */
export function refuse([pid, ref]: From, reason: unknown): NoReply {
  const copy = copyTerm(reason, 'copy the reason');
  const caller = aliasTarget(ref);
  if (caller?.alive === true) deliver(caller, ['DOWN', ref, 'process', pid, [refusal, copy]]);
  return noReply;
}
