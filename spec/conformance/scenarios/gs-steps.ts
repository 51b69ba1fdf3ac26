import { call, isPid, type Pid, start, startLink, type StartOptions } from '../../../lib/index.js';
import { answer, flush, rescueIt, type Step, tell } from '../dsl.js';
import { type HandleCall, type Script, Scripted } from './gs-server.js';

export function* startScripted(script: Script, options?: StartOptions): Step<Pid> {
  return yield* start(Scripted, [script], options);
}

export function* startLinked(script: Script): Step<Pid> {
  return yield* startLink(Scripted, [script]);
}

/** What a start comes to, in the form of the BEAM's answer. */
export function* attempt(starting: () => Step<unknown>): Step {
  return (yield* answer(starting)) ?? 'ignore';
}

/** A call that runs a function in the server. */
export function* callDo(pid: Pid, f: HandleCall): Step {
  return yield* call(pid, ['do', f]);
}

/** All messages but the first. */
export function* later(): Step<unknown[]> {
  return (yield* flush()).slice(1);
}

/** The kind of what a command comes to: returned, raised, exited or thrown. */
export function* kindOf(command: () => unknown): Step {
  const outcome = yield* rescueIt(command);
  return Array.isArray(outcome) ? outcome[0] : outcome;
}

/** A scripted server that a puppet starts, linked to it. */
export function* startedBy(starter: Pid, script: Script): Step<Pid> {
  const pid = yield* tell(starter, function* () {
    return yield* startLink(Scripted, [script]);
  });
  if (isPid(pid)) return pid;
  throw new Error('the puppet has not started the server');
}
